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

    private static double Part(int j, WeightMatrix weights, HopDistances hops)
    {
        var distances = new double[hops.Count];
        for (int other = 0; other < distances.Length; other++)
            distances[other] = NeighborDistances.Between(weights, j, other);
        var logs = Array.ConvertAll(distances, DeterministicMath.Log);
        var steps = hops.Row(j).ToArray();
        int[] others = [.. Enumerable.Range(0, hops.Count).Where(other => other != j)];
        int[] onGrid = [.. others.OrderBy(other => steps[other])];
        int[] inSpace = [.. others.OrderBy(other => distances[other])];
        var (sum, inner) = (0.0, 0.0);
        for (int l = 0; l < others.Length; l++)
        {
            var (a, v) = (onGrid[l], inSpace[l]);
            double q = logs[a] - logs[v] + DeterministicMath.Log(steps[a]) - DeterministicMath.Log(steps[v]);
            inner += double.IsFinite(q) ? q : 0;
            sum += inner / (l + 1);
        }
        return sum;
    }
}
