// How training went, epoch by epoch.

class TrainingView extends View {
  constructor(state) {
    super(state, "training", "Training");
    this.curves = [
      ["error", "mean distance to the winner", 0],
      ["neurons", "neurons", 2],
      ["sigma", "width of the neighborhood (σ)", 4],
      ["changed", "samples that changed neuron (share)", 1],
    ].map(([name, title, color]) => ({ name, title, color, figure: h("div", { class: "figure small", role: "img", "aria-label": `${title} in each epoch` }) }));
    this.hint = h("p", { class: "hint" });
    this.body.append(this.hint, h("div", { class: "quad" }, this.curves.map(({ title, figure }) => h("figure", {}, h("figcaption", {}, title), figure))));
  }

  show() {
    const { training } = this.state.data;
    if (!training || training.epoch.length === 0) return false;
    const fine = training.epoch.length > training.coarse ? `, of which the last ${training.epoch.length - training.coarse === 1 ? "was" : training.epoch.length - training.coarse + " were"} fine: the grid no longer grew` : "";
    this.hint.textContent = `${counted(training.epoch.length, "epoch")}${fine}.`;
    this.#draw();
    return true;
  }

  update(what) {
    if (what === "theme" && !this.element.hidden) this.#draw();
  }

  #draw() {
    const { training } = this.state.data;
    const hasFine = training.epoch.length > training.coarse;
    for (const { name, color, figure } of this.curves)
      plot(figure, [{ type: "scatter", mode: "lines", x: training.epoch, y: training[name], line: { color: categoryColor(color), width: 1.8 }, hovertemplate: "epoch %{x}: %{y:.4g}<extra></extra>" }], {
        margin: { l: 44, r: 8, t: 4, b: 32 },
        xaxis: { title: { text: "epoch" } },
        yaxis: { rangemode: "tozero" },
        shapes: hasFine ? [{ type: "line", x0: training.coarse - 0.5, x1: training.coarse - 0.5, yref: "paper", y0: 0, y1: 1, line: { dash: "dot", width: 1, color: themeColor("--muted") } }] : [],
      });
  }
}
