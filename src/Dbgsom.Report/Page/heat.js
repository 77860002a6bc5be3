// Clusters and features in one table: what each cluster is like, in the data's units, colored by how far it is from the mean of all.

class HeatView extends View {
  static most = 30;

  constructor(state) {
    super(state, "heat", "Clusters by features", "The mean of each cluster in the data's units. Orange is above the mean of all, blue below, full color at two standard deviations. The most distinctive features come first.");
    this.frame = h("div", { class: "table-frame heat-frame", tabindex: 0, role: "region", "aria-label": "Clusters by features" });
    this.hint = h("p", { class: "hint" });
    this.body.append(h("p", { class: "scroll-hint" }, "Swipe the table sideways for more columns."), this.frame, saver("Clusters by features", () => this.#image()), this.hint);
  }

  show() {
    const { regions, features, map } = this.state.data;
    if (!regions || !features || !map.mass) return false;
    this.#draw();
    return true;
  }

  update(what) {
    if (what === "method") this.#draw();
  }

  #draw() {
    const { features } = this.state.data;
    const { count } = this.state.clusters();
    const profiles = (this.profiles = profilesOf(this.state.data, this.state.clusters()));
    this.order = profiles.importance.map((_, f) => f).sort((a, b) => profiles.importance[b] - profiles.importance[a] || a - b).slice(0, HeatView.most);
    const clusters = Array.from({ length: count }, (_, cluster) => cluster);
    this.frame.replaceChildren(
      h(
        "table",
        { class: "heat" },
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            h("th", { scope: "col" }, "feature"),
            h("th", { scope: "col", class: "number", title: "The share of the feature's variance between the clusters" }, "importance"),
            clusters.map(cluster =>
              h("th", { scope: "col", class: "number" }, h("button", { type: "button", class: "link", title: `Select ${clusterName(cluster)}`, onclick: () => this.state.select(this.state.region(cluster)) }, h("span", { class: "swatch", style: { background: categoryColor(cluster) } }), ` ${clusterName(cluster)}`)),
            ),
          ),
        ),
        h(
          "tbody",
          {},
          this.order.map(f =>
            h(
              "tr",
              {},
              h("th", { scope: "row" }, h("button", { type: "button", class: "link", title: `${features.names[f]}: show its component plane`, onclick: () => this.state.choose(`feature:${f}`) }, brief(features.names[f], 28))),
              h("td", { class: "number" }, percent(profiles.importance[f])),
              clusters.map(cluster => {
                const color = this.#color(f, cluster);
                return h("td", { class: "number", style: { background: color, color: inkOn(color) }, title: `${this.#deviation(f, cluster).toFixed(1)} sd from the mean` }, inUnits(profiles.means[f][cluster], features.deviation[f]));
              }),
            ),
          ),
        ),
      ),
    );
    this.hint.textContent = features.count > this.order.length ? `The ${this.order.length} of ${integers.format(features.count)} most distinctive features.` : "";
    this.hint.hidden = this.hint.textContent === "";
  }

  #deviation(f, cluster) {
    const { features } = this.state.data;
    const mean = this.profiles.means[f][cluster];
    return mean != null && features.deviation[f] > 0 ? (mean - features.mean[f]) / features.deviation[f] : 0;
  }

  #color(f, cluster) {
    const sd = this.#deviation(f, cluster);
    return mix("#f4f4f6", sd < 0 ? "#2f6ab5" : "#cf5f22", Math.min(1, Math.abs(sd) / 2));
  }

  #image() {
    const { features } = this.state.data;
    const { count } = this.state.clusters();
    const [left, cell, line] = [190, 80, 22];
    return svgText(
      left + count * cell + 10,
      (this.order.length + 1) * line + 10,
      Array.from({ length: count }, (_, cluster) => svgLabel(left + (cluster + 0.5) * cell, 16, clusterName(cluster), { "text-anchor": "middle" })),
      this.order.flatMap((f, row) => [
        svgLabel(left - 8, (row + 1) * line + 15, brief(features.names[f], 26), { "text-anchor": "end" }),
        ...Array.from({ length: count }, (_, cluster) => {
          const color = this.#color(f, cluster);
          return [
            s("rect", { x: left + cluster * cell, y: (row + 1) * line, width: cell - 1, height: line - 1, fill: color }),
            svgLabel(left + (cluster + 0.5) * cell, (row + 1) * line + 15, inUnits(this.profiles.means[f][cluster], features.deviation[f]), { "text-anchor": "middle", fill: inkOn(color) }),
          ];
        }).flat(),
      ]),
    );
  }
}
