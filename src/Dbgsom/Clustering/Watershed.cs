using Dbgsom.Numerics;

namespace Dbgsom.Clustering;

/// <summary>
/// The hierarchical watershed of the U-matrix: water rises, and where the lakes of two basins meet, one flows over into the other. How much that says against their being
/// one is the volume of the weaker; the joins of greatest volume are the ridges between clusters.
/// </summary>
/// <remarks>
/// Flooding from all minima at once is a minimum spanning forest of the grid by the height of its edges, and merging basins is taking back cuts of it
/// (Cousty, Bertrand, Najman &amp; Couprie 2009, <i>Watershed Cuts</i>); to rank minima by volume is Vachier &amp; Meyer (1995).
/// </remarks>
internal sealed class Watershed
{
    // Neurons that stand for equal samples are at height 0, below any ratio.
    private const double LeastHeight = 1e-3;

    /// <summary>Basins of a smaller volume are noise: so much one sample adds when the ridge is e times as high as the valley.</summary>
    private const double Noise = 1;

    private readonly NeuronGraph graph;
    private readonly List<(int A, int B)> joins = [];
    private readonly List<(double Volume, int Join)> ridges = [];

    /// <param name="graph">The neurons.</param>
    /// <param name="heights">The height of each: its mean distance to its neighbors.</param>
    public Watershed(NeuronGraph graph, ReadOnlySpan<double> heights)
    {
        this.graph = graph;
        Flood(Ascending(heights.ToArray()), Floored(heights));
        ridges.Sort((a, b) => a.Volume != b.Volume ? b.Volume.CompareTo(a.Volume) : b.Join.CompareTo(a.Join));
    }

    /// <summary>The volumes of the basins that flow over, greatest first.</summary>
    public IEnumerable<double> Volumes => ridges.Select(ridge => ridge.Volume);

    /// <summary>
    /// The number of clusters after which volumes fall most: the greatest (V_i + 1)/(V_i+1 + 1) of neighboring volumes, for 2 to
    /// <paramref name="most"/> clusters, the fewest of equals; 1 where no volume is above that of noise.
    /// </summary>
    public int Choose(int most)
    {
        int chosen = 1;
        double greatest = 1;
        for (int clusters = 2; clusters <= most && clusters - 2 < ridges.Count; clusters++)
        {
            double volume = ridges[clusters - 2].Volume;
            double next = clusters - 1 < ridges.Count ? ridges[clusters - 1].Volume : 0;
            if (volume <= Noise || (volume + Noise) / (next + Noise) <= greatest)
                continue;
            (chosen, greatest) = (clusters, (volume + Noise) / (next + Noise));
        }
        return chosen;
    }

    /// <summary>A group a neuron: the grid cut at the highest ridges. Each has a live neuron.</summary>
    public int[] Cut(int clusters)
    {
        var kept = ridges.Take(clusters - 1).Select(ridge => ridge.Join).ToHashSet();
        var roots = new Roots(graph.Count);
        for (int join = 0; join < joins.Count; join++)
            if (!kept.Contains(join))
                roots.Join(joins[join].A, joins[join].B);
        return [.. Enumerable.Range(0, graph.Count).Select(roots.Of)];
    }

    /// <summary>Lakes meet edge by edge. A basin without samples has no volume, and no ridge around it counts.</summary>
    private void Flood(IEnumerable<(double Height, int A, int B)> edges, double[] lowest)
    {
        var roots = new Roots(graph.Count);
        double[] mass = [.. graph.Mass];
        foreach (var (height, a, b) in edges)
        {
            var (first, second) = (roots.Of(a), roots.Of(b));
            if (first == second)
                continue;
            double volume = Math.Min(Volume(first), Volume(second));
            if (mass[first] > 0 && mass[second] > 0)
                ridges.Add((volume, joins.Count));
            joins.Add((a, b));
            int both = roots.Join(first, second);
            (lowest[both], mass[both]) = (Math.Min(lowest[first], lowest[second]), mass[first] + mass[second]);
            double Volume(int basin) => height > lowest[basin] ? mass[basin] * DeterministicMath.Log(height / lowest[basin]) : 0;
        }
    }

    /// <summary>An edge is as high as the distance between its ends, and as each of these.</summary>
    private IEnumerable<(double Height, int A, int B)> Ascending(double[] heights) =>
        Enumerable
            .Range(0, graph.Count)
            .SelectMany(a => graph.Neighbors[a].Where(b => b > a).Select(b => (Edge(heights, a, b), a, b)))
            .Order();

    private double Edge(double[] heights, int a, int b) =>
        Math.Max(Math.Max(heights[a], heights[b]), Math.Sqrt(SquaredDistance.Between(graph.Points[a], graph.Points[b])));

    private static double[] Floored(ReadOnlySpan<double> heights)
    {
        double least = LeastHeight * Ordered.Mean(heights);
        return Array.ConvertAll(heights.ToArray(), height => Math.Max(height, least));
    }

    /// <summary>Which neurons are in one basin.</summary>
    private sealed class Roots(int count)
    {
        private readonly int[] parents = [.. Enumerable.Range(0, count)];

        public int Of(int neuron)
        {
            while (parents[neuron] != neuron)
                neuron = parents[neuron] = parents[parents[neuron]];
            return neuron;
        }

        /// <summary>The lower root becomes that of both.</summary>
        public int Join(int a, int b)
        {
            var (first, second) = (Of(a), Of(b));
            return parents[Math.Max(first, second)] = Math.Min(first, second);
        }
    }
}
