using Dbgsom.Kernels;

namespace Dbgsom.Search;

/// <summary>How far neurons moved since the epoch before, and how near neurons that are new are to the others: what bounds change by.</summary>
internal sealed class NeuronMotion
{
    // Covers the rounding of the distances computed here, so that they never say less than the truth (or more, for new neurons).
    private const double Slack = 1e-9;

    private readonly int fastest;
    private readonly double most;
    private readonly double mostButOne;
    private readonly double[]? toNew;

    /// <param name="before">The weights of the epoch before, row-major.</param>
    /// <param name="now">Those of this one: as many, or more.</param>
    /// <param name="columns">Number of features.</param>
    public NeuronMotion(double[] before, double[] now, int columns)
    {
        int old = before.Length / columns;
        for (int neuron = 0; neuron < old; neuron++)
        {
            double moved = Distance(before, neuron, now, neuron, columns) * (1 + Slack);
            if (moved > most)
                (mostButOne, most, fastest) = (most, moved, neuron);
            else
                mostButOne = Math.Max(mostButOne, moved);
        }
        if (now.Length == before.Length)
            return;
        toNew = new double[old];
        for (int neuron = 0; neuron < old; neuron++)
        {
            toNew[neuron] = double.PositiveInfinity;
            for (int added = old; added < now.Length / columns; added++)
                toNew[neuron] = Math.Min(toNew[neuron], Distance(now, neuron, now, added, columns) * (1 - Slack));
        }
    }

    /// <summary>What no other neuron is nearer than now, by the triangle inequality.</summary>
    /// <param name="winner">The winner of the epoch before.</param>
    /// <param name="distance">Its distance now.</param>
    /// <param name="before">What no other neuron was nearer than then.</param>
    public double OthersNow(int winner, double distance, double before)
    {
        double others = (before * (1 - Slack)) - (winner == fastest ? mostButOne : most);
        return toNew is null ? others : Math.Min(others, (toNew[winner] - distance) * (1 - Slack));
    }

    private static double Distance(double[] a, int i, double[] b, int j, int columns) =>
        Math.Sqrt(SquaredDistance.Between(a.AsSpan(i * columns, columns), b.AsSpan(j * columns, columns)));
}
