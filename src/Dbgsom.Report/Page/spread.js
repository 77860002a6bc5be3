// How the samples of the selection spread over each feature, beside all others: box plots.

class SpreadView extends View {
  static most = 12;

  constructor(state) {
    super(state, "spread", "Spread of the selection", "For each feature the middle half of the samples (box), their median (line) and nine tenths of them (whiskers): the selection above, all others below.");
    this.figure = h("div", { class: "boxes" });
    this.hint = h("p", { class: "hint" });
    this.body.append(this.figure, saver("Spread of the selection", () => this.#image()), this.hint);
  }

  show() {
    const { samples, features } = this.state.data;
    if (!samples || !features || samples.row.length === 0) return false;
    this.update("selection");
    return true;
  }

  update(what) {
    if (what !== "selection" && what !== "theme") return;
    const { samples, features } = this.state.data;
    const { selection } = this.state;
    const chosen = samples.row.map((_, i) => i).filter(i => selection.has(samples.neuron[i]));
    const others = samples.row.map((_, i) => i).filter(i => !selection.has(samples.neuron[i]));
    this.rows = samples.names
      .map((name, f) => {
        const [own, rest] = [chosen, others].map(list => boxOf(list.map(i => samples.values[i][f])));
        const all = extent([own, rest].filter(box => box).flatMap(box => [box.low, box.high]));
        const apart = own && rest && all[1] > all[0] ? Math.abs(own.median - rest.median) / (all[1] - all[0]) : 0;
        return { f, name, own, rest, all, apart };
      })
      .filter(row => row.own || row.rest);
    const column = f => features.columns.indexOf(f);
    const importance = importanceOf(this.state);
    this.rows.sort((a, b) => b.apart - a.apart || (importance[column(b.f)] ?? 0) - (importance[column(a.f)] ?? 0) || a.f - b.f);
    const count = this.rows.length;
    this.rows = this.rows.slice(0, SpreadView.most);
    this.figure.replaceChildren(this.#svg());
    const held = samples.row.length < samples.count ? ` Of ${integers.format(samples.row.length)} samples that the page holds.` : "";
    this.hint.textContent =
      (selection.size === 0 ? "Nothing is selected: the boxes are those of all samples." : "") + (count > this.rows.length ? ` The ${this.rows.length} of ${integers.format(count)} features whose medians lie farthest apart.` : "") + held;
    this.hint.hidden = this.hint.textContent === "";
  }

  /** Letters stay legible on a phone: the boxes get the room that is left. */
  static get #size() {
    return innerWidth < 700 ? { left: 120, width: 190, line: 40 } : { left: 150, width: 520, line: 40 };
  }

  #svg() {
    const { left, width, line } = SpreadView.#size;
    return s("svg", { viewBox: `0 0 ${left + width + 60} ${this.rows.length * line + 4}`, role: "img", "aria-label": "Box plots of the selection and of all other samples" }, this.#drawing());
  }

  #image() {
    const { left, width, line } = SpreadView.#size;
    return svgText(left + width + 60, this.rows.length * line + 4, this.#drawing());
  }

  #drawing() {
    const { left, width, line } = SpreadView.#size;
    const ink = themeColor("--ink");
    return this.rows.flatMap(({ name, own, rest, all }, row) => {
      const top = row * line + 4;
      const at = value => left + (all[1] > all[0] ? ((value - all[0]) / (all[1] - all[0])) * width : width / 2);
      const box = (values, y, color) =>
        values == null
          ? []
          : [
              s("line", { x1: at(values.low), x2: at(values.high), y1: y + 5, y2: y + 5, stroke: color }),
              s("rect", { x: at(values.first), y, width: Math.max(1, at(values.third) - at(values.first)), height: 10, fill: color, "fill-opacity": 0.75 }),
              s("line", { x1: at(values.median), x2: at(values.median), y1: y - 1, y2: y + 11, stroke: ink, "stroke-width": 2 }),
            ];
      const label = svgLabel(left - 10, top + 14, brief(name, 20), { "text-anchor": "end", fill: ink, "font-size": 12 });
      const title = s("title");
      title.textContent = [own && `selection: median ${shown(own.median)}`, rest && `others: median ${shown(rest.median)}`].filter(text => text).join("; ");
      return [
        label,
        s("g", { class: "boxes-row", "data-name": name }, title, box(own, top + 1, themeColor("--high")), box(rest, top + 14, themeColor("--low"))),
        svgLabel(left, top + 35, shownWithin(all[0], all), { fill: themeColor("--muted"), "font-size": 9 }),
        svgLabel(left + width, top + 35, shownWithin(all[1], all), { fill: themeColor("--muted"), "font-size": 9, "text-anchor": "end" }),
      ];
    });
  }
}

/** Quartiles and the twentieths at either end, between values as NumPy does; null without values. */
function boxOf(values) {
  const sorted = values.filter(value => value != null).sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  const at = share => {
    const place = share * (sorted.length - 1);
    const low = Math.floor(place);
    const high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (place - low) * (sorted[high] - sorted[low]);
  };
  return { low: at(0.05), first: at(0.25), median: at(0.5), third: at(0.75), high: at(0.95) };
}
