namespace Dbgsom.Plots.Hierarchies;

/// <summary>
/// Where the nodes of a tree stand across its levels (Reingold &amp; Tilford 1981): a node in the middle of its children, subtrees as near to
/// each other as their outlines allow.
/// </summary>
internal static class TidyTree
{
    /// <summary>Between subtrees that are not siblings without children, as a share of the room of the nodes.</summary>
    private const double BetweenCousins = 0.3;

    /// <summary>For each node its place across the levels, the least edge of all nodes at 0.</summary>
    /// <param name="parents">For each node the index of its parent, which comes before it; −1 for the root, which is the first.</param>
    /// <param name="halves">For each node half the room it needs.</param>
    public static double[] Place(IReadOnlyList<int> parents, IReadOnlyList<double> halves)
    {
        int count = parents.Count;
        var children = Enumerable.Range(1, count - 1).ToLookup(node => parents[node]);
        var shifts = new double[count];
        var outlines = new Outline?[count];
        for (int node = count - 1; node >= 0; node--)
        {
            Outline? below = null;
            int[] own = [.. children[node]];
            foreach (int child in own)
            {
                var outline = outlines[child]!;
                outlines[child] = null;
                if (below is null)
                    below = outline;
                else
                {
                    shifts[child] = below.Clearance(outline, BetweenCousins * halves[child]);
                    below.Add(outline, shifts[child]);
                }
            }
            double middle = own.Length == 0 ? 0 : (shifts[own[0]] + shifts[own[^1]]) / 2;
            foreach (int child in own)
                shifts[child] -= middle;
            outlines[node] = below is null ? new Outline(halves[node]) : below.Under(halves[node], -middle);
        }
        return Sum(parents, shifts, halves);
    }

    /// <summary>Shifts are relative to the parent.</summary>
    private static double[] Sum(IReadOnlyList<int> parents, double[] shifts, IReadOnlyList<double> halves)
    {
        var places = new double[shifts.Length];
        for (int node = 1; node < places.Length; node++)
            places[node] = places[parents[node]] + shifts[node];
        double least = places.Zip(halves, (place, half) => place - half).Min();
        return [.. places.Select(place => place - least)];
    }

    /// <summary>What a subtree takes of each level from its root down; levels are kept in reverse, so that a root is added at the end.</summary>
    private sealed class Outline(double half)
    {
        private readonly List<(double Low, double High)> levels = [(-half, half)];

        /// <summary>How far another subtree has to be moved to stand after this one.</summary>
        public double Clearance(Outline next, double gap)
        {
            int shared = Math.Min(levels.Count, next.levels.Count);
            double moved = Enumerable.Range(1, shared).Max(level => levels[^level].High - next.levels[^level].Low);
            return moved + (shared > 1 ? gap : 0);
        }

        /// <summary>Takes in a subtree that stands after this one.</summary>
        public void Add(Outline next, double shift)
        {
            int deeper = next.levels.Count - levels.Count;
            for (int level = 1; level <= Math.Min(levels.Count, next.levels.Count); level++)
                levels[^level] = (levels[^level].Low, next.levels[^level].High + shift);
            if (deeper > 0)
                levels.InsertRange(0, next.levels.Take(deeper).Select(range => (range.Low + shift, range.High + shift)));
        }

        /// <summary>This below a root at 0.</summary>
        public Outline Under(double rootHalf, double shift)
        {
            for (int i = 0; i < levels.Count; i++)
                levels[i] = (levels[i].Low + shift, levels[i].High + shift);
            levels.Add((-rootHalf, rootHalf));
            return this;
        }
    }
}
