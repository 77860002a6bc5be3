// Samples that no neuron stands for well.

class OutlierView extends View {
  static most = 20;

  constructor(state) {
    super(state, "odd", "Odd samples", "The distance of a sample from its neuron, compared with the usual distance there, in robust standard deviations.");
    this.text = h("p", {});
    this.figure = h("div", { class: "figure", role: "img", "aria-label": "Histogram of how odd samples are" });
    this.list = h("div", { class: "table-frame", tabindex: 0, role: "region", "aria-label": "Oddest samples" });
    this.body.append(this.text, h("div", { class: "pair" }, h("div", {}, this.figure), h("div", {}, h("p", { class: "scroll-hint" }, "Swipe the table sideways for more columns."), this.list)));
  }

  show() {
    const { samples } = this.state.data;
    if (!samples?.isScored || samples.row.length === 0) return false;
    const { score, row, neuron, count, odd, oddThreshold } = samples;
    const texts = [
      [samples.id, samples.idName],
      [samples.label, samples.labelName],
      ...(samples.columns ?? []).map(({ name, texts }) => [texts, name]),
    ].filter(([values]) => values);
    this.text.textContent =
      odd === 0
        ? `No sample is odd: all scores are below ${oddThreshold}.`
        : `${counted(odd, "sample")} of ${integers.format(count)} (${percent(odd / count)}) ${odd === 1 ? "reaches" : "reach"} ${oddThreshold}, the usual limit. Choose one to see its neuron.`;
    const order = row.map((_, i) => i).sort((a, b) => score[b] - score[a]).slice(0, OutlierView.most);
    this.list.replaceChildren(
      h(
        "table",
        {},
        h("thead", {}, h("tr", {}, ["row", ...texts.map(([, name]) => brief(name, 20)), "oddness", "neuron"].map((name, c) => h("th", { scope: "col", class: c >= 1 && c <= texts.length ? null : "number", title: c >= 1 && c <= texts.length ? texts[c - 1][1] : null }, name)))),
        h(
          "tbody",
          {},
          order.map(i =>
            h(
              "tr",
              { class: score[i] >= oddThreshold ? "odd" : null },
              h("td", { class: "number" }, h("button", { type: "button", class: "link", onclick: () => this.state.select([neuron[i]]) }, integers.format(row[i]))),
              texts.map(([values]) => h("td", { title: values[i] }, brief(values[i], 40))),
              h("td", { class: "number" }, shown(score[i] < 1e300 ? Number(score[i].toFixed(2)) : score[i])),
              h("td", { class: "number" }, neuron[i]),
            ),
          ),
        ),
      ),
    );
    this.#draw();
    return true;
  }

  update(what) {
    if (what === "theme" && !this.element.hidden) this.#draw();
  }

  #draw() {
    const { score, oddThreshold } = this.state.data.samples;
    const [low, high] = extent(score);
    const top = Math.max(oddThreshold * 1.3, Math.min(high, 20));
    const bins = 40;
    const width = (top - low) / bins || 1;
    const counts = new Array(bins).fill(0);
    for (const value of score) if (value != null) counts[Math.min(bins - 1, Math.max(0, Math.floor((value - low) / width)))]++;
    plot(
      this.figure,
      [{ type: "bar", x: counts.map((_, i) => low + (i + 0.5) * width), y: counts, width, marker: { color: counts.map((_, i) => (low + (i + 0.5) * width > oddThreshold ? categoryColor(3) : categoryColor(0))) }, hovertemplate: "%{y} samples near %{x:.1f}<extra></extra>" }],
      {
        bargap: 0.05,
        xaxis: { title: { text: high > top ? `oddness (the last bar: ${shown(top)} and more)` : "oddness" } },
        yaxis: { title: { text: "samples" } },
        shapes: [{ type: "line", x0: oddThreshold, x1: oddThreshold, yref: "paper", y0: 0, y1: 1, line: { dash: "dot", width: 1.5, color: themeColor("--ink") } }],
      },
    );
  }
}
