using Dbgsom.Numerics;
using Dbgsom.Threading;

namespace Dbgsom.Grid;

/// <summary>The number of steps along edges between any two neurons.</summary>
/// <remarks>Of maps with up to <see cref="SomOptions.MaxNeuronsLimit"/> neurons all are held; of larger ones those from one neuron are found when they are asked for.</remarks>
public sealed class HopDistances
{
    // Some thirty microseconds of one thread.
    private const long PairsPerThread = 6_000;

    // Lengths where ways over corners count, in fifths of a step: along a side, and over a corner, 1.4 being nearly √2.
    private const int SideMove = 5;
    private const int CornerMove = 7;

    // All rows one after the other; empty where there are too many neurons for that.
    private readonly ushort[] hops;
    private readonly Lazy<Search> search;
    private readonly Lazy<long[]> pairs;

    internal HopDistances(Lattice lattice)
        : this(lattice, Team.Alone) { }

    internal HopDistances(Lattice lattice, Team team)
        : this(lattice, team, 1, NewSearch(lattice)) { }

    private HopDistances(Lattice lattice, Team team, int step, Func<Search> newSearch)
    {
        Count = lattice.Count;
        Step = step;
        search = new(newSearch);
        if (Count > SomOptions.MaxNeuronsLimit)
        {
            hops = [];
            pairs = new(PairsOfRows);
            return;
        }
        // Room behind the last row for whole packs.
        hops = new ushort[(Count * Count) + Pack.Size];
        var searches = new Search?[team.Threads];
        var found = new long[]?[team.Threads];
        int workers = (int)Math.Min(team.Threads, 1 + ((long)Count * Count / PairsPerThread));
        team.For(
            Count,
            workers,
            (from, worker) =>
            {
                var row = hops.AsSpan(from * Count, Count);
                (searches[worker] ??= newSearch())(from, row);
                var counts = found[worker] ??= new long[step * Count];
                foreach (ushort steps in row)
                    counts[steps]++;
            }
        );
        long[] total = Total(found);
        pairs = new(total);
    }

    /// <summary>
    /// Lengths of the shortest ways, in fifths of a step, where a way may also go from a neuron to one that is two steps away and touches it at a corner: that
    /// counts as 1.4 steps. Such ways are nearly as long as straight lines, but they go around holes.
    /// </summary>
    internal static HopDistances WithCorners(Lattice lattice, Team team) =>
        new(lattice, team, SideMove, NewCornerSearch(lattice));

    private delegate void Search(int from, Span<ushort> steps);

    /// <summary>What a step counts here: 1, or 5 where ways over corners count.</summary>
    internal int Step { get; }

    private static long[] Total(long[]?[] counts)
    {
        var total = counts.Aggregate(
            (sum, other) =>
                sum is null ? other
                : other is null ? sum
                : [.. sum.Zip(other, (a, b) => a + b)]
        )!;
        return total[..(Array.FindLastIndex(total, count => count > 0) + 1)];
    }

    /// <summary>How many pairs, ordered and of a neuron with itself included, are at each distance, 0, 1, 2, …</summary>
    internal long[] Pairs => pairs.Value;

    /// <summary>Number of neurons.</summary>
    public int Count { get; }

    /// <summary>The greatest distance between two neurons.</summary>
    public int Greatest => Pairs.Length - 1;

    /// <summary>Steps from neuron <paramref name="a"/> to neuron <paramref name="b"/>; 0 from a neuron to itself.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A neuron does not exist.</exception>
    public int this[int a, int b] => Row(a)[Checked(b)];

    /// <summary>Steps from one neuron to every other.</summary>
    /// <param name="neuron">0 … <see cref="Count"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The neuron does not exist.</exception>
    public ReadOnlySpan<ushort> Row(int neuron)
    {
        if (hops.Length > 0)
            return hops.AsSpan(Checked(neuron) * Count, Count);
        var row = new ushort[Count];
        lock (search)
            search.Value(Checked(neuron), row);
        return row;
    }

    /// <summary>
    /// Steps from one neuron to eight that follow one another, and as many from those to it. For places beyond the last neuron any number that occurs.
    /// </summary>
    internal ReadOnlySpan<ushort> Eight(int neuron, int start) => hops.AsSpan((neuron * Count) + start, Pack.Size);

    private long[] PairsOfRows()
    {
        var counts = new long[Step * Count];
        for (int neuron = 0; neuron < Count; neuron++)
            foreach (ushort steps in Row(neuron))
                counts[steps]++;
        return Total([counts]);
    }

    private int Checked(int neuron) =>
        (uint)neuron < (uint)Count
            ? neuron
            : throw new ArgumentOutOfRangeException(nameof(neuron), neuron, $"valid are 0 to {Count - 1}");

    private static Func<Search> NewSearch(Lattice lattice)
    {
        var neighbors = lattice.NeighborArrays();
        return () =>
        {
            var queue = new int[lattice.Count];
            return (from, steps) => BreadthFirst(from, neighbors, queue, steps);
        };
    }

    private static Func<Search> NewCornerSearch(Lattice lattice)
    {
        var (neighbors, corners) = (lattice.NeighborArrays(), lattice.CornerArrays());
        return () =>
        {
            var open = new OpenNeurons(lattice.Count);
            return (from, steps) => ByLength(from, neighbors, corners, open, steps);
        };
    }

    /// <summary>Breadth-first search from one neuron over a connected graph.</summary>
    private static void BreadthFirst(int from, int[][] neighbors, int[] queue, Span<ushort> steps)
    {
        steps.Fill(ushort.MaxValue);
        steps[from] = 0;
        queue[0] = from;
        int last = 1;
        for (int at = 0; at < last; at++)
        {
            int neuron = queue[at];
            foreach (int neighbor in neighbors[neuron])
            {
                if (steps[neighbor] != ushort.MaxValue)
                    continue;
                steps[neighbor] = (ushort)(steps[neuron] + 1);
                queue[last++] = neighbor;
            }
        }
    }

    /// <summary>Dijkstra's search in fifths of a step.</summary>
    private static void ByLength(int from, int[][] neighbors, int[][] corners, OpenNeurons open, Span<ushort> steps)
    {
        steps.Fill(ushort.MaxValue);
        open.Reach(from, 0, steps);
        for (int length = 0; open.Any; length++)
            while (open.TryTake(length, out int neuron))
            {
                // A shorter way was found meanwhile.
                if (steps[neuron] < length)
                    continue;
                foreach (int neighbor in neighbors[neuron])
                    open.Reach(neighbor, length + SideMove, steps);
                foreach (int corner in corners[neuron])
                    open.Reach(corner, length + CornerMove, steps);
            }
    }

    /// <summary>
    /// Neurons from which ways go on, by the length of the way to them. Only the few lengths that one move can reach are open at a time, and they take turns;
    /// a neuron is open once at each.
    /// </summary>
    private sealed class OpenNeurons(int neurons)
    {
        private readonly int[][] lists = Array.ConvertAll(new int[CornerMove + 1], _ => new int[neurons]);
        private readonly int[] counts = new int[CornerMove + 1];
        private int open;

        public bool Any => open > 0;

        public bool TryTake(int length, out int neuron)
        {
            int place = length % counts.Length;
            bool has = counts[place] > 0;
            neuron = has ? lists[place][--counts[place]] : -1;
            open -= has ? 1 : 0;
            return has;
        }

        /// <summary>Opens a neuron if the way to it is the shortest so far.</summary>
        public void Reach(int neuron, int length, Span<ushort> steps)
        {
            if (steps[neuron] <= length)
                return;
            steps[neuron] = (ushort)length;
            int place = length % counts.Length;
            lists[place][counts[place]++] = neuron;
            open++;
        }
    }
}
