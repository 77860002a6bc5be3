using Dbgsom.Numerics;
using Dbgsom.Threading;

namespace Dbgsom.Grid;

/// <summary>The number of steps along edges between any two neurons.</summary>
public sealed class HopDistances
{
    // Some thirty microseconds of one thread.
    private const long PairsPerThread = 6_000;

    private readonly ushort[] hops;

    internal HopDistances(Lattice lattice)
        : this(lattice, Team.Alone) { }

    internal HopDistances(Lattice lattice, Team team)
    {
        Count = lattice.Count;
        // Room behind the last row for whole packs.
        hops = new ushort[(Count * Count) + Pack.Size];
        var neighbors = lattice.NeighborArrays();
        var queues = new int[]?[team.Threads];
        var pairs = new long[]?[team.Threads];
        int workers = (int)Math.Min(team.Threads, 1 + ((long)Count * Count / PairsPerThread));
        team.For(
            Count,
            workers,
            (from, worker) =>
            {
                var row = hops.AsSpan(from * Count, Count);
                Search(from, neighbors, queues[worker] ??= new int[Count], row);
                var counts = pairs[worker] ??= new long[Count];
                foreach (ushort steps in row)
                    counts[steps]++;
            }
        );
        Pairs = Total(pairs);
    }

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

    /// <summary>How many pairs, ordered and of a neuron with itself included, are 0, 1, 2, … steps apart.</summary>
    internal long[] Pairs { get; }

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
    public ReadOnlySpan<ushort> Row(int neuron) => hops.AsSpan(Checked(neuron) * Count, Count);

    /// <summary>
    /// Steps from one neuron to eight that follow one another, and as many from those to it. For places beyond the last neuron any number that occurs.
    /// </summary>
    internal ReadOnlySpan<ushort> Eight(int neuron, int start) => hops.AsSpan((neuron * Count) + start, Pack.Size);

    private int Checked(int neuron) =>
        (uint)neuron < (uint)Count
            ? neuron
            : throw new ArgumentOutOfRangeException(nameof(neuron), neuron, $"valid are 0 to {Count - 1}");

    /// <summary>Breadth-first search from one neuron over a connected graph.</summary>
    private static void Search(int from, int[][] neighbors, int[] queue, Span<ushort> steps)
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
}
