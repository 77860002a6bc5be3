// The columns of the table that is trained on: what each holds, and what is done with it. A person changes it, the server says what follows.

import { byId, element } from "/elements.js";

const WORDS = { id: "name of rows (id)", drop: "leave out" };

// One column has each of these uses.
const SINGLE = ["id", "label", "weight"];

const integers = new Intl.NumberFormat("en-US");
const numbers = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 4 });

export class ColumnTable {
  #content = null;
  #rows = [];
  #change;

  /** `change` takes the uses a person chose and what they need, by column; null for those that are proposed. */
  constructor(change) {
    this.#change = change;
    byId("as-planned").addEventListener("click", () => change(null, null));
    byId("leave-out").addEventListener("click", () => change(Object.fromEntries(this.#content.columns.map(({ name }) => [name, "drop"])), null));
  }

  /** The uses that were chosen or proposed; null where the table is not known yet. */
  get uses() {
    return this.#content?.uses ?? null;
  }

  /** What some uses need beside their names, such as the order of categories; null where there is none. */
  get lists() {
    const lists = this.#content?.columns.filter(({ list }) => list !== null).map(({ name, list }) => [name, list]) ?? [];
    return lists.length > 0 ? Object.fromEntries(lists) : null;
  }

  get hasLabel() {
    return this.#content?.columns.some(({ use }) => use === "label") ?? false;
  }

  /** Hides the table, or says that it is being made. */
  clear(message) {
    this.#content = null;
    byId("table").hidden = !message;
    byId("table").open = true;
    byId("table-summary").textContent = message ?? "";
    byId("table-body").hidden = true;
  }

  /** Shows the columns of another file, or what became of those that are shown. */
  show(content, file) {
    const isSame = this.#content?.columns.length === content.columns.length && this.#content.columns.every(({ name }, i) => name === content.columns[i].name);
    this.#content = content;
    if (!isSame) {
      this.#rows = content.columns.map(({ name }, i) => this.#row(name, `reason-${i}`));
      byId("table-rows").replaceChildren(...this.#rows.map(row => row.element));
    }
    content.columns.forEach((column, i) => this.#rows[i].show(column));
    const rows = content.rows > 0 ? `, ${integers.format(content.rows)} rows` : "";
    byId("table-summary").textContent = `Columns of ${file}: ${integers.format(content.features)} of ${integers.format(content.count)} are features${rows}`;
    const rest = content.count - content.columns.length;
    byId("table-rest").textContent = rest > 0 ? `${integers.format(rest)} more columns are used as the plan says.` : "";
    byId("table-body").hidden = false;
    byId("table").hidden = false;
  }

  #row(name, reasonId) {
    const select = element("select", { "aria-label": `Use of ${name}`, "aria-describedby": reasonId }, ...this.#content.choices.map(use => element("option", { value: use }, WORDS[use] ?? use)));
    select.addEventListener("change", () => this.#choose(name, select.value));
    const list = element("input", { type: "text", spellcheck: false, hidden: true, "aria-describedby": reasonId });
    list.addEventListener("change", () => this.#order(name, list.value));
    const [role, missing, range, reason] = ["holds", "missing", "range", "reason"].map(what => element("td", { "data-name": what }));
    missing.className = "number";
    reason.id = reasonId;
    const row = element("tr", {}, element("th", { scope: "row" }, name), role, element("td", { "data-name": "used as" }, select, list), missing, range, reason);
    return {
      element: row,
      show(column) {
        select.value = column.use;
        select.setAttribute("aria-invalid", column.problem !== null);
        list.hidden = column.list === null;
        list.setAttribute("aria-label", column.use === "date" ? `Parts of the dates of ${name}` : `Categories of ${name} from the least to the greatest`);
        list.value = column.list ?? "";
        row.classList.toggle("left-out", column.use === "drop");
        role.textContent = column.role;
        missing.textContent = column.missing > 0 ? integers.format(column.missing) : "";
        range.textContent = rangeOf(column);
        reason.replaceChildren(column.reason, ...(column.problem ? [element("p", { className: "problem" }, `Cannot be used so: ${column.problem}`)] : []));
      },
    };
  }

  #choose(name, use) {
    const others = Object.entries(this.#content.uses).filter(([other, chosen]) => other !== name && !(SINGLE.includes(use) && chosen === use));
    // At once, so that the next choice does not forget this one.
    this.#content.uses = Object.fromEntries([...others, [name, use]]);
    this.#change(this.#content.uses, this.lists);
  }

  #order(name, text) {
    this.#change(this.#content.uses, { ...this.lists, [name]: text });
  }
}

function rangeOf({ values, minimum, maximum }) {
  const text = values.length > 0 ? values.join(", ") : minimum === null ? "" : `${numbers.format(minimum)} to ${numbers.format(maximum)}`;
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
