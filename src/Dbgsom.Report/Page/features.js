// Which features shape the map, and their component planes side by side.

class FeatureView extends View {
  static most = 12;

  constructor(state) {
    super(state, "features", "What matters", "How much of the difference between neurons each feature makes. Choose one to see its component plane on the map.");
  }

  show() {
    const { features } = this.state.data;
    if (!features) return false;
    const passive = features.passive ?? 0;
    const trained = features.names.length - passive;
    const order = features.importance.map((_, f) => f).slice(0, trained).sort((a, b) => features.importance[b] - features.importance[a] || a - b);
    this.most = features.importance[order[0]];
    const top = order.slice(0, FeatureView.most);
    this.body.replaceChildren(
      h("div", { class: "planes" }, top.map(f => this.#plane(f)), Array.from({ length: passive }, (_, f) => this.#plane(trained + f))),
      order.length > top.length ? h("p", { class: "hint" }, `The ${top.length} of ${integers.format(features.count)} features that matter most; the map's chooser has ${features.names.length < features.count ? integers.format(order.length) : "all"}.`) : "",
    );
    return true;
  }

  update(what) {
    if (what === "shift") this.show();
  }

  #plane(f) {
    const { features, map } = this.state.data;
    const layout = layoutOf(map, this.state.shift);
    const { left, top, width, height } = boundsOf(layout);
    const values = features.weights[f];
    const scale = scaleOf({ palette: "viridis", values });
    const canvas = h("canvas", { width: Math.ceil(width * 8), height: Math.ceil(height * 8), "aria-hidden": "true" });
    const context = canvas.getContext("2d");
    values.forEach((value, neuron) => {
      if (value == null) return;
      context.fillStyle = scale.color(value);
      const [x, y] = layout.points[neuron];
      context.beginPath();
      for (const corner of layout.cell) context.lineTo((x + corner[0] - left) * 8, (top - y - corner[1]) * 8);
      context.fill();
    });
    const importance = features.importance[f];
    const ends = [scale.low, scale.high].map(value => shownWithin(value, [scale.low, scale.high]));
    return h(
      "button",
      {
        type: "button",
        class: "card plane",
        title: features.names[f],
        onclick: () => {
          this.state.choose(`feature:${f}`);
          document.getElementById("map").scrollIntoView({ behavior: "smooth", block: "start" });
        },
      },
      h("span", { class: "plane-name" }, brief(features.names[f], 24)),
      canvas,
      h("span", { class: "hint" }, `${ends[0]} to ${ends[1]}`),
      h("span", { class: "meter", role: "img", "aria-label": `importance ${percent(importance)}` }, h("span", { style: { width: `${(100 * importance) / Math.max(this.most, 1e-12)}%` } })),
      h("span", { class: "hint" }, percent(importance)),
    );
  }
}
