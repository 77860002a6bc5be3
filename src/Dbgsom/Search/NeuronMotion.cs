using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Dbgsom.Numerics;
using Dbgsom.Rows;

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
    /// <param name="now">The weights of this epoch: as many, or more.</param>
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

    /// <summary>Bounds of rows now, by the triangle inequality, and which rows they leave open.</summary>
    /// <param name="winners">The winners of the epoch before.</param>
    /// <param name="distances">The current distances.</param>
    /// <param name="before">The lower bound of the distances of other neurons before.</param>
    /// <param name="bounds">Receives the new lower bounds of the distances of other neurons.</param>
    /// <param name="open">Where it goes which rows may have another winner.</param>
    /// <param name="first">The number of the first row.</param>
    /// <returns>The number of rows that are left open.</returns>
    public int Bound(
        ReadOnlySpan<int> winners,
        ReadOnlySpan<double> distances,
        ReadOnlySpan<float> before,
        Span<float> bounds,
        Span<int> open,
        int first
    )
    {
        int count = 0;
        int i = 0;
        if (toNew is null && Vector512.IsHardwareAccelerated)
            for (; i <= winners.Length - Vector512<double>.Count; i += Vector512<double>.Count)
            for (uint bits = Bound(winners[i..], distances[i..], before[i..], bounds[i..]); bits != 0; bits &= bits - 1)
                open[count++] = first + i + BitOperations.TrailingZeroCount(bits);
        for (; i < winners.Length; i++)
        {
            double others = (before[i] * (1 - Slack)) - (winners[i] == fastest ? mostButOne : most);
            if (toNew is not null)
                others = Math.Min(others, (toNew[winners[i]] - distances[i]) * (1 - Slack));
            bounds[i] = SampleState.Rounded(others);
            // Strictly, and by more than rounding: then no other neuron can be as near. Which rows these are cannot be foreseen.
            open[count] = first + i;
            count += distances[i] * (1 + Slack) < others ? 0 : 1;
        }
        return count;
    }

    /// <summary>Bounds eight rows while no neuron is new; returns a bit for each row that remains open.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Bound(ReadOnlySpan<int> winners, ReadOnlySpan<double> distances, ReadOnlySpan<float> before, Span<float> bounds)
    {
        var (a, b) = Vector256.Widen(Vector256.Equals(Vector256.Create(winners), Vector256.Create(fastest)));
        var moved = Vector512.ConditionalSelect(
            Vector512.Create(a, b).AsDouble(),
            Vector512.Create(mostButOne),
            Vector512.Create(most)
        );
        var (nearer, farther) = Vector256.Widen(Vector256.Create(before));
        var others = (Vector512.Create(nearer, farther) * (1 - Slack)) - moved;
        SampleState.Rounded(others).CopyTo(bounds);
        var isOpen = ~Vector512.LessThan(Vector512.Create(distances) * (1 + Slack), others);
        return (uint)isOpen.ExtractMostSignificantBits();
    }

    private static double Distance(double[] a, int i, double[] b, int j, int columns) =>
        Math.Sqrt(SquaredDistance.Between(a.AsSpan(i * columns, columns), b.AsSpan(j * columns, columns)));
}
