// How far to trust the map.

class QualityView extends View {
  constructor(state) {
    super(state, "quality", "How good the map is");
    this.list = h("div", {});
    this.figure = h("div", { class: "figure", role: "img", "aria-label": "Topographic function" });
    this.box = h(
      "figure",
      {},
      this.figure,
      h("figcaption", {}, "Topographic function: right of 0, samples' neighborhoods that lie apart on the map, by how many steps; left of 0, neighbors on the map that are not neighbors in the data. 0 everywhere means that all neighborhoods are preserved."),
    );
    this.body.append(h("div", { class: "pair" }, this.list, this.box));
  }

  show() {
    const { quality } = this.state.data;
    if (!quality) return false;
    this.list.replaceChildren(
      h(
        "table",
        { class: "measures" },
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "measure"), h("th", { scope: "col", class: "number" }, "value"))),
        h(
          "tbody",
          {},
          quality.measures.map(({ name, value, text }) => h("tr", {}, h("th", { scope: "row" }, h("strong", {}, name), h("p", { class: "hint" }, text)), h("td", { class: "number" }, shown(value)))),
        ),
      ),
    );
    this.box.hidden = !quality.topographicFunction;
    this.#draw();
    return true;
  }

  update(what) {
    if (what === "theme" && !this.element.hidden) this.#draw();
  }

  #draw() {
    const { topographicFunction } = this.state.data.quality;
    if (!topographicFunction) return;
    const { axis, values } = topographicFunction;
    plot(this.figure, [{ type: "scatter", mode: "lines+markers", x: axis, y: values, line: { color: categoryColor(0), width: 2 }, marker: { size: 5 }, hovertemplate: "%{x}: %{y:.4g}<extra></extra>" }], {
      xaxis: { title: { text: "steps k, as a share of the map's diameter" } },
      yaxis: { title: { text: "Φ(k)" }, rangemode: "tozero" },
    });
  }
}
