// The map: a cell for each neuron, colored by the attribute chosen. Click, drag a lasso, or use the keyboard to select.

class MapView extends View {
  static mostNames = 5;
  #cells = [];
  #focused = 0;
  #layout = { points: [], cell: [] };

  constructor(state) {
    super(state, "map", "The map");
    this.chooser = h("select", { id: "attribute", onchange: () => state.choose(this.chooser.value) });
    this.lassoButton = h(
      "button",
      {
        type: "button",
        class: "quiet",
        "aria-pressed": "false",
        title: "Draw around neurons to select them. With a mouse, dragging always does.",
        onclick: () => this.#setLasso(this.lassoButton.getAttribute("aria-pressed") === "false"),
      },
      "Lasso",
    );
    this.moveButton = h(
      "button",
      {
        type: "button",
        class: "quiet",
        "aria-pressed": "false",
        title: "Drag to shift the torus. With a mouse, dragging always shifts it unless the lasso is chosen.",
        onclick: () => this.#setMove(this.moveButton.getAttribute("aria-pressed") === "false"),
      },
      "Move",
    );
    this.clearButton = h("button", { type: "button", class: "quiet", onclick: () => state.select([]) }, "Clear selection");
    this.keys = h("p", { class: "hint keys" });
    this.text = h("p", { class: "hint", "aria-live": "polite" });
    // Not on the SVG itself, which listeners for focus would make a stop of the Tab key.
    this.frame = h("div", {
      class: "map-frame",
      onfocusin: event => this.#hover(event.target.closest?.(".cell"), event.target),
      onfocusout: () => (this.tip.hidden = true),
      onpointermove: event => this.#move(event),
      onpointerup: event => this.#up(event),
      onpointercancel: () => this.#stop(),
    });
    this.legend = h("div", { class: "legend" });
    this.tip = h("div", { class: "tip", hidden: true, role: "presentation" });
    this.body.append(
      h("div", { class: "tools" }, h("label", { for: "attribute" }, "Color by"), this.chooser, this.lassoButton, this.moveButton, this.clearButton),
      this.text,
      this.frame,
      this.legend,
      saver("Map", () => this.#image()),
      this.keys,
      this.tip,
    );
  }

  show() {
    const { data } = this.state;
    if (!data.map) return false;
    this.attributes = attributesOf(this.state);
    this.names = namesOf(data);
    if (!this.attributes.some(attribute => attribute.id === this.state.attribute)) this.state.attribute = this.#first();
    this.#fillChooser();
    const isTorus = data.map.torus != null;
    if (!isTorus) this.state.shift = [0, 0];
    this.moveButton.hidden = !isTorus;
    this.keys.textContent =
      "Click a neuron, Ctrl-click to add, " +
      (isTorus ? "drag to move the torus, drag around several with the lasso." : "drag around several.") +
      " Keyboard: arrows move, Enter selects, Space adds, Escape clears.";
    this.#drawGrid();
    this.#paint();
    this.#mark();
    return true;
  }

  update(what) {
    if (what === "selection") this.#mark();
    else if (what === "attribute" || what === "theme") this.#paint();
    else if (what === "method") {
      this.attributes = attributesOf(this.state);
      this.#fillChooser();
      this.#paint();
    } else if (what === "shift") {
      this.#drawGrid();
      this.#paint();
      this.#mark();
    }
  }

  get attribute() {
    return this.attributes.find(attribute => attribute.id === this.state.attribute) ?? this.attributes[0];
  }

  /** The color of each neuron now, for other views. */
  colors() {
    const attribute = this.attribute;
    const scale = scaleOf(attribute);
    const none = themeColor("--none");
    return attribute.values.map(value => (value == null ? none : scale.color(value)));
  }

  /** What the data asks to be colored by first, else the clusters. */
  #first() {
    const { map, features } = this.state.data;
    const asked = map.color?.startsWith("feature=") ? `feature:${features.names.findIndex(name => name === map.color.slice(8) || name === `${map.color.slice(8)} (not trained on)`)}` : map.color;
    return (this.attributes.find(attribute => attribute.id === asked) ?? this.attributes.find(attribute => attribute.id === `region:${this.state.method}`) ?? this.attributes[0]).id;
  }

  #fillChooser() {
    const groups = Map.groupBy(this.attributes, attribute => attribute.group);
    const wanted = this.attributes.map(attribute => attribute.id + attribute.name).join();
    if (this.chooser.dataset.holds !== wanted) {
      this.chooser.replaceChildren(
        ...[...groups].map(([label, list]) =>
          h("optgroup", { label }, list.map(attribute => h("option", { value: attribute.id }, attribute.name))),
        ),
      );
      this.chooser.dataset.holds = wanted;
    }
    this.chooser.value = this.state.attribute;
  }

  #drawGrid() {
    const { edges, cell } = this.state.data.map;
    this.#layout = layoutOf(this.state.data.map, this.state.shift);
    const { left, top, width, height } = boundsOf(this.#layout);
    this.place = this.#layout.points.map(([x, y]) => [x - left, top - y]);
    this.links = s("g", { class: "links", "aria-hidden": "true" });
    for (let e = 0; e < edges.length; e += 2) {
      this.links.append(s("path", { d: this.#edge(this.place[edges[e]], this.place[edges[e + 1]]) }));
    }
    this.#cells = this.place.map(([cx, cy], neuron) =>
      s(
        "g",
        { class: "cell", role: "option", tabindex: -1, transform: `translate(${cx} ${cy})`, "data-neuron": neuron },
        cell ? s("polygon") : s("rect", { rx: 0.12 }),
      ),
    );
    this.#focused = Math.min(this.#focused, this.#cells.length - 1);
    this.#cells[this.#focused].setAttribute("tabindex", 0);
    this.lasso = s("path", { class: "lasso", "aria-hidden": "true" });
    this.svg = s(
      "svg",
      {
        viewBox: `-0.2 -0.2 ${width + 0.4} ${height + 0.4}`,
        role: "listbox",
        "aria-multiselectable": "true",
        "aria-label": "Neurons of the map on their grid",
        onkeydown: event => this.#key(event),
        onpointerdown: event => this.#down(event),
        onpointerleave: () => (this.tip.hidden = true),
      },
      this.links,
      s("g", { role: "none" }, this.#cells),
      this.lasso,
    );
    // Neurons of a map with few of them are no larger than a thumb needs.
    this.svg.style.maxWidth = `${Math.max(280, width * 72)}px`;
    this.frame.replaceChildren(this.svg);
    this.#setDrag();
  }

  /** The line of an edge; where it crosses a seam of a torus, a piece at either end. */
  #edge([ax, ay], [bx, by]) {
    const { torus } = this.state.data.map;
    let [dx, dy] = [bx - ax, by - ay];
    if (torus) {
      const [columns, rows, height] = torus;
      dx -= columns * Math.round(dx / columns);
      dy -= rows * height * Math.round(dy / (rows * height));
    }
    if (Math.hypot(ax + dx - bx, ay + dy - by) < 0.1) return `M${ax} ${ay}L${bx} ${by}`;
    return `M${ax} ${ay}l${dx / 2} ${dy / 2}M${bx} ${by}l${-dx / 2} ${-dy / 2}`;
  }

  /** Moves a torus by whole cells; between rows half a cell aside where they are shifted. */
  #moveTo([fromX, fromY], [dx, dy]) {
    const [, , height, half] = this.state.data.map.torus;
    const down = Math.round(dy / height);
    const aside = down % 2 === 0 ? 0 : half;
    const shift = [fromX + Math.round(dx - aside) + aside, fromY + down * height];
    if (shift[0] !== this.state.shift[0] || shift[1] !== this.state.shift[1]) this.state.moveTo(shift);
  }

  #paint() {
    const attribute = this.attribute;
    const scale = scaleOf(attribute);
    const isPies = attribute.shares != null;
    const isRidged = attribute.id === "umatrix";
    this.text.textContent = attribute.text;
    this.chooser.value = attribute.id;
    this.svg.classList.toggle("ridged", isRidged);
    const heights = this.state.data.map.edgeHeights;
    [...this.links.children].forEach((line, e) => (line.style.stroke = isRidged && heights ? scale.color(Math.min(heights[e], scale.high)) : ""));
    const most = isPies ? Math.max(...attribute.shares.map(row => row.reduce((a, b) => a + b, 0))) : 0;
    this.#cells.forEach((cell, neuron) => {
      const value = attribute.values[neuron];
      const shape = cell.firstChild;
      const size = isRidged ? 0.34 : 0.48;
      if (shape.localName === "polygon") shape.setAttribute("points", this.#layout.cell.map(([x, y]) => `${2 * size * x},${-2 * size * y}`).join(" "));
      else for (const [name, number] of [["x", -size], ["y", -size], ["width", 2 * size], ["height", 2 * size]]) shape.setAttribute(name, number);
      shape.style.fill = isPies ? "transparent" : scale.color(value);
      while (cell.childElementCount > 1) cell.lastChild.remove();
      if (isPies) cell.append(...pieOf(attribute.shares[neuron], most, scale));
      cell.setAttribute("aria-label", this.#describe(neuron).join(", "));
    });
    this.#drawLegend(attribute, scale);
  }

  #drawLegend(attribute, scale) {
    if (scale.categories)
      this.legend.replaceChildren(
        ...scale.categories.map(({ name, color, index }) =>
          h(
            "button",
            {
              type: "button",
              class: "chip",
              title: "Select its neurons",
              onclick: () =>
                this.state.select(attribute.values.map((value, neuron) => (value === index ? neuron : -1)).filter(neuron => neuron >= 0)),
            },
            h("span", { class: "swatch", style: { background: color } }),
            brief(name, 40),
          ),
        ),
      );
    else {
      const [low, high] = [scale.low, scale.high].map(value => shownWithin(value, [scale.low, scale.high]));
      this.legend.replaceChildren(
        h("span", {}, low),
        h(
          "span",
          { class: "bar", style: { background: scale.gradient }, role: "img", "aria-label": `Colors from ${low} to ${high}` },
          niceTicks(scale.low, scale.high).map(tick => h("span", { class: "tick", style: { left: `${(100 * (tick - scale.low)) / (scale.high - scale.low)}%` } }, shownWithin(tick, [scale.low, scale.high]))),
        ),
        h("span", {}, high),
      );
    }
  }

  #mark() {
    const { selection } = this.state;
    this.svg.classList.toggle("choosing", selection.size > 0);
    this.clearButton.disabled = selection.size === 0;
    this.#cells.forEach((cell, neuron) => {
      const isSelected = selection.has(neuron);
      cell.classList.toggle("selected", isSelected);
      cell.setAttribute("aria-selected", isSelected);
    });
  }

  /** The map with its colors and what they mean, as the text of an SVG image. */
  #image() {
    const { width, height } = boundsOf(this.#layout);
    const attribute = this.attribute;
    const scale = scaleOf(attribute);
    const size = Math.min(36, Math.max(6, 900 / Math.max(width, height)));
    const [across, down] = [Math.max(360, width * size), height * size];
    const drawing = this.svg.cloneNode(true);
    const [from, to] = [[...this.svg.querySelectorAll("rect, polygon, path, circle")], [...drawing.querySelectorAll("rect, polygon, path, circle")]];
    // What the style of the page says stands in the image itself.
    to.forEach((shape, i) => {
      const style = getComputedStyle(from[i]);
      for (const name of ["fill", "stroke", "stroke-width", "opacity"]) shape.setAttribute(name, style.getPropertyValue(name));
    });
    const key = svgKey(scale, across, down + 40);
    drawing.querySelector(".lasso")?.remove();
    for (const [name, value] of Object.entries({ x: 0, y: 28, width: across, height: down })) drawing.setAttribute(name, value);
    return svgText(across, down + 50 + key.height, svgLabel(8, 18, attribute.name, { "font-size": 15 }), drawing, key.elements);
  }

  #describe(neuron) {
    const { x, y, mass, countsNeurons, block } = this.state.data.map;
    const attribute = this.attribute;
    const value = attribute.values[neuron];
    const said = attribute.palette === "category" ? (value == null ? "none" : brief(attribute.categories[value], 60)) : shown(value);
    return [
      `${block ? `Cell of ${block} × ${block} neurons,` : "Neuron"} ${neuron} at (${x[neuron]}, ${y[neuron]})`,
      ...(mass && !countsNeurons ? [counted(mass[neuron], "sample")] : []),
      ...(attribute.id === "hits" ? [] : [`${attribute.name}: ${said}`]),
      ...(this.names.has(neuron) ? [this.names.get(neuron).join(", ")] : []),
    ];
  }

  #hover(cell, near) {
    if (!cell) {
      this.tip.hidden = true;
      return;
    }
    const box = near.getBoundingClientRect();
    const frame = this.body.getBoundingClientRect();
    this.tip.replaceChildren(...this.#describe(Number(cell.dataset.neuron)).map(line => h("div", {}, line)));
    this.tip.hidden = false;
    const left = Math.min(box.left - frame.left + box.width / 2, frame.width - this.tip.offsetWidth - 4);
    this.tip.style.left = `${Math.max(0, left)}px`;
    this.tip.style.top = `${box.bottom - frame.top + 6}px`;
  }

  #key(event) {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (step) {
      const next = this.#ahead(step);
      if (next >= 0) {
        this.#focus(next);
        if (event.shiftKey) this.state.select([...this.state.selection, next]);
      }
    } else if (event.key === "Enter") this.state.select([this.#focused]);
    else if (event.key === " ") this.state.toggle(this.#focused);
    else if (event.key === "Escape") this.state.select([]);
    else return;
    event.preventDefault();
  }

  /** The next neuron in a direction, also across a gap in the grid; −1 for none. Between rows that are shifted, half a cell aside is ahead. */
  #ahead([dx, dy]) {
    const { points } = this.#layout;
    const [fromX, fromY] = points[this.#focused];
    let [next, nearest] = [-1, Infinity];
    points.forEach(([x, y], neuron) => {
      const ahead = (x - fromX) * dx + (y - fromY) * dy;
      const aside = Math.abs((x - fromX) * dy - (y - fromY) * dx);
      if (ahead > 0.1 && ahead < nearest && aside < 0.51) [next, nearest] = [neuron, ahead];
    });
    return next;
  }

  #focus(neuron) {
    this.#cells[this.#focused].setAttribute("tabindex", -1);
    this.#focused = neuron;
    this.#cells[neuron].setAttribute("tabindex", 0);
    this.#cells[neuron].focus();
  }

  #setLasso(on) {
    this.lassoButton.setAttribute("aria-pressed", on);
    if (on) this.moveButton.setAttribute("aria-pressed", false);
    this.#setDrag();
  }

  #setMove(on) {
    this.moveButton.setAttribute("aria-pressed", on);
    if (on) this.lassoButton.setAttribute("aria-pressed", false);
    this.#setDrag();
  }

  #setDrag() {
    const [draws, moves] = [this.lassoButton, this.moveButton].map(button => button.getAttribute("aria-pressed") === "true");
    // Where fingers draw they do not scroll.
    this.svg.style.touchAction = draws || moves ? "none" : "";
    this.svg.classList.toggle("drawing", draws);
  }

  #at(event) {
    const matrix = this.svg.getScreenCTM().inverse();
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
    return [point.x, point.y];
  }

  #down(event) {
    if (event.button !== 0) return;
    this.start = { screen: [event.clientX, event.clientY], path: [this.#at(event)], cell: event.target.closest?.(".cell") };
    this.isDrawing = false;
  }

  #move(event) {
    if (!this.start) {
      const cell = event.target.closest?.(".cell");
      this.#hover(cell, cell ?? event.target);
      return;
    }
    const isMouse = event.pointerType === "mouse";
    const [draws, moves] = [this.lassoButton, this.moveButton].map(button => button.getAttribute("aria-pressed") === "true");
    if (this.state.data.map.torus && !draws) {
      if (isMouse || moves) this.#drag(event);
      return;
    }
    const mayDraw = isMouse || draws;
    const far = Math.hypot(event.clientX - this.start.screen[0], event.clientY - this.start.screen[1]) > 5;
    if (!this.isDrawing && mayDraw && far) {
      this.isDrawing = true;
      this.tip.hidden = true;
      this.svg.setPointerCapture(event.pointerId);
    }
    if (this.isDrawing) {
      this.start.path.push(this.#at(event));
      this.lasso.setAttribute("d", `M${this.start.path.map(point => point.join(" ")).join("L")}Z`);
    }
  }

  /** The window follows the pointer, as the map is drawn anew on the way. */
  #drag(event) {
    const scale = this.svg.getScreenCTM().a;
    const [dx, dy] = [event.clientX - this.start.screen[0], event.clientY - this.start.screen[1]];
    if (!this.isMoving && Math.hypot(dx, dy) <= 5) return;
    if (!this.isMoving) {
      this.isMoving = true;
      this.tip.hidden = true;
      this.movedFrom = this.state.shift;
      // The drawing is made anew while it moves; the frame stays.
      this.frame.setPointerCapture(event.pointerId);
    }
    this.#moveTo(this.movedFrom, [dx / scale, -dy / scale]);
  }

  #up(event) {
    const { start } = this;
    if (!start) return;
    const adds = event.ctrlKey || event.metaKey || event.shiftKey;
    if (this.isMoving) {
      this.#stop();
      return;
    }
    if (this.isDrawing) {
      const inside = this.place.map((place, neuron) => (isInside(place, start.path) ? neuron : -1)).filter(neuron => neuron >= 0);
      this.state.select(adds ? [...this.state.selection, ...inside] : inside);
    } else if (start.cell) {
      const neuron = Number(start.cell.dataset.neuron);
      this.#focus(neuron);
      if (adds) this.state.toggle(neuron);
      else this.state.select(this.state.selection.size === 1 && this.state.selection.has(neuron) ? [] : [neuron]);
    } else if (!adds) this.state.select([]);
    this.#stop();
  }

  #stop() {
    this.start = null;
    this.isDrawing = this.isMoving = false;
    this.lasso.removeAttribute("d");
  }
}

/** The names of the first samples of each neuron, an ellipsis for the others; neurons without names are left out. */
function namesOf({ samples }) {
  const names = new Map();
  samples?.id?.forEach((id, i) => {
    const list = names.get(samples.neuron[i]) ?? [];
    names.set(samples.neuron[i], list);
    if (list.length < MapView.mostNames) list.push(brief(id));
    else list[MapView.mostNames] = "…";
  });
  return names;
}

/** Even-odd rule. */
function isInside([x, y], path) {
  let inside = false;
  for (let i = 0, j = path.length - 1; i < path.length; j = i++) {
    const [xi, yi] = path[i];
    const [xj, yj] = path[j];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

/** The slices of a pie whose area follows the number of samples. */
function pieOf(counts, most, scale) {
  const sum = counts.reduce((a, b) => a + b, 0);
  if (sum <= 0) return [];
  const radius = 0.12 + 0.34 * Math.sqrt(sum / most);
  const slices = counts.map((count, i) => ({ count, color: scale.categories[i].color })).filter(slice => slice.count > 0);
  if (slices.length === 1) return [s("circle", { r: radius, fill: slices[0].color })];
  let angle = -Math.PI / 2;
  return slices.map(({ count, color }) => {
    const from = angle;
    angle += (2 * Math.PI * count) / sum;
    const point = a => `${radius * Math.cos(a)} ${radius * Math.sin(a)}`;
    return s("path", { d: `M0 0L${point(from)}A${radius} ${radius} 0 ${angle - from > Math.PI ? 1 : 0} 1 ${point(angle)}Z`, fill: color });
  });
}
