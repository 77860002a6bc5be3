using Dbgsom.Numerics;
using Dbgsom.Rows;
using Dbgsom.Search.Kernels;

namespace Dbgsom.Search;

/// <summary>
/// Pruning by how far any neuron moved (Hamerly 2010, <i>Making k-means even faster</i>): a row keeps its winner while that is nearer than the
/// bound on all others, which gives way by the farthest move. Cheap, and enough for a map that hardly moves.
/// </summary>
/// <param name="packed">The weights.</param>
/// <param name="columns">Number of features.</param>
/// <param name="motion">How neurons moved since the epoch before; null where that is not known.</param>
/// <param name="epoch">The epoch.</param>
internal sealed class MotionSearch(PackedWeights packed, int columns, NeuronMotion? motion, int epoch)
    : PrunedSearch(packed, columns, epoch, BoundKind.Distance, motion is not null)
{
    protected override double BoundFrom(double others, double square) => others;

    protected override int KeepWinners(
        in RowBlock block,
        int from,
        int to,
        Span<int> winners,
        Span<double> distances,
        Span<int> open
    )
    {
        var before = WinnersBefore(block);
        var bounds = Bounds(block, Epoch);
        var boundsBefore = Bounds(block, Epoch - 1);
        var near = distances[from..to];
        Packed.SquaredDistances(block.Values[(from * block.Columns)..], before[from..to], near);
        SquareRoots.Run(near);
        for (int i = from; i < to; i++)
            winners[i] = before[i];
        return motion!.Bound(before[from..to], near, boundsBefore[from..to], bounds[from..to], open, from);
    }
}
