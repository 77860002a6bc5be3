// What is selected: how it differs from the rest, and its samples as rows.

class ProfileView extends View {
  static most = 15;

  constructor(state) {
    super(state, "profile", "The selection");
    this.body.setAttribute("aria-live", "polite");
  }

  show() {
    if (!this.state.data.features || !this.state.data.map.mass) return false;
    this.update("selection");
    return true;
  }

  update(what) {
    if (what !== "selection" && what !== "method") return;
    const { map, features } = this.state.data;
    const { selection } = this.state;
    const all = map.mass.reduce((a, b) => a + b, 0);
    const mass = [...selection].reduce((sum, neuron) => sum + map.mass[neuron], 0);
    if (selection.size === 0) {
      this.body.replaceChildren(
        h("p", { class: "empty" }, "Nothing is selected. Choose a neuron on the map, a cluster in its legend, or draw a lasso: here you see what sets its samples apart."),
        this.#overall(),
      );
      return;
    }
    const heading = h(
      "p",
      { class: "count" },
      h("strong", {}, counted(selection.size, "neuron")),
      ...(map.countsNeurons ? [] : [` with `, h("strong", {}, counted(mass, "sample"))]),
      `, ${percent(all > 0 ? mass / all : 0)} of all.`,
    );
    const rest = all - mass;
    if (mass <= 0 || rest <= 0) {
      this.body.replaceChildren(heading, h("p", { class: "empty" }, mass <= 0 ? "These neurons win no sample." : "That is all there is: nothing to compare with."));
      return;
    }
    const means = features.means ?? features.weights;
    const differences = means
      .map((values, f) => {
        const sum = [...selection].reduce((total, neuron) => total + map.mass[neuron] * values[neuron], 0);
        const chosen = sum / mass;
        const others = (features.mean[f] * all - sum) / rest;
        const deviation = features.deviation[f];
        return { f, chosen, others, sd: deviation > 0 ? (chosen - others) / deviation : 0 };
      })
      .sort((a, b) => Math.abs(b.sd) - Math.abs(a.sd))
      .slice(0, ProfileView.most);
    const most = Math.max(2, ...differences.map(difference => Math.abs(difference.sd)));
    this.body.replaceChildren(
      heading,
      h(
        "table",
        { class: "profile" },
        h("caption", {}, `Against all other ${map.countsNeurons ? "neurons" : "samples"}, in standard deviations`),
        h(
          "thead",
          {},
          h("tr", {}, h("th", { scope: "col" }, "feature"), h("th", { scope: "col" }, "difference"), h("th", { scope: "col", class: "number" }, "mean"), h("th", { scope: "col", class: "number" }, "others")),
        ),
        h(
          "tbody",
          {},
          differences.map(({ f, chosen, others, sd }) =>
            h(
              "tr",
              {},
              this.#name(f),
              h("td", { class: "sd" }, h("span", { class: sd < 0 ? "low" : "high", style: { width: `${(50 * Math.abs(sd)) / most}%` } }), h("span", { class: "sd-text" }, `${sd < 0 ? "−" : "+"}${Math.abs(sd).toFixed(2)}`)),
              h("td", { class: "number" }, shown(chosen)),
              h("td", { class: "number" }, shown(others)),
            ),
          ),
        ),
      ),
      features.count > differences.length ? h("p", { class: "hint" }, `The ${differences.length} of ${integers.format(features.count)} features that differ most.`) : "",
    );
  }

  /** The features of all samples, those that matter most first. */
  #overall() {
    const { features } = this.state.data;
    const importance = importanceOf(this.state);
    const order = importance.map((_, f) => f).sort((a, b) => importance[b] - importance[a] || a - b).slice(0, ProfileView.most);
    return h(
      "table",
      { class: "profile" },
      h("caption", {}, `All ${this.state.data.map.countsNeurons ? "neurons" : "samples"}: the share of each feature's variance that lies between clusters`),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "feature"), h("th", { scope: "col" }, "importance"), h("th", { scope: "col", class: "number" }, "mean"), h("th", { scope: "col", class: "number" }, "sd"))),
      h(
        "tbody",
        {},
        order.map(f =>
          h(
            "tr",
            {},
            this.#name(f),
            h("td", { class: "sd" }, h("span", { class: "share-bar", style: { width: `${100 * importance[f]}%` } }), h("span", { class: "sd-text" }, percent(importance[f]))),
            h("td", { class: "number" }, shown(features.mean[f])),
            h("td", { class: "number" }, shown(features.deviation[f])),
          ),
        ),
      ),
    );
  }

  #name(f) {
    const { names } = this.state.data.features;
    return h("th", { scope: "row" }, h("button", { type: "button", class: "link", title: `${names[f]}: show its component plane`, onclick: () => this.state.choose(`feature:${f}`) }, brief(names[f])));
  }
}

class TableView extends View {
  static most = 200;
  static mostColumns = 40;

  constructor(state) {
    super(state, "rows", "Samples of the selection");
    this.count = h("p", { class: "hint", "aria-live": "polite" });
    this.frame = h("div", { class: "table-frame", tabindex: 0, role: "region", "aria-label": "Table of samples" });
    this.body.append(
      h("p", { class: "scroll-hint" }, "Swipe the table sideways for more columns."),
      h("div", { class: "tools" }, this.count, h("button", { type: "button", id: "export", onclick: () => this.#export() }, "Save as CSV")),
      this.frame,
    );
  }

  show() {
    if (!this.state.data.samples) return false;
    this.update("selection");
    return true;
  }

  /** Columns as [name, value of sample i, whether a number]. */
  #columns() {
    const { samples, regions } = this.state.data;
    const labels = regions && this.state.clusters().labels;
    return [
      ["row", i => samples.row[i], true],
      ...(samples.id ? [[samples.idName, i => samples.id[i], false]] : []),
      ...(samples.label ? [[samples.labelName, i => samples.label[i], false]] : []),
      ...(samples.columns ?? []).map(({ name, texts }) => [name, i => texts[i], false]),
      ["neuron", i => samples.neuron[i], true],
      ...(regions ? [["cluster", i => labels[samples.neuron[i]], true]] : []),
      ["distance", i => samples.distance[i], true],
      ...(samples.isScored ? [["oddness", i => samples.score[i], true]] : []),
      ...samples.names.map((name, f) => [name, i => samples.values[i][f], true]),
    ];
  }

  #chosen() {
    const { samples } = this.state.data;
    const { found } = this.state;
    // What was searched for stands first.
    return [...found, ...samples.row.map((_, i) => i).filter(i => !found.has(i) && this.state.has(samples.neuron[i]))];
  }

  update(what) {
    if (what !== "selection" && what !== "method") return;
    const { samples } = this.state.data;
    if (!samples) return;
    const chosen = this.#chosen();
    const columns = this.#columns();
    const shownColumns = columns.slice(0, TableView.mostColumns);
    const held = samples.row.length < samples.count ? ` The page holds ${integers.format(samples.row.length)} of ${counted(samples.count, "sample")}.` : "";
    this.count.textContent =
      `${this.state.selection.size ? "" : "Nothing selected: all. "}${chosen.length > TableView.most ? `First ${TableView.most} of ${counted(chosen.length, "sample")}.` : `${counted(chosen.length, "sample")}.`}` +
      `${columns.length > shownColumns.length ? ` The first ${shownColumns.length} of ${columns.length} columns; the file has all.` : ""}${held}`;
    this.frame.replaceChildren(
      h(
        "table",
        {},
        h("thead", {}, h("tr", {}, shownColumns.map(([name, , isNumber]) => h("th", { scope: "col", class: isNumber ? "number" : null, title: name }, brief(name, 20))))),
        h(
          "tbody",
          {},
          chosen.slice(0, TableView.most).map(i => h("tr", { class: this.state.found.has(i) ? "found" : null }, shownColumns.map(([, value, isNumber]) => h("td", { class: isNumber ? "number" : null }, isNumber ? shown(value(i)) : brief(value(i), 60))))),
        ),
      ),
    );
  }

  #export() {
    const columns = this.#columns();
    const lines = [columns.map(([name]) => csvText(name)), ...this.#chosen().map(i => columns.map(([, value, isNumber]) => (isNumber ? (value(i) ?? "") : csvText(value(i)))))];
    download("samples.csv", "text/csv;charset=utf-8", lines.map(line => `${line.join(",")}\r\n`).join(""));
  }
}

/** Text of a CSV file: what a spreadsheet would take for a formula gets an apostrophe before it. */
function csvText(value) {
  const text = String(value);
  const safe = /^[\s]*[=+\-@\t\r]/.test(text) && !Number.isFinite(Number(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
