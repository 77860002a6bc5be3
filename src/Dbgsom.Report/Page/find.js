// Finds samples by their name, or by the number of their row, and selects their neurons.

function finder(state) {
  const most = 200;
  const said = h("span", { class: "hint", role: "status" });
  const box = h("input", { type: "search", id: "find", size: 18, onchange: () => find() });
  const label = h("label", { for: "find" }, "Find a sample");
  const element = h("form", { class: "tools find", role: "search", hidden: true, onsubmit: event => (event.preventDefault(), find()) }, label, box, said);

  function find() {
    const { samples } = state.data;
    const wanted = box.value.trim().toLowerCase();
    said.textContent = "";
    if (wanted === "") {
      if (state.found.size > 0) state.select([]);
      return;
    }
    const names = samples.id ?? [];
    const all = samples.row.map((_, i) => i);
    // A name as it is goes before one that begins so, that before one that holds it; a number is also that of a row.
    const tries = [i => String(names[i] ?? "").toLowerCase() === wanted, i => String(samples.row[i]) === wanted, i => String(names[i] ?? "").toLowerCase().startsWith(wanted), i => String(names[i] ?? "").toLowerCase().includes(wanted)];
    const found = tries.map(suits => all.filter(suits)).find(list => list.length > 0) ?? [];
    if (found.length === 0) {
      said.textContent = samples.row.length < samples.count ? `Not among the ${integers.format(samples.row.length)} samples on the page, of ${integers.format(samples.count)}.` : "No sample has this name.";
      return;
    }
    const shownOf = found.slice(0, most);
    state.select(shownOf.map(i => samples.neuron[i]), shownOf);
    const first = `${brief(names[found[0]] ?? `row ${samples.row[found[0]]}`, 40)}: neuron ${samples.neuron[found[0]]}${state.data.regions ? `, ${clusterName(state.clusters().labels[samples.neuron[found[0]]])}` : ""}`;
    said.textContent = found.length === 1 ? `${first}.` : `${counted(found.length, "sample")}${found.length > most ? `, the first ${most} selected` : ""}; ${first}, ….`;
  }

  return {
    element,
    show() {
      const { samples } = state.data;
      element.hidden = !samples || samples.row.length === 0;
      if (!element.hidden) label.textContent = samples.id ? `Find by ${brief(samples.idName, 20)} or row` : "Find by row";
    },
  };
}
