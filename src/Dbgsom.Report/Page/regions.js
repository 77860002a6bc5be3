// Clusters: neurons that belong together, what makes each cluster differ, and how many there are.

class RegionView extends View {
  constructor(state) {
    super(state, "regions", "Clusters", "Similar neurons form clusters. Choose one to select its samples everywhere on this page.");
    this.chooser = h("select", { id: "method", onchange: () => state.chooseMethod(Number(this.chooser.value)) });
    this.slider = h("input", { type: "range", id: "count", min: 0, step: 1, oninput: () => state.chooseCount(this.regions.choices[this.slider.value].count) });
    this.number = h("output", { for: "count" });
    this.back = h("button", { type: "button", class: "quiet", onclick: () => state.chooseCount(this.regions.chosen) });
    this.text = h("p", { class: "hint" });
    this.cards = h("div", { class: "cards" });
    this.curves = h("div", { class: "figure", role: "img", "aria-label": "Quality of each number of clusters" });
    this.tree = h("div", { class: "figure", role: "img", "aria-label": "Dendrogram: which clusters merge first" });
    this.curvesBox = h("figure", {}, this.curves, h("figcaption", {}, "The quality of each number of clusters: a high silhouette and a low Davies–Bouldin index are good. The line marks the number shown; click a point for another."));
    this.treeBox = h("figure", {}, this.tree, h("figcaption", {}, "The order in which clusters merge, and their difference when they merge. The line marks where the tree is cut; click at another height to cut it there."));
    this.body.append(
      h("div", { class: "tools" }, h("label", { for: "method" }, "Found by"), this.chooser, h("label", { for: "count" }, "Number"), this.slider, this.number, this.back),
      this.text,
      this.cards,
      h("div", { class: "pair" }, this.curvesBox, this.treeBox),
    );
    this.tree.addEventListener("pointerdown", event => this.#cutAt(event));
  }

  show() {
    const { regions } = this.state.data;
    if (!regions) return false;
    this.state.method = Math.min(this.state.method, regions.length - 1);
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
    const { map, features } = this.state.data;
    const { count, agreement } = this.state.clusters();
    this.chooser.replaceChildren(...this.state.data.regions.map(({ method }, i) => h("option", { value: i }, `${methodName(method)}: ${counted(this.state.clusters(i).count, "cluster")}`)));
    this.chooser.value = this.state.method;
    this.slider.max = regions.choices.length - 1;
    this.slider.value = regions.choices.findIndex(choice => choice.count === count);
    this.slider.disabled = regions.choices.length < 2;
    this.slider.setAttribute("aria-valuetext", counted(count, "cluster"));
    this.number.textContent = `${counted(count, "cluster")}${count === regions.chosen ? ", the automatic choice" : ""}`;
    this.back.textContent = `Back to ${regions.chosen}`;
    this.back.hidden = count === regions.chosen;
    this.text.textContent = {
      ward: "Ward linkage joins neighboring neurons whose samples differ least.",
      "k-means": "k-means groups neurons by their weights alone, wherever they are on the map.",
      watershed: "Watershed floods the valleys of the U-matrix; clusters end at its ridges, whatever their shape.",
    }[regions.method];
    // Clusters of blocks of neurons are not those of the map itself.
    if (!map.block) this.text.textContent += ` Numbered as by dbgsom predict --clusters ${regions.method}:${count}.`;
    if (agreement)
      this.text.textContent += ` Against ${brief(this.state.data.samples.labelName)}: adjusted Rand index ${shown(agreement[0])}, normalized mutual information ${shown(agreement[1])}.`;
    else if (this.state.data.labelsAreNames)
      this.text.textContent += ` How well the clusters agree with ${brief(this.state.data.samples.labelName)} is omitted: the labels are nearly unique, and no grouping can agree with them.`;
    const profiles = profilesOf(this.state.data, this.state.clusters());
    this.cards.replaceChildren(
      ...profiles.mass.map((mass, cluster) => {
        const differences = profiles.differences(cluster);
        const named = distinctive(differences, features.names, 4);
        const texts =
          count < 2 ? [] : named.length > 0 ? named.map(one => differenceText(one, features)) : [`Like the rest in every feature; most different in ${differenceText(differences[0], features)}`];
        return h(
          "button",
          { type: "button", class: "card region", "aria-pressed": "false", onclick: () => this.#choose(cluster) },
          h("span", { class: "region-name" }, h("span", { class: "swatch", style: { background: categoryColor(cluster) } }), clusterName(cluster), h("span", { class: "share" }, profiles.all > 0 ? percent(mass / profiles.all) : "")),
          h("span", { class: "hint" }, `${counted(profiles.neurons[cluster], "neuron")}${map.countsNeurons ? "" : `, ${counted(mass, "sample")}`}${this.#classOf(cluster)}`),
          h("ul", {}, texts.map(text => h("li", {}, text))),
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
    const { counts, silhouette, daviesBouldin } = this.regions;
    const { count } = this.state.clusters();
    this.curvesBox.hidden = !counts;
    if (!counts) return;
    const line = (name, values, color, axis) => ({ type: "scatter", mode: "lines+markers", name, x: counts, y: values, yaxis: axis, line: { color, width: 2 }, marker: { size: 6 }, hovertemplate: `%{x} clusters: %{y:.3f}<extra>${name}</extra>` });
    plot(this.curves, [line("silhouette", silhouette, categoryColor(0), "y"), line("Davies–Bouldin", daviesBouldin, categoryColor(1), "y2")], {
      showlegend: true,
      legend: { orientation: "h", y: 1.15, x: 0 },
      margin: { l: 48, r: 48, t: 24, b: 40 },
      xaxis: { title: { text: "number of clusters" }, dtick: Math.max(1, Math.round(counts.length / 12)) },
      yaxis: { title: { text: "silhouette" } },
      yaxis2: { title: { text: "Davies–Bouldin" }, overlaying: "y", side: "right", showgrid: false },
      shapes: [{ type: "line", x0: count, x1: count, yref: "paper", y0: 0, y1: 1, line: { dash: "dot", width: 1.5, color: themeColor("--ink") } }],
    }).then(() => {
      if (this.isListening) return;
      this.isListening = true;
      this.curves.on("plotly_click", event => this.state.chooseCount(event.points[0].x));
    });
  }

  /** The upper end of the tree: its last merges, from at most this many groups. */
  #drawTree() {
    const { merges, heights } = this.regions;
    const { labels, count } = this.state.clusters();
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
    this.levels = [];
    for (let i = first; i < heights.length; i++) {
      const [a, b] = children(neurons + i).map(id => places.get(id));
      const y = Math.max(heights[i], a.y, b.y);
      places.set(neurons + i, { x: (a.x + b.x) / 2, y });
      this.levels.push(y);
      const isInside = heights.length - i > count - 1;
      traces.push({
        type: "scatter",
        mode: "lines",
        x: [a.x, a.x, b.x, b.x],
        y: [a.y, y, y, b.y],
        hovertemplate: `${shown(heights[i])}<extra></extra>`,
        line: { width: 2, color: isInside ? categoryColor(labels[neuronOf(neurons + i)]) : themeColor("--muted") },
      });
    }
    const cut = heights.length - (count - 1);
    const [below, above] = [cut > 0 ? heights[cut - 1] : 0, heights[cut] ?? heights.at(-1)];
    plot(this.tree, traces, {
      xaxis: { showticklabels: false, showgrid: false, zeroline: false, title: { text: first > 0 ? `${order.length} groups of neurons` : "neurons" } },
      yaxis: { title: { text: "difference when merged" }, rangemode: "tozero" },
      shapes: [{ type: "line", xref: "paper", x0: 0, x1: 1, y0: (below + above) / 2, y1: (below + above) / 2, line: { dash: "dot", width: 1.5, color: themeColor("--ink") } }],
    });
  }
  /** A click at a height of the tree, not a drag, leaves the clusters that are apart there. */
  #cutAt(down) {
    const axis = this.tree._fullLayout?.yaxis;
    const area = this.tree.querySelector(".nsewdrag")?.getBoundingClientRect();
    if (!axis || !area || down.button !== 0) return;
    const end = up => {
      if (Math.hypot(up.clientX - down.clientX, up.clientY - down.clientY) > 5) return;
      const height = axis.p2d(up.clientY - area.top);
      this.state.chooseCount(Math.max(2, 1 + this.levels.filter(level => level > height).length));
    };
    addEventListener("pointerup", end, { once: true });
  }
}
