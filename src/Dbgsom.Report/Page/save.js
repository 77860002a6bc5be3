// Figures as files: SVG as they are drawn, PNG of it at twice the size.

/** Two buttons that save a figure; `draw` answers with the text of an SVG image. */
function saver(name, draw) {
  const file = name.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  const button = (kind, save) =>
    h("button", { type: "button", class: "quiet", "aria-label": `Save as ${kind}: ${name}`, title: `Save this figure as ${kind}`, onclick: async () => save(onCard(await draw())) }, kind);
  return h(
    "div",
    { class: "save" },
    button("SVG", svg => download(`${file}.svg`, "image/svg+xml", svg)),
    button("PNG", async svg => download(`${file}.png`, "image/png", await pngOf(svg))),
  );
}

/** The image with the color of a card behind it: letters are dark or light as the page is. */
function onCard(svg) {
  return svg.replace(/<svg[^>]*>/, start => `${start}<rect width="100%" height="100%" fill="${themeColor("--card")}"/>`);
}

async function pngOf(svg) {
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = h("canvas", { width: 2 * image.width, height: 2 * image.height });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  return new Promise(done => canvas.toBlob(done, "image/png"));
}

async function plotSvg(element) {
  const address = await Plotly.toImage(element, { format: "svg", width: element.clientWidth, height: element.clientHeight });
  return decodeURIComponent(address.slice(address.indexOf(",") + 1));
}

/** An SVG element as text, with a size in pixels. */
function svgText(width, height, ...children) {
  const svg = s("svg", { xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}`, "font-family": "sans-serif", "font-size": 12, fill: themeColor("--ink") }, ...children);
  return new XMLSerializer().serializeToString(svg);
}

function svgLabel(x, y, text, more = {}) {
  const label = s("text", { x, y, ...more });
  label.textContent = text;
  return label;
}

/** What a scale means, as part of an SVG image below a figure: categories, or a bar with numbers. Answers with the elements and their height. */
function svgKey(scale, width, top) {
  if (scale.categories) {
    const each = 150;
    const columns = Math.max(1, Math.floor(width / each));
    return {
      elements: scale.categories.flatMap(({ name, color }, i) => {
        const [x, y] = [(i % columns) * each + 8, top + Math.floor(i / columns) * 20];
        return [s("rect", { x, y, width: 12, height: 12, fill: color }), svgLabel(x + 18, y + 11, brief(name, 18))];
      }),
      height: Math.ceil(scale.categories.length / columns) * 20,
    };
  }
  const [left, bar] = [40, Math.max(60, width - 80)];
  const elements = Array.from({ length: 64 }, (_, i) => s("rect", { x: left + (i * bar) / 64, y: top, width: bar / 64 + 0.5, height: 10, fill: scale.color(scale.low + ((i + 0.5) / 64) * (scale.high - scale.low)) }));
  for (const tick of [scale.low, ...niceTicks(scale.low, scale.high), scale.high])
    elements.push(svgLabel(left + (scale.high > scale.low ? ((tick - scale.low) / (scale.high - scale.low)) * bar : bar / 2), top + 24, shownWithin(tick, [scale.low, scale.high]), { "text-anchor": "middle" }));
  return { elements, height: 30 };
}
