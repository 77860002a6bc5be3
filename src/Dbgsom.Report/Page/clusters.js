// What the clusters that are shown have in common and what tells them apart, from the neurons and how much each stands for.

/** How much each cluster stands for and, feature by feature, its mean; for each feature the share of its variance that lies between clusters. */
function profilesOf({ map, features }, { labels, count }) {
  const mass = new Array(count).fill(0);
  const neurons = new Array(count).fill(0);
  labels.forEach((cluster, neuron) => {
    mass[cluster] += map.mass[neuron];
    neurons[cluster]++;
  });
  const all = mass.reduce((a, b) => a + b, 0);
  const sums = [];
  const known = [];
  for (const values of features.means ?? features.weights) {
    const [sum, weight] = [new Array(count).fill(0), new Array(count).fill(0)];
    values.forEach((value, neuron) => {
      if (value == null) return;
      sum[labels[neuron]] += map.mass[neuron] * value;
      weight[labels[neuron]] += map.mass[neuron];
    });
    sums.push(sum);
    known.push(weight);
  }
  const total = list => list.reduce((a, b) => a + b, 0);
  const means = sums.map((sum, f) => sum.map((value, cluster) => (known[f][cluster] > 0 ? value / known[f][cluster] : null)));
  const importance = means.map((mean, f) => {
    const weight = total(known[f]);
    const variance = features.deviation[f] ** 2;
    if (!(weight > 0) || !(variance > 0)) return 0;
    const middle = total(sums[f]) / weight;
    return Math.min(1, total(mean.map((value, cluster) => (value == null ? 0 : (known[f][cluster] / weight) * (value - middle) ** 2))) / variance);
  });
  return {
    mass,
    neurons,
    all,
    means,
    importance,
    /** The features of a cluster beside all others, the one that differs most first. */
    differences: cluster =>
      sums
        .map((sum, f) => {
          const weight = total(known[f]) - known[f][cluster];
          const others = weight > 0 ? (total(sum) - sum[cluster]) / weight : null;
          const mean = means[f][cluster];
          const sd = others != null && mean != null && features.deviation[f] > 0 ? (mean - others) / features.deviation[f] : 0;
          return { f, mean, others, sd };
        })
        .sort((a, b) => Math.abs(b.sd) - Math.abs(a.sd)),
  };
}

/** The column a feature is part of: features of categories are called column=category. */
function variableOf(name) {
  const end = name.indexOf("=");
  return end > 0 ? name.slice(0, end) : name;
}

/** Those that differ by a standard deviation or more; of the categories of one column only the first. */
function distinctive(differences, names, most) {
  const seen = new Set();
  return differences
    .filter(({ f, sd }) => {
      if (Math.abs(sd) < 1 || seen.has(variableOf(names[f]))) return false;
      seen.add(variableOf(names[f]));
      return true;
    })
    .slice(0, most);
}

/** A value in the data's units, with the digits that its feature's spread gives a meaning. */
function inUnits(value, deviation) {
  if (value == null || !Number.isFinite(value)) return "–";
  const decimals = deviation > 0 ? Math.max(0, 1 - Math.floor(Math.log10(deviation))) : 3;
  if (decimals > 6 || Math.abs(value) >= 1e9) return shown(Number(value.toPrecision(4)));
  return (Number(value.toFixed(decimals)) + 0).toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).replaceAll("-", "−");
}

/** How one feature of a cluster differs: "cylinders 8.0, others 4.6", "origin USA: 97 %, others 45 %". */
function differenceText({ f, mean, others }, features) {
  const name = features.names[f];
  const isShare = name.includes("=") && [mean, others].every(value => value >= 0 && value <= 1);
  if (isShare) return `${brief(name.replace("=", " "), 50)}: ${percent(mean)}, others ${percent(others)}`;
  return `${brief(name, 50)} ${inUnits(mean, features.deviation[f])}, others ${inUnits(others, features.deviation[f])}`;
}

/** How much each feature matters: by the clusters shown, or by the neurons where there are none. */
function importanceOf(state) {
  const { regions, features, map } = state.data;
  return regions && map.mass ? profilesOf(state.data, state.clusters()).importance : features.importance;
}

/** Pieces of line between neighbors of different clusters, in the coordinates of a layout: [x, y, x, y]. */
function bordersOf(map, layout, labels) {
  const [[ax, ay], [bx, by]] = layout.cell;
  const side = Math.hypot(ax - bx, ay - by);
  const lines = [];
  for (let e = 0; e < map.edges.length; e += 2) {
    const [a, b] = [map.edges[e], map.edges[e + 1]];
    if (labels[a] === labels[b]) continue;
    const [x, y] = layout.points[a];
    const [dx, dy] = [layout.points[b][0] - x, layout.points[b][1] - y];
    const length = Math.hypot(dx, dy);
    // Across the seam of a torus.
    if (length > 1.6) continue;
    const [px, py] = [(-dy / length) * (side / 2), (dx / length) * (side / 2)];
    lines.push([x + dx / 2 - px, y + dy / 2 - py, x + dx / 2 + px, y + dy / 2 + py]);
  }
  return lines;
}
