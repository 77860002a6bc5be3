using Dbgsom.Grid;
using Dbgsom.Passes;
using Dbgsom.Space;

namespace Dbgsom.Measures;

/// <summary>
/// The combined error (Kaski &amp; Lagus 1996): the mean over samples of the distance to the winner plus the length of the shortest path from
/// there to the second-nearest neuron along edges of the grid, an edge as long as the weights at its ends are apart.
/// </summary>
internal static class CombinedErrors
{
    public static double Of(
        MeasureSums sums,
        Lattice lattice,
        WeightMatrix weights,
        Metric metric,
        CancellationToken cancellationToken
    )
    {
        var lengths = new PathLengths(lattice, weights, metric);
        var (path, mass) = (0.0, 0.0);
        foreach (var pairs in sums.Pairs.GroupBy(pair => pair.First))
        {
            cancellationToken.ThrowIfCancellationRequested();
            lengths.Find(pairs.Key, [.. pairs.Select(pair => pair.Second)]);
            foreach (var (_, second, pairMass) in pairs)
            {
                path += lengths[second] * pairMass;
                mass += pairMass;
            }
        }
        return QuantizationErrors.Of(sums) + (path / mass);
    }

    /// <summary>Shortest paths from one neuron (Dijkstra 1959).</summary>
    private sealed class PathLengths
    {
        private readonly int[][] neighbors;
        private readonly double[][] edges;
        private readonly double[] lengths;
        private readonly PriorityQueue<int, double> open = new();

        public PathLengths(Lattice lattice, WeightMatrix weights, Metric metric)
        {
            neighbors = lattice.NeighborArrays();
            edges =
            [
                .. neighbors.Select(
                    (list, neuron) => Array.ConvertAll(list, other => metric.Distance(weights[neuron], weights[other]))
                ),
            ];
            lengths = new double[neighbors.Length];
        }

        /// <summary>The length of the path to a neuron that was looked for last.</summary>
        public double this[int neuron] => lengths[neuron];

        /// <summary>Looks for the paths to some neurons; most are near, so the search ends when all are found.</summary>
        public void Find(int from, HashSet<int> targets)
        {
            Array.Fill(lengths, double.PositiveInfinity);
            lengths[from] = 0;
            open.Clear();
            open.Enqueue(from, 0);
            while (targets.Count > 0 && open.TryDequeue(out int neuron, out double length))
            {
                if (length > lengths[neuron])
                    continue;
                targets.Remove(neuron);
                for (int i = 0; i < neighbors[neuron].Length; i++)
                {
                    int next = neighbors[neuron][i];
                    double through = length + edges[neuron][i];
                    if (through >= lengths[next])
                        continue;
                    lengths[next] = through;
                    open.Enqueue(next, through);
                }
            }
        }
    }
}
