using Dbgsom.Numerics;
using Dbgsom.Rows;
using Dbgsom.Search.Kernels;
using Dbgsom.Space;

namespace Dbgsom.Search;

/// <summary>
/// The full search where it is needed. With each row a bound on all neurons but its winner is kept from epoch to epoch; a row whose bound still
/// proves its winner, or leaves only a few neurons in question, is not searched. Winners and distances are those of the full search.
/// </summary>
/// <param name="packed">The weights.</param>
/// <param name="columns">Number of features.</param>
/// <param name="epoch">The epoch.</param>
/// <param name="kind">The kind of the bounds.</param>
/// <param name="hasMotion">True if it is known how neurons moved since the epoch before.</param>
internal abstract class PrunedSearch(PackedWeights packed, int columns, int epoch, BoundKind kind, bool hasMotion) : WinnerSearch
{
    // Rows of a block that are tried before the rest is given up, how many of them have to be settled, and for how many blocks after such a
    // one none is tried, at most.
    private const int Trials = 16;
    private const int FewestSettled = 8;
    private const int MostUntried = 31;

    /// <summary>True if bounds can be had for such a map, and pay.</summary>
    public static bool Supports(Metric metric, int neurons, int columns) =>
        metric.HasMotionBounds && FilteredSearch.Pays(columns, neurons);

    public override BoundKind Leaves => kind;

    public override double NeuronsLookedAt => packed.NeuronCount / 4.0;

    protected PackedWeights Packed => packed;

    protected int Epoch => epoch;

    /// <summary>A relative error that covers that of any sum over the features here.</summary>
    protected double Rounding { get; } = (columns + 16) * 1e-15;

    public override int Find(in RowBlock block, Span<int> winners, Span<double> distances)
    {
        var trust = block.Scratch.Pruning;
        if (!hasMotion || block.State.Bound(epoch - 1) != kind)
            return FindAll(block, winners, distances);
        if (trust.Untried > 0)
        {
            trust.Untried--;
            return FindAll(block, winners, distances);
        }
        var open = block.Scratch.Open.AsSpan(0, block.Count);
        int tried = Math.Min(Trials, block.Count);
        int count = KeepWinners(block, 0, tried, winners, distances, open);
        if (tried - count < FewestSettled)
        {
            trust.Untried = trust.Failures = Math.Min((2 * trust.Failures) + 1, MostUntried);
            return FindAll(block, winners, distances);
        }
        trust.Failures = 0;
        count += KeepWinners(block, tried, block.Count, winners, distances, open[count..]);
        FindOpen(block, open[..count], winners, distances);
        return count;
    }

    /// <summary>Settles the rows that can be without a search, with winner, distance and new bound.</summary>
    /// <param name="block">The block.</param>
    /// <param name="from">The first row.</param>
    /// <param name="to">The row behind the last one.</param>
    /// <param name="winners">Where the winners go.</param>
    /// <param name="distances">Where their distances go.</param>
    /// <param name="open">Where it goes which rows are left.</param>
    /// <returns>The number of rows that are left.</returns>
    protected abstract int KeepWinners(
        in RowBlock block,
        int from,
        int to,
        Span<int> winners,
        Span<double> distances,
        Span<int> open
    );

    /// <summary>The bound that follows from what no other neuron is nearer than, and the squared distance of the winner.</summary>
    protected abstract double BoundFrom(double others, double square);

    /// <summary>The bounds of a block's rows in an epoch.</summary>
    protected static Span<float> Bounds(in RowBlock block, int epoch) =>
        block.State.Bounds(epoch).Slice(block.Start, block.Count);

    /// <summary>The winners of a block's rows the epoch before.</summary>
    protected Span<int> WinnersBefore(in RowBlock block) => block.State.Winners(epoch - 1).Slice(block.Start, block.Count);

    private int FindAll(in RowBlock block, Span<int> winners, Span<double> distances)
    {
        var others = block.Scratch.Others.AsSpan(0, block.Count);
        packed.FindWinners<SquaredDistance>(block.Values, winners, distances, others, block.Following);
        var bounds = Bounds(block, epoch);
        for (int i = 0; i < others.Length; i++)
            bounds[i] = SampleState.Rounded(BoundFrom(others[i], distances[i]));
        SquareRoots.Run(distances);
        return block.Count;
    }

    /// <summary>Searches the rows that are left, side by side.</summary>
    private void FindOpen(in RowBlock block, ReadOnlySpan<int> open, Span<int> winners, Span<double> distances)
    {
        if (open.IsEmpty)
            return;
        var rows = block.Scratch.OpenRows(columns);
        for (int k = 0; k < open.Length; k++)
            block.Row(open[k]).CopyTo(rows[(k * columns)..]);
        var found = block.Scratch.Seconds.AsSpan(0, open.Length);
        var nearest = block.Scratch.Strengths.AsSpan(0, open.Length);
        var others = block.Scratch.Others.AsSpan(0, open.Length);
        packed.FindWinners<SquaredDistance>(rows[..(open.Length * columns)], found, nearest, others);
        var bounds = Bounds(block, epoch);
        for (int k = 0; k < open.Length; k++)
        {
            winners[open[k]] = found[k];
            distances[open[k]] = Math.Sqrt(nearest[k]);
            bounds[open[k]] = SampleState.Rounded(BoundFrom(others[k], nearest[k]));
        }
    }
}
