using Dbgsom.Kernels;
using Dbgsom.Passes;

namespace Dbgsom.Search;

/// <summary>
/// The full search where it is needed. With each row a bound on the distances of all neurons but its winner is kept; the row keeps its winner
/// while that is nearer, by how far any neuron moved (Hamerly 2010, <i>Making k-means even faster</i>) or else by what is known of the
/// hyperplanes around the winner, see <see cref="Region"/>. Winners and distances are those of the full search.
/// </summary>
internal sealed class PrunedSearch : WinnerSearch
{
    // Rows of a block that are tried before the rest is given up, and how many of them have to be settled.
    private const int Trials = 24;
    private const int FewestSettled = 4;

    // One exact distance costs about as much as this many of the filter.
    private const int FilteredPerExact = 12;

    private readonly PackedWeights packed;
    private readonly NeuronMotion? motion;
    private readonly Regions? regions;
    private readonly int columns;
    private readonly int epoch;
    private readonly int mostCandidates;

    /// <param name="packed">The weights.</param>
    /// <param name="columns">Number of features.</param>
    /// <param name="motion">How neurons moved since the epoch before; null where the rows hold no bounds of that epoch.</param>
    /// <param name="regions">The regions around the neurons of the epoch before; null where they do not pay.</param>
    /// <param name="epoch">The epoch.</param>
    public PrunedSearch(PackedWeights packed, int columns, NeuronMotion? motion, Regions? regions, int epoch)
    {
        this.packed = packed;
        this.columns = columns;
        this.motion = motion;
        this.regions = regions;
        this.epoch = epoch;
        mostCandidates = Math.Clamp(packed.NeuronCount / FilteredPerExact, 3, Regions.MostNear);
    }

    /// <summary>Whether bounds can be had for such a map.</summary>
    public static bool Supports(Metric metric, int neurons, int columns) =>
        metric == Metric.Euclidean && FilteredSearch.Pays(columns, neurons);

    /// <summary>Whether there are rows enough for regions: each costs as much as to search some dozens of rows.</summary>
    public static bool RegionsPay(long rows, int neurons) => rows >= 64L * neurons;

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
        FindOpen(block, open[..KeepWinners(block, winners, distances, open)], winners, distances);
    }

    /// <summary>Settles the rows that can be without a search; returns the number of the others.</summary>
    private int KeepWinners(in RowBlock block, Span<int> winners, Span<double> distances, Span<int> open)
    {
        var before = block.State.Winners(epoch - 1).Slice(block.Start, block.Count);
        var boundsBefore = block.State.Bounds(epoch - 1).Slice(block.Start, block.Count);
        var bounds = Bounds(block);
        int count = 0;
        int tried = 0;
        for (int i = 0; i < before.Length; i++)
        {
            int winner = before[i];
            double square = packed.Distance<SquaredDistance>(block.Row(i), winner);
            double distance = Math.Sqrt(square);
            double others = motion!.OthersNow(winner, distance, boundsBefore[i]);
            (winners[i], distances[i]) = (winner, distance);
            bounds[i] = SampleState.Rounded(others);
            // Strictly, and by more than rounding: then no other neuron can be as near.
            if (distance * (1 + 1e-9) < others)
                continue;
            bool hopeless = tried >= Trials && tried - count < FewestSettled;
            tried++;
            if (regions is null || hopeless || !Settle(block.Row(i), boundsBefore[i], ref winners[i], ref square, out others))
            {
                open[count++] = i;
                continue;
            }
            distances[i] = Math.Sqrt(square);
            bounds[i] = SampleState.Rounded(others);
        }
        return count;
    }

    /// <summary>Finds the winner of a row among the few neurons whose hyperplanes are near it.</summary>
    /// <param name="row">The row.</param>
    /// <param name="boundBefore">What no other neuron was nearer than the epoch before.</param>
    /// <param name="winner">The winner of the epoch before, then that of now.</param>
    /// <param name="square">Its squared distance.</param>
    /// <param name="others">What no other neuron is nearer than.</param>
    /// <returns>Whether the winner is known now.</returns>
    private bool Settle(ReadOnlySpan<double> row, double boundBefore, ref int winner, ref double square, out double others)
    {
        others = 0;
        var region = regions!.Of(winner);
        double radius = regions.Radius(row, winner);
        if (!(radius < region.Rest))
            return false;
        double error = regions.Rounding;
        // f of any other neuron the epoch before, and now that of those further away than all that are looked at: at least.
        double lead = (boundBefore * boundBefore * (1 - error)) - regions.Before(row, winner);
        double least = 2 * region.NearestOther * (region.Rest - radius) * (1 - error);
        Span<int> candidates = stackalloc int[Regions.MostNear];
        int count = 0;
        foreach (ref readonly var near in region.Near.AsSpan())
        {
            if (near.Hyperplane > 1.5 * radius)
            {
                least = Math.Min(least, 2 * region.NearestOther * (near.Hyperplane - radius) * (1 - error));
                break;
            }
            double reach = 2 * radius;
            double byAnchor = near.Lead - (reach * near.Apart) - (error * (Math.Abs(near.Lead) + (reach * near.Apart)));
            double byChange =
                lead
                + near.Change
                - (reach * near.Turn)
                - (error * (Math.Abs(lead) + Math.Abs(near.Change) + (reach * near.Turn)));
            double ahead = Math.Max(byAnchor, byChange);
            if (ahead > error * square)
                least = Math.Min(least, ahead);
            else if (count == mostCandidates)
                return false;
            else
                candidates[count++] = near.Index;
        }
        if (!(least > error * square))
            return false;
        // The squared distance of any neuron but the winner: of those not looked at, and of those that lose.
        double next = (square + least) * (1 - error);
        foreach (int neuron in candidates[..count])
        {
            double other = packed.Distance<SquaredDistance>(row, neuron);
            bool nearer = other < square || (other == square && neuron < winner);
            next = Math.Min(next, (nearer ? square : other) * (1 - error));
            if (nearer)
                (winner, square) = (neuron, other);
        }
        others = Math.Sqrt(next);
        return true;
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
