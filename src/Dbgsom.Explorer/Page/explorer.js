// The page: follows the server's events, shows the map as it grows, and asks for what the buttons say.

import { byId, element } from "/elements.js";
import { Form, ask } from "/form.js";

const numbers = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 4 });
const wide = matchMedia("(min-width: 801px)");

let form;
let state = { activity: "Idle", number: 0 };
let shown = null;
let report = null;

/** Shows what goes wrong of something that is being done; nothing hides what went wrong before but the next try. */
async function attempt(doing) {
  complain(null);
  try {
    await doing;
  } catch (error) {
    complain(error.message);
  }
}

function complain(message) {
  byId("error").textContent = message ?? "";
  byId("error").hidden = !message;
  form?.mark(message);
}

/** Draws the newest data only, and leaves the page time between drawings. */
const view = {
  next: null,
  isDrawing: false,
  final: false,
  async show(data, final = false) {
    if (this.final && !final) return;
    this.final = final;
    this.next = data;
    if (this.isDrawing) return;
    this.isDrawing = true;
    while (this.next) {
      const now = this.next;
      this.next = null;
      byId("welcome").hidden = true;
      const began = performance.now();
      report ??= Dbgsom.report(byId("view"));
      report.show(now);
      const took = performance.now() - began;
      await new Promise(resolve => setTimeout(resolve, Math.min(took, 1000)));
    }
    this.isDrawing = false;
  },
  clear() {
    this.final = false;
    this.next = null;
  },
};

const words = {
  Idle: () => state.message || "Nothing is trained yet.",
  Loading: () => `Reading ${state.title} …`,
  Training: () => `${state.stopping ? "Stopping" : "Training on"} ${state.title} …`,
  Finishing: () => (state.stopping ? "Stopping …" : state.message ? `Finishing: ${state.message}` : "Finishing the map and its report …"),
  Stopped: () => `Stopped after ${state.epoch} epochs. Resume goes on to the same map as without the stop.`,
  Done: () => (state.request ? `Done: ${state.neurons} neurons after ${state.epoch} epochs.` : `${state.title}: a map of ${state.neurons} neurons.`),
  Failed: () => `Training on ${state.title} ended with an error.`,
};

function showState(next) {
  const isNew = next.number !== state.number;
  const wasDone = state.activity === "Done" && !isNew;
  state = next;
  if (isNew) view.clear();
  const text = words[state.activity]();
  // What is read aloud changes with the activity, not with every epoch.
  if (byId("status").textContent !== text) byId("status").textContent = text;
  byId("progress").textContent =
    state.epoch > 0 && state.activity !== "Done"
      ? `${typeof state.done === "number" ? `${Math.round(100 * state.done)} % · ` : ""}epoch ${state.epoch} · ${state.neurons} neurons${state.error === null ? "" : ` · error ${numbers.format(state.error)}`}`
      : "";
  if (state.activity === "Failed") complain(state.message);
  byId("notes").replaceChildren(...state.notes.map(note => element("li", {}, note)));
  byId("notes").hidden = state.notes.length === 0;
  byId("start").hidden = state.isBusy;
  byId("stop").hidden = !state.isBusy;
  byId("stop").disabled = state.stopping;
  byId("resume").hidden = !state.canResume;
  byId("downloads").hidden = !state.hasMap;
  for (const choice of byId("figure").options) choice.disabled = choice.dataset.needsData === "true" && !state.hasData;
  if (byId("figure").selectedOptions[0]?.disabled) byId("figure").value = "map";
  showFigureLinks();
  if (state.hasMap && !wasDone) attempt(showReport());
}

async function showReport() {
  const number = state.number;
  const data = await ask("/api/report");
  if (number === state.number) view.show(data, true);
}

function showFigureLinks() {
  for (const extension of ["png", "svg"]) byId(extension).href = `/api/figure/${byId("figure").value}.${extension}`;
}

function follow() {
  const events = new EventSource("/api/events");
  events.addEventListener("state", event => showState(JSON.parse(event.data)));
  events.addEventListener("snapshot", event => view.show(JSON.parse(event.data)));
  events.addEventListener("snapshot-ready", () => fetchSnapshot());
  events.addEventListener("open", () => {
    if (shown === "lost") complain(null);
    shown = null;
  });
  events.addEventListener("error", () => {
    shown = "lost";
    complain("The explorer does not answer. If it was ended, start dbgsom explore again and open the address it prints.");
  });
}

let isFetching = false;
async function fetchSnapshot() {
  if (isFetching) return;
  isFetching = true;
  const number = state.number;
  try {
    const data = await ask("/api/snapshot");
    if (data && number === state.number) await view.show(data);
  } catch {
    // It is gone: training has ended, and its report comes instead.
  }
  isFetching = false;
}

async function begin() {
  if (form.file?.isModel) await ask("/api/open", { file: form.file.id });
  else await ask("/api/start", form.request());
  form.fold();
  if (!wide.matches) byId("setup").open = false;
}

async function load() {
  byId("setup").open = wide.matches;
  const setup = await ask("/api/setup");
  byId("figure").replaceChildren(
    ...setup.figures.map(({ name, description, needsData }) => {
      const choice = element("option", { value: name, title: description }, name);
      choice.dataset.needsData = needsData;
      return choice;
    }),
  );
  form = new Form(setup, attempt);
  byId("form").addEventListener("submit", event => {
    event.preventDefault();
    attempt(begin());
  });
  byId("stop").addEventListener("click", () => attempt(ask("/api/stop", {})));
  byId("resume").addEventListener("click", () => attempt(ask("/api/resume", {})));
  byId("watch").addEventListener("change", () => attempt(ask("/api/pace", { fullSpeed: !byId("watch").checked })));
  byId("figure").addEventListener("change", showFigureLinks);
  await form.list();
  const events = await ask("/api/state");
  if (events.request) await form.restore(events.request);
  follow();
}

attempt(load());
