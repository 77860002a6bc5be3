// Regions: neurons grouped into clusters, what makes each differ, and how the number of them was chosen.

class RegionView extends View {
  constructor(state) {
    super(state, "regions", "Regions", "Neurons that belong together form regions. Choose one to select its samples everywhere on this page.");
    this.chooser = h("select", { id: "method", onchange: () => state.chooseMethod(Number(this.chooser.value)) });
    this.text = h("p", { class: "hint" });
    this.cards = h("div", { class: "cards" });
    this.curves = h("div", { class: "figure", role: "img", "aria-label": "Quality of each number of regions" });
    this.tree = h("div", { class: "figure", role: "img", "aria-label": "Dendrogram: which regions merge first" });
    this.curvesBox = h("figure", {}, this.curves, h("figcaption", {}, "How well each number of regions suits the map: the silhouette wants to be high, the Davies–Bouldin index low. The line marks the number chosen."));
    this.treeBox = h("figure", {}, this.tree, h("figcaption", {}, "Which regions would become one next, and how much they differ then. The line marks where the tree is cut."));
    this.body.append(h("div", { class: "tools" }, h("label", { for: "method" }, "Found by"), this.chooser), this.text, this.cards, h("div", { class: "pair" }, this.curvesBox, this.treeBox));
  }

  show() {
    const { regions } = this.state.data;
    if (!regions) return false;
    this.state.method = Math.min(this.state.method, regions.length - 1);
    this.chooser.replaceChildren(...regions.map(({ method, clusters }, i) => h("option", { value: i }, `${methodName(method)}: ${counted(clusters.length, "region")}`)));
    this.#draw();
    return true;
  }

  update(what) {
    if (what === "method" || what === "theme") this.#draw();
    else if (what === "selection") this.#mark();
  }

  get regions() {
    return this.state.data.regions[this.state.method];
  }

  #draw() {
    if (this.element.hidden && !this.state.data.regions) return;
    const { regions } = this;
    const { map } = this.state.data;
    this.chooser.value = this.state.method;
    this.text.textContent = {
      ward: "Ward linkage joins neighboring neurons whose samples differ least.",
      "k-means": "k-means groups neurons by their weights alone, wherever they are on the map.",
      watershed: "Watershed floods the valleys of the U-matrix; regions end at its ridges, whatever their shape.",
    }[regions.method];
    if (regions.agreement)
      this.text.textContent += ` Against ${brief(this.state.data.samples.labelName)}: adjusted Rand index ${shown(regions.agreement[0])}, normalized mutual information ${shown(regions.agreement[1])}.`;
    const all = map.mass.reduce((a, b) => a + b, 0);
    this.cards.replaceChildren(
      ...regions.clusters.map(({ neurons, differences }, cluster) => {
        const mass = this.state.region(cluster).reduce((sum, neuron) => sum + map.mass[neuron], 0);
        return h(
          "button",
          { type: "button", class: "card region", "aria-pressed": "false", onclick: () => this.#choose(cluster) },
          h("span", { class: "region-name" }, h("span", { class: "swatch", style: { background: categoryColor(cluster) } }), regionName(cluster), h("span", { class: "share" }, all > 0 ? percent(mass / all) : "")),
          h("span", { class: "hint" }, `${counted(neurons, "neuron")}${map.countsNeurons ? "" : `, ${counted(mass, "sample")}`}${this.#classOf(cluster)}`),
          h("ul", {}, differences.slice(0, 3).map(text => h("li", {}, brief(text, 90)))),
        );
      }),
    );
    this.#drawCurves();
    this.#drawTree();
    this.#mark();
  }

  /** "; species virginica: 93 %": where the samples of a region have classes. */
  #classOf(cluster) {
    const { classes } = this.state.data;
    if (!classes) return "";
    const sums = classes.names.map((_, c) => this.state.region(cluster).reduce((sum, neuron) => sum + classes.counts[neuron][c], 0));
    const total = sums.reduce((a, b) => a + b, 0);
    const best = sums.indexOf(Math.max(...(classes.others ? sums.slice(0, -1) : sums)));
    return total > 0 ? `; ${brief(classes.name, 24)} ${brief(classes.names[best], 24)}: ${percent(sums[best] / total)}` : "";
  }

  #choose(cluster) {
    this.state.choose(`region:${this.state.method}`);
    this.state.select(this.#isChosen(cluster) ? [] : this.state.region(cluster));
  }

  #isChosen(cluster) {
    const region = this.state.region(cluster);
    return region.length === this.state.selection.size && region.every(neuron => this.state.selection.has(neuron));
  }

  #mark() {
    [...this.cards.children].forEach((card, cluster) => card.setAttribute("aria-pressed", this.#isChosen(cluster)));
  }

  #drawCurves() {
    const { counts, silhouette, daviesBouldin, clusters } = this.regions;
    this.curvesBox.hidden = !counts;
    if (!counts) return;
    const line = (name, values, color, axis) => ({ type: "scatter", mode: "lines+markers", name, x: counts, y: values, yaxis: axis, line: { color, width: 2 }, marker: { size: 6 }, hovertemplate: `%{x} regions: %{y:.3f}<extra>${name}</extra>` });
    plot(this.curves, [line("silhouette", silhouette, categoryColor(0), "y"), line("Davies–Bouldin", daviesBouldin, categoryColor(1), "y2")], {
      showlegend: true,
      legend: { orientation: "h", y: 1.15, x: 0 },
      margin: { l: 48, r: 48, t: 24, b: 40 },
      xaxis: { title: { text: "number of regions" }, dtick: Math.max(1, Math.round(counts.length / 12)) },
      yaxis: { title: { text: "silhouette" } },
      yaxis2: { title: { text: "Davies–Bouldin" }, overlaying: "y", side: "right", showgrid: false },
      shapes: [{ type: "line", x0: clusters.length, x1: clusters.length, yref: "paper", y0: 0, y1: 1, line: { dash: "dot", width: 1.5, color: themeColor("--ink") } }],
    });
  }

  /** The upper end of the tree: its last merges, from at most this many groups. */
  #drawTree() {
    const { merges, heights, clusters, labels } = this.regions;
    this.treeBox.hidden = !merges;
    if (!merges) return;
    const neurons = labels.length;
    const first = Math.max(0, heights.length - 39);
    const isLeaf = id => id < neurons + first;
    const children = id => [merges[2 * (id - neurons)], merges[2 * (id - neurons) + 1]];
    const neuronOf = id => (id < neurons ? id : neuronOf(children(id)[0]));
    const places = new Map();
    const order = [];
    const walk = id => {
      if (isLeaf(id)) order.push(id);
      else children(id).forEach(walk);
    };
    walk(neurons + heights.length - 1);
    order.forEach((id, i) => places.set(id, { x: i, y: 0 }));
    // What merged later lies at least as high, as neighbors alone may merge lower than before.
    const traces = [];
    for (let i = first; i < heights.length; i++) {
      const [a, b] = children(neurons + i).map(id => places.get(id));
      const y = Math.max(heights[i], a.y, b.y);
      places.set(neurons + i, { x: (a.x + b.x) / 2, y });
      const isInside = heights.length - i > clusters.length - 1;
      traces.push({
        type: "scatter",
        mode: "lines",
        x: [a.x, a.x, b.x, b.x],
        y: [a.y, y, y, b.y],
        hovertemplate: `${shown(heights[i])}<extra></extra>`,
        line: { width: 2, color: isInside ? categoryColor(labels[neuronOf(neurons + i)]) : themeColor("--muted") },
      });
    }
    const cut = heights.length - (clusters.length - 1);
    const [below, above] = [cut > 0 ? heights[cut - 1] : 0, heights[cut] ?? heights.at(-1)];
    plot(this.tree, traces, {
      xaxis: { showticklabels: false, showgrid: false, zeroline: false, title: { text: first > 0 ? `${order.length} groups of neurons` : "neurons" } },
      yaxis: { title: { text: "difference when merged" }, rangemode: "tozero" },
      shapes: [{ type: "line", xref: "paper", x0: 0, x1: 1, y0: (below + above) / 2, y1: (below + above) / 2, line: { dash: "dot", width: 1.5, color: themeColor("--ink") } }],
    });
  }
}
