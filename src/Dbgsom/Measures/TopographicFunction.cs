using System.Diagnostics;
using Dbgsom.Grid;
using Dbgsom.Naming;
using Dbgsom.Numerics;
using Dbgsom.Passes;

namespace Dbgsom.Measures;

/// <summary>
/// The topographic function Φ (Villmann et al. 1997). Left of 0 it counts neighbors on the grid whose samples are far apart, right of 0
/// neurons with neighboring samples that are far apart on the grid; it is 0 everywhere for a map that preserves all neighborhoods.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class TopographicFunction
{
    internal TopographicFunction(IReadOnlyList<double> axis, IReadOnlyList<double> values) => (Axis, Values) = (axis, values);

    /// <summary>k divided by the largest number of hops, from −1 to 1.</summary>
    public IReadOnlyList<double> Axis { get; }

    /// <summary>Φ(k), divided by K(K − 6) for maps of more than 6 neurons.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>Returns the size, as in "TopographicFunction: 37 values".</summary>
    public override string ToString() => $"TopographicFunction: {Text.Of(Values.Count, "value")}";

    /// <summary>Computes Φ from the pairs of nearest neurons (competitive Hebbian graph: D) and the hops of the grid (M).</summary>
    internal static TopographicFunction Of(MeasureSums sums, Lattice lattice, HopDistances hops)
    {
        int greatest = hops.Greatest;
        // Both sides of Φ count pairs beyond a distance. Whatever is beyond every k, unreachable included, falls into the last bin.
        var gridHistogram = new double[greatest + 2];
        var dataHistogram = new double[greatest + 2];
        var graph = Hebbian(sums, lattice.Count);
        var steps = new int[lattice.Count];
        var queue = new int[lattice.Count];
        for (int j = 0; j < lattice.Count; j++)
        {
            foreach (int other in graph[j])
                gridHistogram[hops[j, other]]++;
            Search(j, graph, steps, queue);
            foreach (int neighbor in lattice.Neighbors(j))
                dataHistogram[Math.Min(steps[neighbor], greatest + 1)]++;
        }
        double divisor = lattice.Count > 6 ? (double)lattice.Count * (lattice.Count - 6) : 1;
        var axis = new double[(2 * greatest) + 1];
        var values = new double[axis.Length];
        for (int k = -greatest; k <= greatest; k++)
        {
            double value =
                k > 0 ? Beyond(gridHistogram, k)
                : k < 0 ? Beyond(dataHistogram, -k)
                : Beyond(gridHistogram, 1) + Beyond(dataHistogram, 1);
            axis[k + greatest] = (double)k / greatest;
            values[k + greatest] = value / divisor;
        }
        return new TopographicFunction(Array.AsReadOnly(axis), Array.AsReadOnly(values));
    }

    private static double Beyond(double[] histogram, int distance) => Ordered.Sum(histogram.AsSpan(distance + 1));

    /// <summary>Joins the two nearest neurons of every sample.</summary>
    private static List<int>[] Hebbian(MeasureSums sums, int count)
    {
        var joined = new HashSet<(int, int)>();
        List<int>[] graph = [.. Enumerable.Range(0, count).Select(_ => new List<int>())];
        foreach (var (first, second, _) in sums.Pairs)
        {
            if (!joined.Add((Math.Min(first, second), Math.Max(first, second))))
                continue;
            graph[first].Add(second);
            graph[second].Add(first);
        }
        return graph;
    }

    /// <summary>Breadth-first search; a neuron that is not reached is infinitely far.</summary>
    private static void Search(int from, List<int>[] graph, int[] steps, int[] queue)
    {
        Array.Fill(steps, int.MaxValue);
        steps[from] = 0;
        queue[0] = from;
        int last = 1;
        for (int at = 0; at < last; at++)
        {
            foreach (int next in graph[queue[at]])
            {
                if (steps[next] != int.MaxValue)
                    continue;
                steps[next] = steps[queue[at]] + 1;
                queue[last++] = next;
            }
        }
    }
}
