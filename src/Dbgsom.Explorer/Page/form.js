// The form: which file, which columns, which options. Names are only ever text.

const MAIN_OPTIONS = ["target-neurons", "scale", "seed"];

export const byId = id => document.getElementById(id);

/** An element with properties and children; strings become text. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties))
    if (name in made) made[name] = value;
    else made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Asks the server; what goes wrong is an Error with its words. */
export async function ask(path, body) {
  const answer = await fetch(path, body === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  return read(answer);
}

async function read(answer) {
  const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
  const content = isJson ? await answer.json() : null;
  if (answer.ok) return content;
  const gone = "this browser has no session any more; open the address that dbgsom explore prints";
  throw new Error(content?.error ?? (answer.status === 401 ? gone : `the server answered ${answer.status}`));
}

export class Form {
  #setup;
  #files = [];
  #outline = null;
  #fields = new Map();

  constructor(setup, report) {
    this.#setup = setup;
    this.report = report;
    byId("send-hint").textContent = `${setup.extensions.join(", ")} up to ${setup.maxUploadText}, or drop it here. It stays on this machine.`;
    byId("watch-text").textContent = `Slow enough to watch (${1000 * setup.watchedSeconds} ms an epoch)`;
    for (const option of setup.options) {
      const field = this.#field(option);
      byId(MAIN_OPTIONS.includes(option.name) ? "main-options" : "options").append(field);
    }
    for (const [id, names] of [["encoding", setup.encodings], ["header", setup.headers]]) {
      byId(id).replaceChildren(...names.map(name => element("option", { value: name }, name)));
      byId(id).addEventListener("change", () => report(this.#load()));
    }
    byId("preset").addEventListener("change", () => this.#showDefaults());
    byId("file").addEventListener("change", () => {
      this.#readText({});
      report(this.#load());
    });
    byId("array").addEventListener("change", () => report(this.#load(byId("array").value)));
    byId("reload").addEventListener("click", () => report(this.list()));
    byId("send").addEventListener("click", () => byId("upload").click());
    byId("upload").addEventListener("change", () => this.#sendAll(byId("upload").files));
    for (const id of ["label", "weight"]) byId(id).addEventListener("change", () => this.#showRoles());
    byId("columns").addEventListener("change", () => this.#countColumns());
    byId("all").addEventListener("click", () => this.#check(true));
    byId("none").addEventListener("click", () => this.#check(false));
    this.#acceptDrops(byId("panel"));
    this.#showDefaults();
  }

  /** The file chosen, as the list has it. */
  get file() {
    return this.#files.find(file => file.id === byId("file").value);
  }

  /** Loads the list of files; chooses one of them. */
  async list(chosen) {
    const list = await ask("/api/files");
    this.#files = list.files;
    const wanted = [chosen, byId("file").value, list.chosen].find(id => list.files.some(file => file.id === id));
    const names = { Given: "From the command line", Sample: "Sample", Folder: "In the folder", Upload: "Sent" };
    const groups = Object.entries(names)
      .map(([origin, label]) => [label, list.files.filter(file => file.origin === origin)])
      .filter(([, files]) => files.length > 0)
      .map(([label, files]) =>
        element("optgroup", { label }, ...files.map(file => element("option", { value: file.id }, file.isModel ? `${file.name} (map)` : file.name))),
      );
    byId("file").replaceChildren(...groups);
    byId("file").value = wanted;
    await this.#load();
  }

  /** What is asked of the server. */
  request() {
    const label = byId("label").value || null;
    const weight = byId("weight").value || null;
    const boxes = this.#boxes().filter(box => box.value !== label && box.value !== weight);
    const options = {};
    for (const [name, input] of this.#fields) if (input.value.trim() !== "") options[name] = input.value.trim();
    return {
      file: byId("file").value,
      array: this.#outline?.array ?? null,
      encoding: this.#isText ? byId("encoding").value : null,
      header: this.#isText ? byId("header").value : null,
      columns: boxes.every(box => box.checked) ? null : boxes.filter(box => box.checked).map(box => box.value),
      label,
      weight,
      classify: label !== null && byId("classify").checked,
      preset: byId("preset").value,
      options,
      fullSpeed: !byId("watch").checked,
    };
  }

  /** Shows what was asked for before, after the page was loaded again. */
  async restore(request) {
    if (!this.#files.some(file => file.id === request.file)) return;
    byId("file").value = request.file;
    this.#readText(request);
    await this.#load(request.array ?? undefined);
    byId("label").value = request.label ?? "";
    byId("weight").value = request.weight ?? "";
    byId("classify").checked = request.classify;
    byId("preset").value = request.preset ?? "default";
    byId("watch").checked = !request.fullSpeed;
    for (const [name, input] of this.#fields) input.value = request.options[name] ?? "";
    if (request.columns) for (const box of this.#boxes()) box.checked = request.columns.includes(box.value);
    this.#showDefaults();
    this.#showRoles();
  }

  /** Whether the file is text, which has an encoding and may have a header. */
  get #isText() {
    return /\.[ct]sv(\.gz)?$/i.test(this.file?.name ?? "");
  }

  /** How text is read: as asked for, or found out. */
  #readText({ encoding, header }) {
    byId("encoding").value = encoding ?? this.#setup.encodings[0];
    byId("header").value = header ?? this.#setup.headers[0];
  }

  /** Marks the option that an error names. */
  mark(message) {
    for (const [name, input] of this.#fields) {
      const isMeant = message?.startsWith(`${name} `) ?? false;
      if (!isMeant) input.removeAttribute("aria-invalid");
      else {
        input.setAttribute("aria-invalid", "true");
        byId("setup").open = true;
        if (!MAIN_OPTIONS.includes(name)) byId("more-options").open = true;
        input.focus();
      }
    }
  }

  #field(option) {
    const id = `option-${option.name}`;
    const input = option.choices
      ? element("select", { id }, element("option", { value: "" }), ...option.choices.map(choice => element("option", { value: choice }, choice)))
      : element("input", { id, type: "text", spellcheck: false });
    input.setAttribute("aria-describedby", `${id}-hint`);
    this.#fields.set(option.name, input);
    const valid = option.choices ? "" : ` (${option.valid}${option.nullWord ? `, or ${option.nullWord}` : ""})`;
    return element(
      "div",
      { className: "field" },
      element("label", { htmlFor: id }, option.name),
      input,
      element("p", { className: "hint", id: `${id}-hint` }, option.description + valid),
    );
  }

  #showDefaults() {
    const preset = byId("preset").value;
    for (const option of this.#setup.options) {
      const input = this.#fields.get(option.name);
      if (option.choices) input.options[0].textContent = `${option[preset]} (preset)`;
      else input.placeholder = option[preset];
    }
  }

  async #load(array) {
    const file = this.file;
    byId("setup").hidden = file?.isModel ?? true;
    byId("pace").hidden = file?.isModel ?? true;
    byId("start").textContent = file?.isModel ? "Open" : "Start";
    byId("text-fields").hidden = !this.#isText;
    this.#outline = null;
    if (!file || file.isModel) return;
    const query = new URLSearchParams(this.#isText ? { encoding: byId("encoding").value, header: byId("header").value } : {});
    if (array !== undefined) query.set("array", array);
    const outline = await ask(`/api/files/${file.id}?${query}`);
    if (this.file !== file) return;
    this.#outline = outline;
    byId("array-field").hidden = outline.arrays.length < 2;
    byId("array").replaceChildren(...outline.arrays.map(name => element("option", { value: name }, name)));
    byId("array").value = outline.array ?? "";
    this.#fillSelect("label", outline.columns, outline.label);
    this.#fillSelect("weight", outline.columns.filter(column => column.isNumeric), null);
    byId("columns").replaceChildren(
      ...outline.columns.map(column =>
        element(
          "label",
          {},
          element("input", { type: "checkbox", value: column.name, checked: column.isNumeric }),
          column.name,
          element("span", { className: "kind" }, column.isNumeric ? "" : "text"),
        ),
      ),
    );
    this.#showRoles();
  }

  #fillSelect(id, columns, chosen) {
    byId(id).replaceChildren(element("option", { value: "" }, "none"), ...columns.map(({ name }) => element("option", { value: name }, name)));
    byId(id).value = chosen ?? "";
  }

  /** A column is a feature, or label or weight, not both. */
  #showRoles() {
    const roles = { [byId("weight").value]: "weight", [byId("label").value]: "label" };
    const texts = new Set(this.#outline?.columns.filter(column => !column.isNumeric).map(column => column.name));
    for (const box of this.#boxes()) {
      const role = box.value === "" ? undefined : roles[box.value];
      box.disabled = role !== undefined;
      box.parentElement.querySelector(".kind").textContent = role ?? (texts.has(box.value) ? "text" : "");
    }
    byId("classify").disabled = byId("label").value === "";
    this.#countColumns();
  }

  #countColumns() {
    const boxes = this.#boxes();
    const features = boxes.filter(box => box.checked && !box.disabled).length;
    byId("columns-summary").textContent = `Columns: ${features} of ${boxes.length} are features`;
  }

  #check(checked) {
    for (const box of this.#boxes()) box.checked = checked;
    this.#countColumns();
  }

  #boxes() {
    return [...byId("columns").querySelectorAll("input")];
  }

  #acceptDrops(panel) {
    panel.addEventListener("dragover", event => {
      event.preventDefault();
      panel.classList.add("dropping");
    });
    panel.addEventListener("dragleave", () => panel.classList.remove("dropping"));
    panel.addEventListener("drop", event => {
      event.preventDefault();
      panel.classList.remove("dropping");
      this.#sendAll(event.dataTransfer.files);
    });
  }

  #sendAll(files) {
    this.report((async () => {
      for (const file of files) await this.#send(file);
    })());
    byId("upload").value = "";
  }

  async #send(file) {
    if (file.size > this.#setup.maxUpload)
      throw new Error(`${file.name} is larger than the ${this.#setup.maxUploadText} this explorer takes; start it with a greater --max-upload, or with the file's folder as --folder`);
    byId("send-hint").textContent = `Sending ${file.name} …`;
    try {
      const answer = await fetch("/api/files", { method: "POST", headers: { "Dbgsom-File-Name": encodeURIComponent(file.name.toWellFormed()) }, body: file });
      const sent = await read(answer);
      await this.list(sent.id);
      byId("send-hint").textContent = `${sent.name} was sent.`;
    } catch (error) {
      byId("send-hint").textContent = `${file.name} was not taken.`;
      throw error;
    }
  }
}
