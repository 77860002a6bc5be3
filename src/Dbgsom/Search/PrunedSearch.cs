using Dbgsom.Kernels;
using Dbgsom.Passes;

namespace Dbgsom.Search;

/// <summary>
/// The full search where it is needed: a row whose last winner is nearer than a bound on all others keeps it (Hamerly 2010, <i>Making k-means
/// even faster</i>). Winners and distances are those of the full search.
/// </summary>
/// <param name="weights">Row-major weights.</param>
/// <param name="columns">Number of features.</param>
/// <param name="motion">How neurons moved since the epoch before; null where the rows hold no bounds of that epoch.</param>
/// <param name="epoch">The epoch.</param>
internal sealed class PrunedSearch(double[] weights, int columns, NeuronMotion? motion, int epoch) : WinnerSearch
{
    private readonly PackedWeights packed = new(weights, columns);

    /// <summary>Whether bounds can be had for such a map.</summary>
    public static bool Supports(Metric metric, int neurons, int columns) =>
        metric == Metric.Euclidean && FilteredSearch.Pays(columns, neurons);

    public override bool LeavesBounds => true;

    public override double NeuronsLookedAt => packed.NeuronCount / 4.0;

    public override void Find(in RowBlock block, Span<int> winners, Span<double> distances)
    {
        if (!block.State.HasBounds(epoch))
        {
            Metric.Euclidean.FindWinners(packed, block.Values, winners, distances);
            return;
        }
        if (motion is null || !block.State.HasBounds(epoch - 1))
        {
            FindAll(block, winners, distances);
            return;
        }
        var open = block.Scratch.Open.AsSpan(0, block.Count);
        var before = block.State.Winners(epoch - 1).Slice(block.Start, block.Count);
        var boundsBefore = block.State.Bounds(epoch - 1).Slice(block.Start, block.Count);
        var bounds = Bounds(block);
        int count = 0;
        for (int i = 0; i < before.Length; i++)
        {
            int winner = before[i];
            double distance = Math.Sqrt(packed.Distance<SquaredDistance>(block.Row(i), winner));
            double others = motion.OthersNow(winner, distance, boundsBefore[i]);
            (winners[i], distances[i]) = (winner, distance);
            bounds[i] = SampleState.Rounded(others);
            // Strictly, and by more than rounding: then no other neuron can be as near.
            if (distance * (1 + 1e-9) >= others)
                open[count++] = i;
        }
        FindOpen(block, open[..count], winners, distances);
    }

    private Span<float> Bounds(in RowBlock block) => block.State.Bounds(epoch).Slice(block.Start, block.Count);

    private void FindAll(in RowBlock block, Span<int> winners, Span<double> distances)
    {
        var others = block.Scratch.Others.AsSpan(0, block.Count);
        packed.FindWinners<SquaredDistance>(block.Values, winners, distances, others);
        var bounds = Bounds(block);
        for (int i = 0; i < others.Length; i++)
        {
            distances[i] = Math.Sqrt(distances[i]);
            bounds[i] = SampleState.Rounded(others[i]);
        }
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
        var bounds = Bounds(block);
        for (int k = 0; k < open.Length; k++)
        {
            winners[open[k]] = found[k];
            distances[open[k]] = Math.Sqrt(nearest[k]);
            bounds[open[k]] = SampleState.Rounded(others[k]);
        }
    }
}
