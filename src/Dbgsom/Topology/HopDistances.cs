using Dbgsom.Topology;

namespace Dbgsom;

/// <summary>The number of steps along edges between any two neurons.</summary>
public sealed class HopDistances
{
    private readonly ushort[] hops;

    internal HopDistances(Lattice lattice)
    {
        Count = lattice.Count;
        hops = new ushort[Count * Count];
        var neighbors = lattice.NeighborArrays();
        var queue = new int[Count];
        for (int from = 0; from < Count; from++)
            Greatest = Math.Max(Greatest, Search(from, neighbors, queue, hops.AsSpan(from * Count, Count)));
    }

    /// <summary>Number of neurons.</summary>
    public int Count { get; }

    /// <summary>The greatest distance between two neurons.</summary>
    public int Greatest { get; }

    /// <summary>Steps from neuron <paramref name="a"/> to neuron <paramref name="b"/>; 0 from a neuron to itself.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A neuron does not exist.</exception>
    public int this[int a, int b] => Row(a)[Checked(b)];

    /// <summary>Steps from one neuron to every other.</summary>
    /// <param name="neuron">0 … <see cref="Count"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The neuron does not exist.</exception>
    public ReadOnlySpan<ushort> Row(int neuron) => hops.AsSpan(Checked(neuron) * Count, Count);

    private int Checked(int neuron) =>
        (uint)neuron < (uint)Count
            ? neuron
            : throw new ArgumentOutOfRangeException(nameof(neuron), neuron, $"valid are 0 to {Count - 1}");

    /// <summary>Breadth-first search from one neuron over a connected graph; returns the greatest number of steps.</summary>
    private static int Search(int from, int[][] neighbors, int[] queue, Span<ushort> steps)
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
        return steps[queue[last - 1]];
    }
}
