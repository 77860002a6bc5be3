// Samples in the plane of two features or of the principal components, in the colors of the map, with the map's net over them.

class ScatterView extends View {
  // Points of a figure that still turns up at once.
  static most = 5000;
  // Kept columns in the tip of a point.
  static mostTexts = 6;

  constructor(state, map) {
    super(state, "samples", "Samples in the data's space", "Each point is a sample in the color its neuron has on the map. Draw a lasso around points to select their neurons.");
    this.map = map;
    const redraw = () => this.#draw();
    this.across = h("select", { id: "scatter-x", onchange: redraw });
    this.up = h("select", { id: "scatter-y", onchange: redraw });
    this.net = h("input", { type: "checkbox", id: "scatter-net", checked: true, onchange: redraw });
    this.figure = h("div", { class: "figure tall", role: "group", "aria-label": "Scatter plot of the samples" });
    this.note = h("p", { class: "hint" });
    this.body.append(
      h(
        "div",
        { class: "tools" },
        h("label", { for: "scatter-x" }, "Across"),
        this.across,
        h("label", { for: "scatter-y" }, "Up"),
        this.up,
        h("label", { class: "check", for: "scatter-net" }, this.net, "map"),
      ),
      this.figure,
      this.note,
    );
  }

  show() {
    const { samples, features } = this.state.data;
    if (!samples || samples.row.length === 0) return false;
    this.axes = [];
    if (samples.components) {
      const { x, y, neuronX, neuronY, shares } = samples.components;
      this.axes.push({ name: `PC 1 (${percent(shares[0])} of variance)`, values: x, neurons: neuronX });
      this.axes.push({ name: `PC 2 (${percent(shares[1])} of variance)`, values: y, neurons: neuronY });
    }
    const planeOf = new Map(features.columns.map((column, plane) => [column, plane]));
    samples.names.forEach((name, f) =>
      this.axes.push({ name, values: samples.values.map(row => row[f]), neurons: planeOf.has(f) ? features.weights[planeOf.get(f)] : null }),
    );
    for (const [select, start] of [[this.across, 0], [this.up, Math.min(1, this.axes.length - 1)]]) {
      select.replaceChildren(...this.axes.map((axis, i) => h("option", { value: i }, brief(axis.name, 60))));
      select.value = start;
    }
    // Evenly thinned, the odd ones kept.
    const step = Math.max(1, Math.ceil(samples.row.length / ScatterView.most));
    this.points = samples.row.map((_, i) => i).filter(i => i % step === 0 || this.state.found.has(i) || samples.score[i] >= samples.oddThreshold);
    this.note.textContent =
      this.points.length < samples.count ? `${counted(this.points.length, "sample")} of ${integers.format(samples.count)} are drawn, evenly taken, and the odd ones.` : "";
    this.#draw();
    return true;
  }

  update() {
    if (!this.element.hidden) this.#draw();
  }

  #draw() {
    const { samples, map } = this.state.data;
    const [x, y] = [this.axes[this.across.value], this.axes[this.up.value]];
    const colors = this.map.colors();
    const { points } = this;
    const columns = (samples.columns ?? []).slice(0, ScatterView.mostTexts);
    const names = points.map(i => `${samples.id ? `${plain(samples.id[i], 60)}<br>` : ""}row ${samples.row[i]}${samples.label ? `<br>${plain(samples.label[i])}` : ""}<br>neuron ${samples.neuron[i]}${columns.map(({ name, texts }) => `<br>${plain(name, 20)}: ${plain(texts[i], 60)}`).join("")}`);
    const isChosen = points.map(i => this.state.has(samples.neuron[i]));
    const traces = [
      {
        type: "scatter",
        mode: "markers",
        x: points.map(i => x.values[i]),
        y: points.map(i => y.values[i]),
        text: names,
        hovertemplate: "%{text}<extra></extra>",
        marker: {
          size: points.map(i => (this.state.found.has(i) ? 16 : points.length > 2000 ? 5 : 7)),
          color: points.map(i => colors[samples.neuron[i]]),
          opacity: isChosen.map(chosen => (chosen ? 0.9 : 0.12)),
          line: { width: 0.5, color: themeColor("--card") },
        },
      },
    ];
    this.net.disabled = !x.neurons || !y.neurons;
    if (this.net.checked && !this.net.disabled) {
      const [lineX, lineY] = [[], []];
      for (let e = 0; e < map.edges.length; e += 2) {
        lineX.push(x.neurons[map.edges[e]], x.neurons[map.edges[e + 1]], null);
        lineY.push(y.neurons[map.edges[e]], y.neurons[map.edges[e + 1]], null);
      }
      traces.push({ type: "scatter", mode: "lines", x: lineX, y: lineY, hoverinfo: "skip", line: { width: 1, color: themeColor("--ink") }, opacity: 0.45 });
    }
    plot(
      this.figure,
      traces,
      {
        dragmode: "lasso",
        xaxis: { title: { text: plain(x.name, 50) } },
        yaxis: { title: { text: plain(y.name, 50) } },
        uirevision: `${this.across.value} ${this.up.value}`,
        selections: [],
      },
      { displayModeBar: true, modeBarButtonsToRemove: ["autoScale2d", "toImage"], scrollZoom: false },
    ).then(() => this.#listen());
  }

  #listen() {
    if (this.isListening) return;
    this.isListening = true;
    this.figure.on("plotly_selected", event => {
      if (!event?.points?.length) return;
      this.state.select(event.points.filter(point => point.curveNumber === 0).map(point => this.state.data.samples.neuron[this.points[point.pointNumber]]));
    });
    this.figure.on("plotly_click", event => {
      const point = event.points.find(point => point.curveNumber === 0);
      if (point) this.state.select([this.state.data.samples.neuron[this.points[point.pointNumber]]]);
    });
    this.figure.on("plotly_deselect", () => this.state.select([]));
  }
}
