// Where groups of samples lie: the share of each in each cluster, and in what is selected.

class GroupView extends View {
  constructor(state) {
    super(state, "groups", "Groups");
  }

  show() {
    const { groups } = this.state.data;
    if (!groups) return false;
    const { name, list, more, p, leftOut, hasUnits } = groups;
    const tested = this.#isTested();
    const signs = { 1: "+", 0: "", "-1": "−" };
    const { labels, count } = this.state.clusters();
    // Of the clusters that were tested the shares are those of the test: of units, where there are any.
    const shares = list.map(group => (tested ? group.shares : this.#shares(group.mass, labels, count)));
    const head = list.map((group, i) =>
      h(
        "th",
        { scope: "col", class: "number" },
        h("button", { type: "button", class: "link", title: `Color the map by the share of ${group.name}`, onclick: () => this.state.choose(`group:${i}`) }, brief(group.name, 20)),
      ),
    );
    const rows = Array.from({ length: count }, (_, cluster) =>
      h(
        "tr",
        {},
        h("th", { scope: "row" }, h("button", { type: "button", class: "link", title: "Select this cluster on the map", onclick: () => this.state.select(this.state.region(cluster)) }, clusterName(cluster))),
        list.map((group, i) =>
          h(
            "td",
            { class: "number", "data-name": brief(group.name, 20), title: tested && group.adjusted[cluster] != null ? `p = ${shown(group.adjusted[cluster])}, adjusted` : null },
            percent(shares[i][cluster]),
            h("span", { class: "sign" }, tested ? ` ${signs[group.differs[cluster]]}` : ""),
          ),
        ),
      ),
    );
    this.selected = h("tr", { class: "selected" });
    this.body.replaceChildren(
      h("p", { class: "lead" }, `The share of each group of ${name} that lies in each cluster${hasUnits && tested ? ", the mean over its units" : ""}. ${this.#verdict(p, hasUnits, tested)}`),
      h(
        "div",
        { class: "table-frame", tabindex: 0, role: "region", "aria-label": `Groups of ${name}` },
        h(
          "table",
          {},
          h("thead", {}, h("tr", {}, h("th", { scope: "col" }, name), head)),
          h(
            "tbody",
            {},
            this.#line("samples", list.map(group => integers.format(Math.round(group.samples)))),
            hasUnits ? this.#line("units", list.map(group => integers.format(group.units))) : "",
            this.#line("neurons reached", list.map(group => percent(group.coverage))),
            rows,
            this.selected,
          ),
        ),
      ),
      h("p", { class: "hint" }, [more ? `${counted(more, "smaller group")} not shown. ` : "", leftOut ? `${counted(leftOut, "sample")} without a group left out.` : ""].join("")),
    );
    this.#showSelection();
    return true;
  }

  update(what) {
    if (what === "selection") this.#showSelection();
    if (what === "method") this.show();
  }

  /** Signs are those of the clusters that were tested: with others chosen on the page there are none. */
  #isTested() {
    const { tested } = this.state.data.groups;
    return tested.length > 0 && this.state.clusters().labels.every((cluster, neuron) => cluster === tested[neuron]);
  }

  #verdict(p, hasUnits, tested) {
    if (p == null) return "";
    const all = p <= 0.05 ? `Together they differ significantly (p = ${shown(p)}).` : `Together they do not differ significantly (p = ${shown(p)}).`;
    const units = hasUnits ? "" : " Each sample counts as a unit of its own.";
    return `${all}${units}${tested ? " + and − mark values that are higher or lower than in all other groups, at a false discovery rate of 5 %." : " The clusters shown were not tested."}`;
  }

  #line(name, texts) {
    return h("tr", { class: "fact" }, h("th", { scope: "row" }, name), texts.map(text => h("td", { class: "number" }, text)));
  }

  #shares(mass, labels, count) {
    const all = mass.reduce((a, b) => a + b, 0);
    const sums = new Array(count).fill(0);
    mass.forEach((value, neuron) => (sums[labels[neuron]] += value / all));
    return sums;
  }

  #showSelection() {
    const { selection, data } = this.state;
    this.selected.hidden = selection.size === 0;
    this.selected.replaceChildren(
      h("th", { scope: "row" }, "Selected neurons"),
      ...data.groups.list.map(({ mass }) => h("td", { class: "number" }, percent(mass.reduce((sum, value, neuron) => sum + (selection.has(neuron) ? value : 0), 0) / mass.reduce((a, b) => a + b, 0)))),
    );
  }
}
