using System.Runtime.CompilerServices;
using Dbgsom.Grid;
using Dbgsom.Numerics;

namespace Dbgsom.Measures;

/// <summary>
/// The topographic product (Bauer &amp; Pawelzik 1992): P = 1/(K(K−1)) Σ_j Σ_k (1/k) Σ_{l≤k} q(j, l). The paper divides by 2k; the
/// Python package by k, and so does this. Equal distances are ordered by neuron index; q that is not finite counts 0.
/// </summary>
internal static class TopographicProducts
{
    public static double Of(WeightMatrix weights, HopDistances hops, int? threads, CancellationToken cancellationToken)
    {
        int count = hops.Count;
        var parts = new double[count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads ?? -1, CancellationToken = cancellationToken };
        Parallel.For(0, count, options, j => parts[j] = Part(j, weights, hops));
        return Ordered.Sum(parts) / ((double)count * (count - 1));
    }

    // Compiled at once: each map calls it a few hundred times only.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Part(int j, WeightMatrix weights, HopDistances hops)
    {
        var distances = new double[hops.Count];
        var logs = new double[hops.Count];
        for (int other = 0; other < distances.Length; other++)
        {
            distances[other] = NeighborDistances.Between(weights, j, other);
            logs[other] = DeterministicMath.Log(distances[other]);
        }
        var steps = hops.Row(j);
        int greatest = 0;
        foreach (ushort step in steps)
            greatest = Math.Max(greatest, step);
        double[] logsOfSteps = [.. Enumerable.Range(0, greatest + 1).Select(step => DeterministicMath.Log(step))];
        int[] onGrid = BySteps(steps, greatest);
        int[] inSpace = ByDistance(j, distances);
        var (sum, inner) = (0.0, 0.0);
        for (int l = 0; l < onGrid.Length; l++)
        {
            var (a, v) = (onGrid[l], inSpace[l]);
            double q = logs[a] - logs[v] + logsOfSteps[steps[a]] - logsOfSteps[steps[v]];
            inner += double.IsFinite(q) ? q : 0;
            sum += inner / (l + 1);
        }
        return sum;
    }

    /// <summary>The other neurons by their steps, then by index.</summary>
    private static int[] BySteps(ReadOnlySpan<ushort> steps, int greatest)
    {
        // Where the neurons of each number of steps go.
        int[] places = new int[greatest + 2];
        foreach (ushort step in steps)
            places[step + 1]++;
        for (int step = 1; step < places.Length; step++)
            places[step] += places[step - 1];
        int[] order = new int[steps.Length];
        for (int other = 0; other < steps.Length; other++)
            order[places[steps[other]]++] = other;
        // The neuron itself, the only one without a step, is first.
        return order[1..];
    }

    /// <summary>The other neurons by their distance, then by index.</summary>
    private static int[] ByDistance(int j, double[] distances)
    {
        int[] order = [.. Enumerable.Range(0, distances.Length).Where(other => other != j)];
        double[] keys = Array.ConvertAll(order, other => distances[other]);
        Array.Sort(keys, order);
        for (int start = 0, end; start < keys.Length; start = end)
        {
            for (end = start + 1; end < keys.Length && keys[end] == keys[start]; end++)
                continue;
            Array.Sort(order, start, end - start);
        }
        return order;
    }
}
