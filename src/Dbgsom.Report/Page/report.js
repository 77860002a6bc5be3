// The page: a heading, a summary, and the views, linked by one state.

class SummaryView extends View {
  constructor(state) {
    super(state, "summary", "Summary");
  }

  show() {
    const { summary } = this.state.data;
    if (!summary) return false;
    this.body.replaceChildren(
      h("dl", { class: "figures" }, summary.figures.map(({ name, value }) => h("div", {}, h("dt", {}, name), h("dd", {}, value)))),
      ...summary.paragraphs.map(text => h("p", {}, text)),
      ...(summary.diagnostics.length ? [h("div", { class: "notes", role: "note" }, h("h3", {}, "Worth knowing"), h("ul", {}, summary.diagnostics.map(text => h("li", {}, text))))] : []),
    );
    return true;
  }
}

/** What tells one grid from another. */
function gridOf({ map }) {
  return map ? `${map.x.join()};${map.y.join()}` : "";
}

/** Builds the page into an element; `show` draws data, again and again if need be. */
function report(root) {
  const state = new State();
  const map = new MapView(state);
  const views = [
    new SummaryView(state),
    map,
    new ProfileView(state),
    new RegionView(state),
    new GroupView(state),
    new HeatView(state),
    new SpreadView(state),
    new ScatterView(state, map),
    new TableView(state),
    new OutlierView(state),
    new FeatureView(state),
    new QualityView(state),
    new TrainingView(state),
    new ColumnView(state),
    new SettingView(state),
  ];
  const title = h("h1", {});
  const links = h("nav", { "aria-label": "Parts of this page" });
  const theme = h("button", { type: "button", class: "quiet", id: "theme", onclick: () => setTheme(!isDark()) }, "Dark");
  const print = h("button", { type: "button", class: "quiet", onclick: () => window.print() }, "Print");
  const find = finder(state);
  const header = h("header", {}, title, h("div", { class: "tools" }, theme, print), find.element, links);
  const main = h("main", { id: "content" }, views.map(view => view.element));
  root.append(h("a", { class: "skip", href: "#content" }, "Skip to the content"), header, main);

  state.listen(what => {
    if (what === "method" && state.attribute?.startsWith("region:")) state.choose(`region:${state.method}`);
    for (const view of views) if (!view.element.hidden) view.update(what);
  });

  const dark = matchMedia("(prefers-color-scheme: dark)");
  function isDark() {
    return document.documentElement.dataset.theme ? document.documentElement.dataset.theme === "dark" : dark.matches;
  }
  function setTheme(on) {
    if (on !== null) document.documentElement.dataset.theme = on ? "dark" : "light";
    theme.textContent = isDark() ? "Light" : "Dark";
    theme.setAttribute("aria-label", `Switch to ${isDark() ? "light" : "dark"} colors`);
    for (const view of views) if (!view.element.hidden) view.update("theme");
  }
  dark.addEventListener("change", () => setTheme(null));
  setTheme(null);
  // Paper is white; figures are drawn again in its colors.
  addEventListener("beforeprint", () => {
    document.documentElement.dataset.printed = document.documentElement.dataset.theme ?? "";
    setTheme(false);
  });
  addEventListener("afterprint", () => {
    if (document.documentElement.dataset.printed) document.documentElement.dataset.theme = document.documentElement.dataset.printed;
    else delete document.documentElement.dataset.theme;
    setTheme(null);
  });

  return {
    show(data) {
      if (gridOf(data) !== gridOf(state.data)) {
        state.selection = new Set();
        state.found = new Set();
        state.counts = [];
        if (data.method != null) state.method = data.method;
      }
      state.data = data;
      title.textContent = brief(data.title, 120);
      document.title = data.title;
      find.show();
      // A figure is drawn to the size it has: its section has to be there before.
      for (const view of views) {
        view.element.hidden = false;
        view.refresh();
      }
      links.replaceChildren(...views.filter(view => !view.element.hidden).map(view => h("a", { href: `#${view.element.id}` }, view.heading)));
    },
  };
}
