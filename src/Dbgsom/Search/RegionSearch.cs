using System.Numerics;
using System.Runtime.CompilerServices;
using Dbgsom.Kernels;
using Dbgsom.Passes;

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
    /// Whether regions pay: among fewer neurons a search costs no more than to look at a few of them, and each region costs as much as to search
    /// some dozens of rows.
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
        var squaredRadius = rivals.SquaredRadius.AsSpan(0, block.Count);
        Packed.SquaredDistances(
            block.Values[(from * block.Columns)..],
            before[from..to],
            regions!.Anchors,
            distances[from..to],
            squaredRadius[from..to]
        );
        var bounds = Bounds(block, Epoch);
        var boundsBefore = Bounds(block, Epoch - 1);
        var leads = rivals.Lead.AsSpan(0, block.Count);
        var pairs = rivals.Pairs(mostRivals);
        int pairCount = 0;
        int count = 0;
        for (int i = from; i < to; i++)
        {
            int winner = before[i];
            winners[i] = winner;
            uint found = FindRivals(winner, distances[i], squaredRadius[i], boundsBefore[i], out leads[i]);
            if (leads[i] == 0)
                open[count++] = i;
            for (; found != 0; found &= found - 1)
                pairs[pairCount++] = (i, regions.Near.Index(winner, BitOperations.TrailingZeroCount(found)));
        }
        var squares = rivals.Squares[..pairCount];
        Packed.SquaredDistances(block.Values, pairs[..pairCount], squares);
        DecideRivals(pairs[..pairCount], squares, winners, distances, leads);
        for (int i = from; i < to; i++)
            bounds[i] = SampleState.Rounded(leads[i]);
        SquareRoots.Run(distances[from..to]);
        return count;
    }

    /// <summary>The few neurons that can be nearer to a row than its winner of the epoch before.</summary>
    /// <param name="winner">That winner.</param>
    /// <param name="square">Its squared distance.</param>
    /// <param name="squaredRadius">The squared distance of the row from the winner's anchor.</param>
    /// <param name="leadBefore">The lead the epoch before.</param>
    /// <param name="lead">The lead over all others; 0 where it is not known, or too many can be nearer.</param>
    /// <returns>A bit for each place beside the winner.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint FindRivals(int winner, double square, double squaredRadius, double leadBefore, out double lead)
    {
        double radius = Math.Sqrt(squaredRadius) * (1 + Rounding);
        double limit = Math.Max(Rounding * square, SampleState.Least);
        uint found = regions!.Near.Scan(winner, radius, leadBefore, limit, out lead);
        // The lead over all that are further away than those looked at.
        double rest = regions.Rest(winner);
        double overRest = rest > radius ? regions.NearestOther(winner) * (rest - radius) : 0;
        lead = lead < overRest ? lead : overRest;
        if (lead > limit && BitOperations.PopCount(found) <= mostRivals)
            return found;
        lead = 0;
        return 0;
    }

    /// <summary>Winners, squared distances and leads of the rows that have rivals.</summary>
    private void DecideRivals(
        ReadOnlySpan<(int Row, int Neuron)> pairs,
        ReadOnlySpan<double> squares,
        Span<int> winners,
        Span<double> squaredDistances,
        Span<double> leads
    )
    {
        double less = 1 - Rounding;
        double more = 1 + Rounding;
        for (int at = 0; at < pairs.Length; )
        {
            int row = pairs[at].Row;
            int winner = winners[row];
            double square = squaredDistances[row];
            // The squared distance of any neuron but the winner: of those that are no rivals, and of those that lose.
            double next = (square * less) + leads[row];
            for (; at < pairs.Length && pairs[at].Row == row; at++)
            {
                int neuron = pairs[at].Neuron;
                double other = squares[at];
                bool nearer = other < square || (other == square && neuron < winner);
                double loser = (nearer ? square : other) * less;
                next = loser < next ? loser : next;
                square = nearer ? other : square;
                winner = nearer ? neuron : winner;
            }
            winners[row] = winner;
            squaredDistances[row] = square;
            leads[row] = next - (square * more);
        }
    }
}
