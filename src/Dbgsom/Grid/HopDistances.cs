using Dbgsom.Numerics;
using Dbgsom.Threading;

namespace Dbgsom.Grid;

/// <summary>The hop distances between all neurons: the number of steps along edges.</summary>
/// <remarks>
/// For maps with up to <see cref="SomOptions.MaxNeuronsLimit"/> neurons all distances are stored; for larger ones, the distances from a
/// neuron are computed on request.
/// </remarks>
public sealed class HopDistances
{
    // Some thirty microseconds of one thread.
    private const long PairsPerThread = 60_000;

    // Lengths where ways over corners count, in fifths of a step: along a side, and over a corner, 1.4 being nearly √2.
    private const int SideMove = 5;
    private const int CornerMove = 7;

    // All rows one after the other; empty where there are too many neurons for that.
    private readonly ushort[] hops = [];
    private readonly int[][] neighbors = [];
    private readonly int greatest;
    private long[]? pairs;

    internal HopDistances(Lattice lattice)
        : this(lattice, Team.Alone) { }

    internal HopDistances(Lattice lattice, Team team)
        : this(lattice, team, 1, 0) { }

    private HopDistances(Lattice lattice, Team team, ushort side, ushort corner)
    {
        Count = lattice.Count;
        Step = side;
        if (Count > SomOptions.MaxNeuronsLimit)
        {
            neighbors = lattice.NeighborArrays();
            return;
        }
        // Room behind the last row for whole packs.
        hops = new ushort[(Count * Count) + Pack.Size];
        var moves = new WaySweeps.Moves(lattice, side, corner);
        var sweeps = new WaySweeps?[team.Threads];
        var found = new int[team.Threads];
        int workers = (int)Math.Min(team.Threads, 1 + ((long)Count * Count / PairsPerThread));
        team.For(
            (Count + WaySweeps.Together - 1) / WaySweeps.Together,
            workers,
            (part, worker) =>
            {
                var ways = sweeps[worker] ??= new WaySweeps(moves);
                found[worker] = Math.Max(found[worker], ways.Run(part * WaySweeps.Together, hops));
            }
        );
        greatest = found.Max();
    }

    /// <summary>
    /// Lengths of the shortest ways, in fifths of a step, where a way may also go from a neuron to one that is two steps away and touches it at a corner: that
    /// counts as 1.4 steps. Such ways are nearly as long as straight lines, but they go around holes.
    /// </summary>
    internal static HopDistances WithCorners(Lattice lattice, Team team) => new(lattice, team, SideMove, CornerMove);

    /// <summary>The value of a step: 1, or 5 if paths over corners count.</summary>
    internal int Step { get; }

    /// <summary>How many pairs, ordered and of a neuron with itself included, are at each distance, 0, 1, 2, …</summary>
    internal long[] Pairs => pairs ??= CountPairs();

    /// <summary>Number of neurons.</summary>
    public int Count { get; }

    /// <summary>The largest distance between two neurons.</summary>
    public int Greatest => hops.Length > 0 ? greatest : Pairs.Length - 1;

    /// <summary>Returns the steps from neuron <paramref name="a"/> to neuron <paramref name="b"/>; 0 from a neuron to itself.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A neuron does not exist.</exception>
    public int this[int a, int b] => Row(a)[Checked(b)];

    /// <summary>Returns the steps from one neuron to every other.</summary>
    /// <param name="neuron">The neuron, from 0 to <see cref="Count"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The neuron does not exist.</exception>
    public ReadOnlySpan<ushort> Row(int neuron) =>
        hops.Length > 0 ? hops.AsSpan(Checked(neuron) * Count, Count) : CountedFrom(Checked(neuron));

    /// <summary>
    /// Steps from one neuron to eight that follow one another, and as many from those to it. For places beyond the last neuron any number that occurs.
    /// </summary>
    internal ReadOnlySpan<ushort> Eight(int neuron, int start) => hops.AsSpan((neuron * Count) + start, Pack.Size);

    private int Checked(int neuron) =>
        (uint)neuron < (uint)Count
            ? neuron
            : throw new ArgumentOutOfRangeException(nameof(neuron), neuron, $"valid is 0 to {Count - 1}");

    private long[] CountPairs()
    {
        var counts = new long[hops.Length > 0 ? greatest + 1 : Count];
        for (int neuron = 0; neuron < Count; neuron++)
            foreach (ushort steps in Row(neuron))
                counts[steps]++;
        return counts[..(Array.FindLastIndex(counts, count => count > 0) + 1)];
    }

    /// <summary>Steps from one neuron to every other, by a breadth-first search.</summary>
    private ushort[] CountedFrom(int from)
    {
        var steps = new ushort[Count];
        Array.Fill(steps, ushort.MaxValue);
        steps[from] = 0;
        var queue = new int[Count];
        queue[0] = from;
        int last = 1;
        for (int at = 0; at < last; at++)
            foreach (int neighbor in neighbors[queue[at]])
                if (steps[neighbor] == ushort.MaxValue)
                {
                    steps[neighbor] = (ushort)(steps[queue[at]] + 1);
                    queue[last++] = neighbor;
                }
        return steps;
    }
}
