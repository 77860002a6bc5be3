using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dbgsom.Grid;

/// <summary>
/// Computes the lengths of the shortest paths from many neurons at once. It sweeps over the map in both directions until no length decreases, like
/// chamfer distances over an image. A few sweeps suffice, because few paths turn back often.
/// </summary>
/// <remarks>Borgefors: <i>Distance transformations in digital images</i>, Computer Vision, Graphics, and Image Processing 34 (1986).</remarks>
internal sealed class WaySweeps
{
    /// <summary>The number of source neurons per sweep.</summary>
    public const int Together = 2 * Wide;

    private const int Wide = 16;

    // Adding a move to it does not overflow. Longer paths are clamped to it: no neighborhood reaches that far.
    private const ushort Far = ushort.MaxValue - 15;

    private readonly Moves moves;
    private readonly ushort[] lengths;

    public WaySweeps(Moves moves)
    {
        this.moves = moves;
        lengths = GC.AllocateUninitializedArray<ushort>(moves.Order.Length * Together);
    }

    /// <summary>Finds the ways from some neurons that follow one another.</summary>
    /// <param name="start">The first of the neurons; at most <see cref="Together"/> of them.</param>
    /// <param name="all">Where the lengths go: from each neuron a row of those to all neurons.</param>
    /// <returns>The greatest length.</returns>
    public ushort Run(int start, Span<ushort> all)
    {
        int[] order = moves.Order;
        Array.Fill(lengths, Far);
        int count = Math.Min(Together, order.Length - start);
        // Lanes too many repeat the last neuron.
        for (int lane = 0; lane < Together; lane++)
            lengths[(moves.Rank[start + Math.Min(lane, count - 1)] * Together) + lane] = 0;
        Sweep(0, 1);
        while (Sweep(order.Length - 1, -1) && Sweep(0, 1))
            continue;
        // A way is as long as the way back.
        var greatest = Vector256<ushort>.Zero;
        for (int rank = 0; rank < order.Length; rank++)
        {
            var found = lengths.AsSpan(rank * Together, Together);
            found[..count].CopyTo(all[((order[rank] * order.Length) + start)..]);
            ref ushort first = ref MemoryMarshal.GetReference(found);
            greatest = Vector256.Max(
                greatest,
                Vector256.Max(Vector256.LoadUnsafe(ref first), Vector256.LoadUnsafe(ref first, Wide))
            );
        }
        ushort most = 0;
        for (int lane = 0; lane < Wide; lane++)
            most = Math.Max(most, greatest[lane]);
        return most;
    }

    /// <summary>Takes every neuron after those it can be reached from that come before it in the sweep; returns whether any way became shorter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Sweep(int from, int step)
    {
        ref ushort first = ref MemoryMarshal.GetArrayDataReference(lengths);
        var changes = Vector256<ushort>.Zero;
        for (int rank = from; (uint)rank < (uint)moves.Order.Length; rank += step)
        {
            nuint here = (nuint)(rank * Together);
            var (low, high) = (Vector256.LoadUnsafe(ref first, here), Vector256.LoadUnsafe(ref first, here + Wide));
            var (least, leastHigh) = (low, high);
            foreach (var move in moves.Into(rank, step))
            {
                nuint there = (nuint)(move.Rank * Together);
                var length = Vector256.Create(move.Length);
                least = Vector256.Min(least, Vector256.LoadUnsafe(ref first, there) + length);
                leastHigh = Vector256.Min(leastHigh, Vector256.LoadUnsafe(ref first, there + Wide) + length);
            }
            least.StoreUnsafe(ref first, here);
            leastHigh.StoreUnsafe(ref first, here + Wide);
            changes |= (low ^ least) | (high ^ leastHigh);
        }
        return changes != Vector256<ushort>.Zero;
    }

    /// <summary>A move from a neuron.</summary>
    /// <param name="Rank">The position in the order of a sweep.</param>
    /// <param name="Length">How far it is.</param>
    internal readonly record struct Move(int Rank, ushort Length);

    /// <summary>The moves of a map, in the order of its places.</summary>
    internal sealed class Moves
    {
        private readonly Move[] moves;

        // Where the moves of each neuron begin: from those before it, then from those behind it.
        private readonly int[] starts;

        /// <param name="lattice">The map.</param>
        /// <param name="side">The length of a step to a neighbor.</param>
        /// <param name="corner">The length of a step over a corner, to a neuron that touches and has a common neighbor; 0 for none.</param>
        public Moves(Lattice lattice, ushort side, ushort corner)
        {
            Order = [.. Enumerable.Range(0, lattice.Count)];
            Array.Sort(
                Array.ConvertAll(Order, neuron => ((long)lattice.Positions[neuron].X << 32) + lattice.Positions[neuron].Y),
                Order
            );
            Rank = new int[Order.Length];
            for (int rank = 0; rank < Order.Length; rank++)
                Rank[Order[rank]] = rank;
            int[][] neighbors = lattice.NeighborArrays();
            int[][]? corners = corner > 0 ? lattice.CornerArrays() : null;
            moves = new Move[neighbors.Sum(list => list.Length) + (corners?.Sum(list => list.Length) ?? 0)];
            starts = new int[(2 * Order.Length) + 1];
            int count = 0;
            for (int rank = 0; rank < Order.Length; rank++)
            {
                for (int half = 0; half < 2; half++)
                {
                    Add(neighbors[Order[rank]], side, rank, half == 0, ref count);
                    if (corners is not null)
                        Add(corners[Order[rank]], corner, rank, half == 0, ref count);
                    starts[(2 * rank) + half + 1] = count;
                }
            }
        }

        private void Add(int[] others, ushort length, int rank, bool before, ref int count)
        {
            foreach (int other in others)
                if (Rank[other] < rank == before)
                    moves[count++] = new Move(Rank[other], length);
        }

        /// <summary>The neurons by their places.</summary>
        public int[] Order { get; }

        /// <summary>Where each neuron is in that order.</summary>
        public int[] Rank { get; }

        /// <summary>The moves to a neuron from those that come before it in a sweep.</summary>
        public ReadOnlySpan<Move> Into(int rank, int step)
        {
            int at = (2 * rank) + (step > 0 ? 0 : 1);
            return moves.AsSpan(starts[at]..starts[at + 1]);
        }
    }
}
