using Dbgsom.Grid;
using Dbgsom.Passes;

namespace Dbgsom.Measures;

/// <summary>
/// The mean tied rank: the mean over samples of the rank that the second-nearest neuron has among all neurons but the winner, by steps along edges of the grid from the
/// winner. Neurons at the same distance share the mean of their ranks.
/// </summary>
internal static class MeanTiedRanks
{
    public static double Of(MeasureSums sums, Lattice lattice, CancellationToken cancellationToken)
    {
        var ranks = new RanksFrom(lattice);
        var (rank, mass) = (0.0, 0.0);
        foreach (var pairs in sums.Pairs.GroupBy(pair => pair.First))
        {
            cancellationToken.ThrowIfCancellationRequested();
            ranks.Find(pairs.Key, [.. pairs.Select(pair => pair.Second)]);
            foreach (var (_, second, pairMass) in pairs)
            {
                rank += ranks[second] * pairMass;
                mass += pairMass;
            }
        }
        return rank / mass;
    }

    /// <summary>Ranks of neurons around one: a search in breadth, one shell of equal distance after the other.</summary>
    private sealed class RanksFrom(Lattice lattice)
    {
        private readonly double[] ranks = new double[lattice.Count];

        // The search that came upon a neuron last.
        private readonly int[] seenBy = new int[lattice.Count];
        private readonly int[] queue = new int[lattice.Count];
        private int search;

        /// <summary>The rank of a neuron that was looked for last.</summary>
        public double this[int neuron] => ranks[neuron];

        /// <summary>Looks for the ranks of some neurons; most are near, so the search ends with the shell of the last of them.</summary>
        public void Find(int from, HashSet<int> targets)
        {
            search++;
            seenBy[from] = search;
            queue[0] = from;
            var (start, end) = (0, 1);
            while (targets.Count > 0)
            {
                int last = end;
                for (int at = start; at < end; at++)
                    foreach (int next in lattice.Neighbors(queue[at]))
                        if (seenBy[next] != search)
                        {
                            seenBy[next] = search;
                            queue[last++] = next;
                        }
                // The neuron that the search is from stands before them: those from 1 on have the ranks from 1 on.
                double tied = (end + last - 1) / 2.0;
                for (int at = end; at < last; at++)
                {
                    ranks[queue[at]] = tied;
                    targets.Remove(queue[at]);
                }
                (start, end) = (end, last);
            }
        }
    }
}
