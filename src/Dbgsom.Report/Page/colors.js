// Colors of numbers and of categories.

const palettes = {
  magma: ["#fcfdbf", "#feca8d", "#fd9668", "#f1605d", "#cd4071", "#9e2f7f", "#721f81", "#440f76", "#180f3d"],
  viridis: ["#440154", "#482878", "#3e4989", "#31688e", "#26828e", "#1f9e89", "#35b779", "#6ece58", "#b5de2b", "#fde725"],
};

// Twelve hues that can be told apart, then the same lighter and darker.
const hues = ["#4e79a7", "#f28e2b", "#59a14f", "#e15759", "#b07aa1", "#edc948", "#76b7b2", "#9c755f", "#ff9da7", "#86bc86", "#6b4c9a", "#bab0ac"];

const noValue = "var(--none)";

function categoryColor(index) {
  const hue = hues[index % hues.length];
  const round = Math.floor(index / hues.length);
  return round === 0 ? hue : mix(hue, round % 2 ? "#ffffff" : "#000000", Math.min(0.6, 0.25 * Math.ceil(round / 2) + 0.15));
}

function channels(color) {
  return [1, 3, 5].map(at => parseInt(color.slice(at, at + 2), 16));
}

function mix(a, b, share) {
  const [from, to] = [channels(a), channels(b)];
  return `#${from.map((value, i) => Math.round(value + (to[i] - value) * share).toString(16).padStart(2, "0")).join("")}`;
}

function paletteColor(palette, share) {
  const stops = palettes[palette];
  const at = Math.min(Math.max(share, 0), 1) * (stops.length - 1);
  const low = Math.min(Math.floor(at), stops.length - 2);
  return mix(stops[low], stops[low + 1], at - low);
}

/** Black or white, whichever can be read on a color. */
function inkOn(color) {
  // The relative luminance of WCAG: black is 21 times as far from white, so at their geometric mean both can be read alike.
  const [r, g, b] = channels(color).map(value => (value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
  return (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05) ** 2 > 1.05 * 0.05 ? "#000000" : "#ffffff";
}

/** A color for each value, and what a legend says of it. */
function scaleOf(attribute) {
  if (attribute.palette === "category") {
    const color = value => (value == null ? noValue : value === attribute.others ? "#9aa0aa" : categoryColor(value));
    return { color, categories: attribute.categories.map((name, i) => ({ name, color: color(i), index: i })) };
  }
  const [low, high] = extent(attribute.values);
  const width = high - low;
  return {
    low,
    high,
    color: value => (value == null ? noValue : paletteColor(attribute.palette, width > 0 ? (value - low) / width : 0.5)),
    gradient: `linear-gradient(to right, ${palettes[attribute.palette].join(", ")})`,
  };
}

/** All that neurons can be colored by: what the data lists, clusters, classes, and the component plane of every feature. */
function attributesOf(state) {
  const { data } = state;
  const result = [];
  data.regions?.forEach((regions, i) => {
    const { labels, count } = state.clusters(i);
    result.push({
      id: `region:${i}`,
      group: "Clusters",
      name: `Clusters (${methodName(regions.method)})`,
      text: "Groups of similar neurons. Choose one in the legend to see its distinctive features.",
      palette: "category",
      categories: Array.from({ length: count }, (_, cluster) => clusterName(cluster)),
      values: labels,
    });
  });
  for (const attribute of data.map?.attributes ?? []) result.push({ group: "Samples and shape", ...attribute });
  if (data.classes) {
    const { names, counts, name } = data.classes;
    // What is told apart no further wins nowhere.
    const others = data.classes.others ? names.length - 1 : -1;
    const told = counts.map(row => (others < 0 ? row : row.slice(0, others)));
    const most = told.map((row, neuron) => (row.some(count => count > 0) ? row.indexOf(Math.max(...row)) : counts[neuron].some(count => count > 0) ? others : null));
    result.push(
      {
        id: "class",
        group: "Classes",
        name: `Most frequent ${brief(name)}`,
        text: "The most frequent class of the samples of each neuron.",
        palette: "category",
        categories: names,
        others,
        values: most,
      },
      {
        id: "shares",
        group: "Classes",
        name: `Shares of ${brief(name)}`,
        text: "One pie per neuron: the classes of its samples; the size shows their number.",
        palette: "category",
        categories: names,
        others,
        values: most,
        shares: counts,
      },
      {
        id: "purity",
        group: "Classes",
        name: "Purity",
        text: "The share of the most frequent class among the samples of each neuron.",
        palette: "viridis",
        values: counts.map((row, neuron) => {
          const sum = row.reduce((a, b) => a + b, 0);
          return sum > 0 ? Math.max(...told[neuron]) / sum : null;
        }),
      },
    );
  }
  const planes = data.features ?? data.planes;
  planes?.weights.forEach((values, feature) => {
    const name = planes.names?.[feature] ?? `feature ${feature}`;
    result.push({
      id: `feature:${feature}`,
      group: "Component planes",
      name: brief(name, 60),
      text: `The value of ${brief(name, 60)} of each neuron.`,
      palette: "viridis",
      values,
    });
  });
  return result;
}

function methodName(method) {
  return { ward: "Ward linkage", "k-means": "k-means", watershed: "watershed" }[method] ?? method;
}

/** Numbered as everywhere in Dbgsom: from 0, the one with the most samples first. */
function clusterName(cluster) {
  return `Cluster ${cluster}`;
}

/** Round numbers within a range, at most about three. */
function niceTicks(low, high) {
  const width = high - low;
  if (!(width > 0) || !Number.isFinite(width)) return [];
  const power = 10 ** Math.floor(Math.log10(width / 4));
  const step = power * [1, 2, 5, 10].find(factor => factor * power >= width / 4);
  const ticks = [];
  // Not where the numbers at the ends are.
  for (let i = Math.ceil(low / step); i * step <= high; i++) if (i * step - low > 0.15 * width && high - i * step > 0.15 * width) ticks.push(i * step);
  return ticks;
}
