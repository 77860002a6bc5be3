// With which options the map was trained, and how to train it again.

class SettingView extends View {
  constructor(state) {
    super(state, "settings", "Settings");
  }

  show() {
    const { settings } = this.state.data;
    if (!settings) return false;
    const copied = h("span", { class: "hint", role: "status" });
    const copy = async () => {
      await navigator.clipboard.writeText(settings.command).then(
        () => (copied.textContent = "Copied."),
        () => (copied.textContent = "The browser does not allow that here; select the text."),
      );
    };
    const rows = settings.options.map(({ name, given, effective, changed, text }) =>
      h("tr", { class: changed ? "changed" : null }, h("th", { scope: "row" }, name), h("td", {}, given), h("td", {}, effective === given ? "" : effective), h("td", {}, text)),
    );
    this.body.replaceChildren(
      h("p", {}, "With the samples it was trained on, this trains the same map again, bit for bit:"),
      h("div", { class: "command" }, h("code", {}, settings.command), h("button", { type: "button", class: "quiet", onclick: copy }, "Copy"), copied),
      h(
        "details",
        {},
        h("summary", {}, `All ${settings.options.length} options (preset ${settings.preset}; those changed are marked)`),
        h("div", { class: "table-frame" }, h("table", { class: "options" }, h("thead", {}, h("tr", {}, ["option", "given", "took effect as", "meaning"].map(name => h("th", { scope: "col" }, name)))), h("tbody", {}, rows))),
      ),
      h("p", { class: "hint" }, `Trained by Dbgsom ${settings.version}; fingerprint of the samples ${settings.fingerprint}.`),
    );
    return true;
  }
}
