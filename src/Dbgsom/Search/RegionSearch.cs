using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Dbgsom.Numerics;
using Dbgsom.Rows;
using Dbgsom.Search.Kernels;

namespace Dbgsom.Search;

/// <summary>
/// Pruning by the hyperplanes around the winner, see <see cref="NearNeurons"/>: only neurons whose hyperplane is near a row and moved too much are
/// looked at. The bound is the lead of the winner, what the squared distance of any other neuron is greater by at least.
/// </summary>
/// <param name="packed">The weights.</param>
/// <param name="columns">Number of features.</param>
/// <param name="regions">The regions around the neurons of the epoch before; null where that is not known.</param>
/// <param name="epoch">The epoch.</param>
internal sealed class RegionSearch(PackedWeights packed, int columns, Regions? regions, int epoch)
    : PrunedSearch(packed, columns, epoch, BoundKind.Lead, regions is not null)
{
    // One exact distance costs about as much as this many of the filter.
    private const int FilteredPerExact = 12;

    private readonly int mostRivals = Math.Clamp(packed.NeuronCount / FilteredPerExact, 3, NearNeurons.Most);

    /// <summary>
    /// True if regions pay: among fewer neurons a search costs no more than to look at a few of them, and each region costs as much as
    /// to search some dozens of rows.
    /// </summary>
    public static bool Pays(long rows, int neurons) => neurons >= 96 && rows >= 64L * neurons;

    protected override double BoundFrom(double others, double square) =>
        (others * others * (1 - Rounding)) - (square * (1 + Rounding));

    protected override int KeepWinners(
        in RowBlock block,
        int from,
        int to,
        Span<int> winners,
        Span<double> distances,
        Span<int> open
    )
    {
        // One step for all rows at a time: where each takes its own way, the processor cannot work on several rows at once.
        var rivals = block.Scratch.Rivals;
        var before = WinnersBefore(block);
        var radius = rivals.Radius.AsSpan(0, block.Count);
        FindDistances(block.Values[(from * block.Columns)..], before[from..to], distances[from..to], radius[from..to]);
        SquareRoots.Run(radius[from..to]);
        var boundsBefore = Bounds(block, Epoch - 1);
        var next = rivals.Next.AsSpan(0, block.Count);
        rivals.MakeRoom(mostRivals);
        var rows = rivals.Rows;
        var neurons = rivals.Neurons;
        int pairCount = 0;
        int count = 0;
        for (int i = from; i < to; i++)
        {
            int winner = before[i];
            winners[i] = winner;
            uint found = FindRivals(winner, distances[i], radius[i], boundsBefore[i], out double lead);
            // The squared distance of any neuron but the winner and the rivals is at least this; 0 is not known.
            next[i] = lead == 0 ? 0 : (distances[i] * (1 - Rounding)) + lead;
            open[count] = i;
            count += lead == 0 ? 1 : 0;
            pairCount += regions!.Near.List(winner, found, i, rows[pairCount..], neurons[pairCount..]);
        }
        rows = rows[..pairCount];
        neurons = neurons[..pairCount];
        var squares = rivals.Squares[..pairCount];
        Packed.SquaredDistances(block.Values, rows, neurons, squares);
        DecideRivals(rows, neurons, squares, winners, distances, next);
        var bounds = Bounds(block, Epoch);
        int at = from;
        if (Vector512.IsHardwareAccelerated)
            for (; at <= to - Vector512<double>.Count; at += Vector512<double>.Count)
                SampleState
                    .Rounded(Vector512.Create<double>(next[at..]) - (Vector512.Create<double>(distances[at..]) * (1 + Rounding)))
                    .CopyTo(bounds[at..]);
        for (; at < to; at++)
            bounds[at] = SampleState.Rounded(next[at] - (distances[at] * (1 + Rounding)));
        SquareRoots.Run(distances[from..to]);
        return count;
    }

    /// <summary>The squared distances of rows from their winners, and from the anchors of these.</summary>
    private void FindDistances(ReadOnlySpan<double> rows, ReadOnlySpan<int> winners, Span<double> squares, Span<double> toAnchors)
    {
        if (!regions!.Anchors.IsEmpty)
        {
            Packed.SquaredDistances(rows, winners, regions.Anchors, squares, toAnchors);
            return;
        }
        Packed.SquaredDistances(rows, winners, squares);
        squares.CopyTo(toAnchors);
    }

    /// <summary>The few neurons that can be nearer to a row than its winner of the epoch before.</summary>
    /// <param name="winner">That winner.</param>
    /// <param name="square">The squared distance of the winner.</param>
    /// <param name="radius">The distance of the row from the winner's anchor.</param>
    /// <param name="leadBefore">The lead the epoch before.</param>
    /// <param name="lead">The lead over all others; 0 where it is not known, or too many can be nearer.</param>
    /// <returns>A bit for each place beside the winner.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint FindRivals(int winner, double square, double radius, double leadBefore, out double lead)
    {
        radius *= 1 + Rounding;
        double limit = Math.Max(Rounding * square, SampleState.Least);
        uint found = regions!.Near.Scan(winner, radius, leadBefore, limit, out lead);
        // The lead over all that are further away than those looked at.
        double rest = regions.Rest(winner);
        double overRest = rest > radius ? regions.NearestOther(winner) * (rest - radius) : 0;
        // MinNative returns its second operand on NaN; a NaN lead fails the comparison below.
        lead = double.MinNative(lead, overRest);
        if (lead > limit && BitOperations.PopCount(found) <= mostRivals)
            return found;
        lead = 0;
        return 0;
    }

    /// <summary>Compares the winners of rows with their rivals.</summary>
    /// <param name="rows">A row each.</param>
    /// <param name="neurons">A rival each.</param>
    /// <param name="squares">The squared distances.</param>
    /// <param name="winners">The winners, which may change.</param>
    /// <param name="squaredDistances">Their squared distances.</param>
    /// <param name="next">The squared distance of any other neuron, at least.</param>
    private void DecideRivals(
        ReadOnlySpan<int> rows,
        ReadOnlySpan<int> neurons,
        ReadOnlySpan<double> squares,
        Span<int> winners,
        Span<double> squaredDistances,
        Span<double> next
    )
    {
        for (int at = 0; at < rows.Length; at++)
        {
            var (row, neuron) = (rows[at], neurons[at]);
            double other = squares[at];
            double square = squaredDistances[row];
            // Rare, unlike where every row has a number of rivals of its own.
            if (other < square || (other == square && neuron < winners[row]))
            {
                (winners[row], squaredDistances[row]) = (neuron, other);
                other = square;
            }
            other *= 1 - Rounding;
            next[row] = double.MinNative(other, next[row]);
        }
    }
}
