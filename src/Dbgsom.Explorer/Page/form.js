// The form: which file, how it is read, which options.

import { byId, element } from "/elements.js";
import { ColumnTable } from "/table.js";

const MAIN_OPTIONS = ["target-neurons", "order", "scale", "seed"];

/** Options from 0 to 1 that are chosen by sliding, and what their ends stand for. */
const SLIDERS = { order: ["faithful", "ordered"] };

/** What was chosen in a field; "" leaves it to the preset. */
const chosen = input => (input.type === "range" && !input.dataset.chosen ? "" : input.value.trim());

function choose(input, value) {
  if (input.type === "range" && value === "") delete input.dataset.chosen;
  else if (input.type === "range") input.dataset.chosen = "true";
  if (input.type !== "range" || value !== "") input.value = value;
}

/** Asks the server; what goes wrong is an Error with its words. */
export async function ask(path, body, signal) {
  const answer = await fetch(path, body === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal });
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
  #array = null;
  #asked = new AbortController();
  #table = new ColumnTable((uses, lists) => this.report(this.#load(this.#array, uses, lists)));
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

  /** The request to the server. */
  request() {
    const options = {};
    for (const [name, input] of this.#fields) if (chosen(input) !== "") options[name] = chosen(input);
    return {
      ...this.#reading(),
      uses: this.#table.uses,
      lists: this.#table.lists,
      classify: this.#table.hasLabel && byId("classify").checked,
      preset: byId("preset").value,
      options,
      fullSpeed: !byId("watch").checked,
    };
  }

  /** Folds the table of columns, so that the map can be seen. */
  fold() {
    byId("table").open = false;
  }

  /** Shows what was asked for before, after the page was loaded again. */
  async restore(request) {
    if (!this.#files.some(file => file.id === request.file)) return;
    byId("file").value = request.file;
    this.#readText(request);
    await this.#load(request.array, request.uses, request.lists);
    byId("classify").checked = request.classify;
    byId("preset").value = request.preset ?? "default";
    byId("watch").checked = !request.fullSpeed;
    for (const [name, input] of this.#fields) choose(input, request.options[name] ?? "");
    this.#showDefaults();
    this.fold();
  }

  /** Whether the file is text, which has an encoding and may have a header. */
  get #isText() {
    return /\.([ct]sv|txt|dat|data|json|jsonl|ndjson)(\.gz)?$/i.test(this.file?.name ?? "");
  }

  /** How text is read: as asked for, or found out. */
  #readText({ encoding, header }) {
    byId("encoding").value = encoding ?? this.#setup.encodings[0];
    byId("header").value = header ?? this.#setup.headers[0];
  }

  /** The file, and how it is read. */
  #reading() {
    return {
      file: byId("file").value,
      array: this.#array,
      encoding: this.#isText ? byId("encoding").value : null,
      header: this.#isText ? byId("header").value : null,
    };
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
    const slider = SLIDERS[option.name];
    const input = slider
      ? element("input", { id, type: "range", min: 0, max: 1, step: 0.01 })
      : option.choices
      ? element("select", { id }, element("option", { value: "" }), ...option.choices.map(choice => element("option", { value: choice }, choice)))
      : element("input", { id, type: "text", spellcheck: false });
    input.setAttribute("aria-describedby", `${id}-hint`);
    this.#fields.set(option.name, input);
    const valid = option.choices || slider ? "" : ` (${option.valid}${option.nullWord ? `, or ${option.nullWord}` : ""})`;
    return element(
      "div",
      { className: "field" },
      element("label", { htmlFor: id }, option.name),
      slider ? this.#slider(input, slider) : input,
      element("p", { className: "hint", id: `${id}-hint` }, option.description + valid),
    );
  }

  /** A slider between its two ends, with its number and a button that gives it back to the preset. */
  #slider(input, [low, high]) {
    input.addEventListener("input", () => {
      choose(input, input.value);
      this.#showNumber(input);
    });
    const back = element("button", { type: "button" }, "As preset");
    back.addEventListener("click", () => {
      choose(input, "");
      this.#showDefaults();
      input.focus();
    });
    const number = element("output", { htmlFor: input.id });
    return element("span", { className: "slider" }, element("span", {}, low), input, element("span", {}, high), number, back);
  }

  #showNumber(input) {
    const ofPreset = chosen(input) === "";
    input.parentElement.querySelector("output").textContent = ofPreset ? `${input.value} (preset)` : input.value;
    input.parentElement.querySelector("button").hidden = ofPreset;
  }

  #showDefaults() {
    const preset = byId("preset").value;
    for (const option of this.#setup.options) {
      const input = this.#fields.get(option.name);
      if (input.type === "range") {
        // Off is the same as 1.
        if (chosen(input) === "") input.value = option[preset] === option.nullWord ? 1 : option[preset];
        this.#showNumber(input);
      } else if (option.choices) input.options[0].textContent = `${option[preset]} (preset)`;
      else input.placeholder = option[preset];
    }
  }

  /** Shows the columns of the file, used as chosen; what was asked for before and has not come yet is given up. */
  async #load(array = null, uses = null, lists = null) {
    const file = this.file;
    byId("setup").hidden = file?.isModel ?? true;
    byId("pace").hidden = file?.isModel ?? true;
    byId("start").textContent = file?.isModel ? "Open" : "Start";
    byId("text-fields").hidden = !this.#isText;
    this.#asked.abort();
    this.#asked = new AbortController();
    if (uses === null) this.#table.clear(file && !file.isModel ? `Looking over ${file.name} …` : null);
    if (!file || file.isModel) return;
    this.#array = array;
    const { signal } = this.#asked;
    let plan;
    try {
      plan = await ask("/api/plan", { ...this.#reading(), uses, lists }, signal);
    } catch (error) {
      if (signal.aborted) return;
      this.#table.clear(null);
      throw error;
    }
    if (signal.aborted) return;
    this.#array = plan.array;
    byId("array-field").hidden = plan.arrays.length < 2;
    byId("array").replaceChildren(...plan.arrays.map(name => element("option", { value: name }, name)));
    byId("array").value = plan.array ?? "";
    this.#table.show(plan, file.name);
    byId("classify").disabled = !this.#table.hasLabel;
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
