// What all views share: making elements, numbers as text, and the state that links the views.

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes, listeners (on…) and children; text is only ever text. */
function h(tag, attributes = {}, ...children) {
  return build(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
function s(tag, attributes = {}, ...children) {
  return build(document.createElementNS(SVG, tag), attributes, children);
}

function build(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "style") Object.assign(element.style, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter(child => child != null));
  return element;
}

const integers = new Intl.NumberFormat("en-US");

/** A number to read: four digits, thousands apart. */
function shown(value) {
  if (value == null || !Number.isFinite(value)) return "–";
  if (value >= 1e300) return "∞";
  const size = Math.abs(value);
  // Adding 0 makes 0 of −0.
  const text = Number.isInteger(value) ? integers.format(value + 0) : size >= 1e6 || size < 1e-4 ? value.toExponential(2) : String(Number(value.toPrecision(4)));
  return text.replaceAll("-", "−");
}

/** A number beside others of a range: what is nothing against the range is 0. */
function shownWithin(value, [low, high]) {
  const width = high - low;
  return shown(value != null && width > 0 ? Number(value.toFixed(Math.min(100, Math.max(0, 3 - Math.floor(Math.log10(width)))))) : value);
}

function percent(share) {
  return `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
}

function counted(count, what) {
  return `${integers.format(Math.round(count))} ${what}${Math.round(count) === 1 ? "" : "s"}`;
}

/** Long names of the user's, cut in the middle where they are only a label. */
function brief(name, most = 28) {
  const text = String(name).replace(/\s+/g, " ");
  return text.length <= most ? text : `${text.slice(0, most - 9)}…${text.slice(-8)}`;
}

/** The points at which neurons are drawn and the corners of a cell around its point; without them in the data, unit squares in columns and rows. */
function layoutOf({ x, y, points, cell, torus }, [across, down] = [0, 0]) {
  points ??= x.map((_, neuron) => [x[neuron], y[neuron]]);
  if (torus) {
    const [columns, rows, height] = torus;
    points = points.map(([px, py]) => [around(px + across, columns), around(py + down, rows * height)]);
  }
  return {
    points,
    cell: cell ?? [[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5]],
  };
}

/** A number between 0 and the length of a circle; rounding takes none of them to its end. */
function around(value, length) {
  const rest = ((value % length) + length) % length;
  return rest > length - 0.01 ? 0 : rest;
}

/** The rectangle around all cells. */
function boundsOf({ points, cell }) {
  const [left, right] = [0, 1].map(end => extent(points.map(point => point[0]))[end] + extent(cell.map(corner => corner[0]))[end]);
  const [bottom, top] = [0, 1].map(end => extent(points.map(point => point[1]))[end] + extent(cell.map(corner => corner[1]))[end]);
  return { left, top, width: right - left, height: top - bottom };
}

function extent(values) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values)
    if (value != null) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  return low <= high ? [low, high] : [0, 0];
}

/** What is shown and chosen; views listen and draw again. */
class State {
  data = {};
  selection = new Set();
  attribute = null;
  method = 0;
  /** For each method the number of clusters chosen on the page; none for that of the data. */
  counts = [];
  /** Samples that were searched for. */
  found = new Set();
  /** How far a torus is moved, in cells. */
  shift = [0, 0];
  #listeners = [];

  listen(listener) {
    this.#listeners.push(listener);
  }

  #tell(what) {
    for (const listener of this.#listeners) listener(what);
  }

  select(neurons, found = []) {
    this.selection = new Set(neurons);
    this.found = new Set(found);
    this.#tell("selection");
  }

  toggle(neuron) {
    const next = new Set(this.selection);
    if (!next.delete(neuron)) next.add(neuron);
    this.select(next);
  }

  choose(id) {
    this.attribute = id;
    this.#tell("attribute");
  }

  moveTo(shift) {
    this.shift = shift;
    this.#tell("shift");
  }

  chooseMethod(index) {
    this.method = index;
    this.#tell("method");
  }

  /** Another number of clusters by the method chosen. */
  chooseCount(count) {
    if (!this.data.regions[this.method].choices?.some(choice => choice.count === count)) return;
    this.counts[this.method] = count;
    this.#tell("method");
  }

  /** The clusters shown of a method: the cluster of each neuron, how many there are, and how they agree with labels. */
  clusters(method = this.method) {
    const regions = this.data.regions[method];
    const choice = regions.choices?.find(choice => choice.count === this.counts[method]);
    return { labels: (choice ?? regions).labels, count: choice?.count ?? regions.clusters.length, agreement: (choice ?? regions).agreement };
  }

  /** Neurons of a cluster, by the method chosen. */
  region(cluster) {
    const { labels } = this.clusters();
    return labels.map((_, neuron) => neuron).filter(neuron => labels[neuron] === cluster);
  }

  /** Whether a sample's neuron is selected; all are where nothing is selected. */
  has(neuron) {
    return this.selection.size === 0 || this.selection.has(neuron);
  }
}

/** A part of the page with a heading: shown where `show` finds something to show. */
class View {
  constructor(state, id, heading, lead) {
    this.state = state;
    this.heading = heading;
    this.body = h("div", { class: "body" });
    this.element = h(
      "section",
      { id, "aria-labelledby": `${id}-heading`, hidden: true },
      h("h2", { id: `${id}-heading` }, heading),
      lead ? h("p", { class: "lead" }, lead) : null,
      this.body,
    );
  }

  /** Draws what the data has for this view; answers whether there is something. */
  show() {
    return false;
  }

  /** Draws again what follows the selection, the attribute ("selection", "attribute", "method") or the colors of the page ("theme"). */
  update() {}

  refresh() {
    this.element.hidden = !this.show();
  }
}

/** Saves text as a file. */
function download(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = h("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** Plotly with the colors of the page, without its logo and without resizing by a script of its own. */
function plot(element, traces, layout, more = {}) {
  const style = getComputedStyle(document.documentElement);
  const color = name => style.getPropertyValue(name).trim();
  const axis = { gridcolor: color("--line"), zerolinecolor: color("--line"), linecolor: color("--line"), automargin: true };
  const drawn = Plotly.react(
    element,
    traces,
    {
      autosize: true,
      margin: { l: 48, r: 12, t: 8, b: 40 },
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      modebar: { bgcolor: "rgba(0,0,0,0)", color: color("--muted"), activecolor: color("--accent") },
      font: { family: style.getPropertyValue("font-family"), size: 12, color: color("--ink") },
      showlegend: false,
      hoverlabel: { bgcolor: color("--card"), bordercolor: color("--line"), font: { color: color("--ink") } },
      ...layout,
      xaxis: { ...axis, ...layout.xaxis },
      yaxis: { ...axis, ...layout.yaxis },
    },
    { displaylogo: false, responsive: true, displayModeBar: false, ...more },
  );
  // The figure has a name; what it is drawn of says nothing.
  for (const svg of [...element.querySelectorAll("svg.main-svg, .modebar svg"), document.getElementById("js-plotly-tester")]) svg?.setAttribute("aria-hidden", true);
  if (!element.nextElementSibling?.classList.contains("save")) element.after(saver(element.getAttribute("aria-label"), () => plotSvg(element)));
  return drawn;
}

/** Plotly reads a little HTML in names: none of it is meant. */
function plain(name, most) {
  return brief(name, most).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

function themeColor(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
