using Dbgsom.Rows;
using Dbgsom.Space;
using Dbgsom.Threading;

namespace Dbgsom.Search;

/// <summary>Finds the winners of a block of rows in one epoch.</summary>
internal abstract class WinnerSearch
{
    /// <summary>Operations a row and feature, for the engine's choice of threads.</summary>
    public abstract double NeuronsLookedAt { get; }

    /// <summary>The bounds on other neurons it leaves with the rows, see <see cref="SampleState"/>.</summary>
    public virtual BoundKind Leaves => BoundKind.None;

    /// <summary>Called before the first block.</summary>
    /// <param name="state">The rows there are to search, and what is kept of the epoch before.</param>
    /// <param name="team">The threads there are.</param>
    public virtual void Prepare(SampleState state, Team team) { }

    /// <summary>Winners and distances of the rows of a block; lowest index on ties, but for pointers, which begin at the winner before.</summary>
    /// <returns>For how many of them all neurons were looked at.</returns>
    public abstract int Find(in RowBlock block, Span<int> winners, Span<double> distances);
}

/// <summary>Looks at every neuron: the winner is exact.</summary>
internal sealed class FullSearch(Metric metric, double[] weights, int columns, bool filtered = true) : WinnerSearch
{
    private readonly Assigner assigner = new(metric, weights, columns, filtered);

    public override double NeuronsLookedAt => assigner.NeuronCount;

    public override int Find(in RowBlock block, Span<int> winners, Span<double> distances)
    {
        assigner.FindWinners(block, winners, distances);
        return block.Count;
    }
}

/// <summary>
/// Looks only at the winner of the epoch before and its direct neighbors, in neighbor order; strictly nearer replaces. Fast and not
/// exact: the path of the Python package.
/// </summary>
internal sealed class PointerSearch(Metric metric, double[] weights, int columns, int[][] neighbors, int epoch) : WinnerSearch
{
    public override double NeuronsLookedAt => 5;

    public override int Find(in RowBlock block, Span<int> winners, Span<double> distances)
    {
        for (int i = 0; i < block.Count; i++)
        {
            int winner = block.State.Winner(epoch - 1, block.Start + i);
            double least = Distance(block, i, winner);
            foreach (int neighbor in neighbors[winner])
            {
                double distance = Distance(block, i, neighbor);
                if (distance < least)
                    (winner, least) = (neighbor, distance);
            }
            winners[i] = winner;
            distances[i] = least;
        }
        return 0;
    }

    private double Distance(in RowBlock block, int row, int neuron)
    {
        var to = weights.AsSpan(neuron * columns, columns);
        return block.Gaps?.IndexOf(row) is >= 0 and var gap
            ? metric.Distance(block.Row(row), to, block.Gaps.Known(gap), block.Gaps.Scale(gap))
            : metric.Distance(block.Row(row), to);
    }
}
