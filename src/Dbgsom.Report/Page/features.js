// Which features shape the map, and their component planes side by side.

class FeatureView extends View {
  static most = 12;

  constructor(state) {
    super(state, "features", "What matters", "The importance of each feature for the clusters: the share of its variance between them. Lines are the borders of the clusters. Choose a feature to see its component plane on the map.");
  }

  show() {
    const { features, map } = this.state.data;
    if (!features || !map) return false;
    this.importance = importanceOf(this.state);
    const passive = features.passive ?? 0;
    const trained = features.names.length - passive;
    const order = this.importance.map((_, f) => f).slice(0, trained).sort((a, b) => this.importance[b] - this.importance[a] || a - b);
    const top = order.slice(0, FeatureView.most);
    this.shown = [...top, ...Array.from({ length: passive }, (_, f) => trained + f)];
    this.body.replaceChildren(
      h("div", { class: "planes" }, top.map(f => this.#plane(f)), Array.from({ length: passive }, (_, f) => this.#plane(trained + f))),
      order.length > top.length ? h("p", { class: "hint" }, `The ${top.length} of ${integers.format(features.count)} most important features; the map's chooser has ${features.names.length < features.count ? integers.format(order.length) : "all"}.`) : "",
      saver("Component planes", () => this.#image()),
    );
    return true;
  }

  update(what) {
    if (what === "shift" || what === "method") this.show();
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
    context.strokeStyle = "#ffffff";
    context.lineWidth = 2;
    for (const [ax, ay, bx, by] of this.#borders(layout)) {
      context.beginPath();
      context.moveTo((ax - left) * 8, (top - ay) * 8);
      context.lineTo((bx - left) * 8, (top - by) * 8);
      context.stroke();
    }
    const importance = this.importance[f];
    const middle = niceTicks(scale.low, scale.high);
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
      h(
        "span",
        { class: "plane-bar", style: { background: scale.gradient }, role: "img", "aria-label": `${ends[0]} to ${ends[1]}` },
        middle.map(tick => h("span", { class: "mark", style: { left: `${(100 * (tick - scale.low)) / (scale.high - scale.low)}%` } })),
      ),
      h("span", { class: "hint ends" }, h("span", {}, ends[0]), middle.length === 1 ? h("span", {}, shownWithin(middle[0], [scale.low, scale.high])) : null, h("span", {}, ends[1])),
      h("span", { class: "meter", role: "img", "aria-label": `importance ${percent(importance)}` }, h("span", { style: { width: `${100 * importance}%` } })),
      h("span", { class: "hint" }, percent(importance)),
    );
  }

  #borders(layout) {
    return this.state.data.regions ? bordersOf(this.state.data.map, layout, this.state.clusters().labels) : [];
  }

  #image() {
    const { features, map } = this.state.data;
    const layout = layoutOf(map, this.state.shift);
    const { left, top, width, height } = boundsOf(layout);
    const [side, gap] = [180, 20];
    const size = side / Math.max(width, height);
    const columns = Math.min(4, this.shown.length);
    const line = height * size + 70;
    const planes = this.shown.flatMap((f, i) => {
      const scale = scaleOf({ palette: "viridis", values: features.weights[f] });
      const [x, y] = [gap + (i % columns) * (side + gap), Math.floor(i / columns) * line + 24];
      const place = ([px, py]) => `${(x + (px - left) * size).toFixed(1)},${(y + (top - py) * size).toFixed(1)}`;
      return [
        svgLabel(x, y - 6, brief(features.names[f], 24)),
        ...features.weights[f].map((value, neuron) => s("polygon", { points: layout.cell.map(([cx, cy]) => place([layout.points[neuron][0] + cx, layout.points[neuron][1] + cy])).join(" "), fill: value == null ? themeColor("--none") : scale.color(value) })),
        ...this.#borders(layout).map(([ax, ay, bx, by]) => s("path", { d: `M${place([ax, ay])}L${place([bx, by])}`, stroke: "#ffffff", "stroke-width": 1.5 })),
        s("g", { transform: `translate(${x} 0)` }, svgKey(scale, side, y + height * size + 6).elements),
      ];
    });
    return svgText(columns * (side + gap) + gap, Math.ceil(this.shown.length / columns) * line + 10, planes);
  }
}
