// What became of each column of the table.

class ColumnView extends View {
  static words = { drop: "left out", id: "name of the row" };

  constructor(state) {
    super(state, "columns", "Columns", "The content and the use of each column of the table, with the reason.");
  }

  show() {
    const { columns } = this.state.data;
    if (!columns) return false;
    const { list, count } = columns;
    const names = ["column", "holds", "used as", "missing", "range or values", "reason"];
    this.body.replaceChildren(
      h(
        "div",
        { class: "table-frame", tabindex: 0, role: "region", "aria-label": "Columns of the table" },
        h("table", { class: "stacked" }, h("thead", {}, h("tr", {}, names.map(name => h("th", { scope: "col", class: name === "missing" ? "number" : null }, name)))), h("tbody", {}, list.map(column => this.#row(column)))),
      ),
      count > list.length ? h("p", { class: "hint" }, `The first ${integers.format(list.length)} of ${counted(count, "column")}; dbgsom info prints all.`) : "",
    );
    return true;
  }

  #row({ name, role, use, missing, values, minimum, maximum, reason }) {
    const range = values.length ? brief(values.join(", "), 80) : minimum == null ? "" : `${shown(minimum)} to ${shown(maximum)}`;
    return h(
      "tr",
      { class: use === "drop" ? "left-out" : null },
      h("th", { scope: "row", title: name }, brief(name, 40)),
      h("td", { "data-name": "holds" }, role),
      h("td", { "data-name": "used as" }, ColumnView.words[use] ?? use),
      h("td", { "data-name": "missing", class: "number" }, missing ? integers.format(missing) : ""),
      h("td", { "data-name": "range" }, range),
      h("td", { "data-name": "reason" }, brief(reason, 400)),
    );
  }
}
