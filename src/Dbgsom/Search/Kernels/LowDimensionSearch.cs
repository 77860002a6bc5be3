using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Dbgsom.Numerics;

namespace Dbgsom.Search.Kernels;

/// <summary>
/// Winner search for at most eight features: eight samples side by side against one neuron after the other, so that nothing has to be
/// folded across a register at the end. The same operations in the same order as <see cref="FeatureSum"/>. Where the winner is, is counted
/// in doubles whose low bits are the integer.
/// </summary>
internal static class LowDimensionSearch
{
    public const int MostColumns = Pack.Size;

    // Two packs of samples at a time share each weight and hide the latency of the comparison.
    private const int Together = 2 * Pack.Size;

    /// <summary>The winner of each row and its distance.</summary>
    /// <param name="weights">Row-major weights.</param>
    /// <param name="columns">1 to 8.</param>
    /// <param name="rows">Row-major rows.</param>
    /// <param name="winners">Where the winners go.</param>
    /// <param name="distances">Where their distances go.</param>
    public static void FindWinners<TPack, TDistance>(
        ReadOnlySpan<double> weights,
        int columns,
        ReadOnlySpan<double> rows,
        Span<int> winners,
        Span<double> distances
    )
        where TPack : struct, IPack<TPack>
        where TDistance : struct, IFeatureTerm
    {
        Span<double> side = stackalloc double[MostColumns * Together];
        Span<double> least = stackalloc double[Together];
        Span<double> where = stackalloc double[Together];
        side.Clear();
        for (int start = 0; start < winners.Length; start += Together)
        {
            int count = Math.Min(Together, winners.Length - start);
            LaySideBySide(rows.Slice(start * columns, count * columns), columns, side);
            if (columns == 2)
                FindInPlane<TPack, TDistance>(weights, ref side[0], ref least[0], ref where[0]);
            else
                Find<TPack, TDistance>(weights, columns, ref side[0], ref least[0], ref where[0]);
            least[..count].CopyTo(distances[start..]);
            Places(where, winners.Slice(start, count));
        }
    }

    private static void LaySideBySide(ReadOnlySpan<double> rows, int columns, Span<double> side)
    {
        if (columns == 2 && rows.Length == 2 * Together && Avx512F.IsSupported)
        {
            for (int i = 0; i < Together; i += Pack.Size)
            {
                var (low, high) = (Vector512.Create(rows[(2 * i)..]), Vector512.Create(rows[((2 * i) + Pack.Size)..]));
                Avx512F.PermuteVar8x64x2(low, Vector512.Create(0L, 2, 4, 6, 8, 10, 12, 14), high).CopyTo(side[i..]);
                Avx512F.PermuteVar8x64x2(low, Vector512.Create(1L, 3, 5, 7, 9, 11, 13, 15), high).CopyTo(side[(Together + i)..]);
            }
            return;
        }
        int lane = 0;
        for (int at = 0; at < rows.Length; at += columns, lane++)
        for (int f = 0; f < columns; f++)
            side[(f * Together) + lane] = rows[at + f];
    }

    /// <summary>Integers out of the low bits of doubles.</summary>
    private static void Places(ReadOnlySpan<double> where, Span<int> places)
    {
        var bits = MemoryMarshal.Cast<double, long>(where);
        int i = 0;
        for (; i <= places.Length - Pack.Size; i += Pack.Size)
            Vector256.Narrow(Vector256.Create(bits[i..]), Vector256.Create(bits[(i + 4)..])).CopyTo(places[i..]);
        for (; i < places.Length; i++)
            places[i] = (int)bits[i];
    }

    private static void Find<TPack, TDistance>(
        ReadOnlySpan<double> weights,
        int columns,
        ref double side,
        ref double least,
        ref double where
    )
        where TPack : struct, IPack<TPack>
        where TDistance : struct, IFeatureTerm
    {
        var (leastA, leastB) = (TPack.Broadcast(double.PositiveInfinity), TPack.Broadcast(double.PositiveInfinity));
        var (here, one) = (TPack.Broadcast(Pack.Rounding), TPack.Broadcast(1));
        var (whereA, whereB) = (here, here);
        ref double w = ref MemoryMarshal.GetReference(weights);
        for (int i = 0; i < weights.Length; i += columns)
        {
            var a = TDistance.FromSum(Sum<TPack, TDistance>(ref side, ref w, columns));
            var b = TDistance.FromSum(Sum<TPack, TDistance>(ref Unsafe.Add(ref side, Pack.Size), ref w, columns));
            whereA = TPack.Select(a, leastA, here, whereA);
            whereB = TPack.Select(b, leastB, here, whereB);
            leastA = TPack.Least(a, leastA);
            leastB = TPack.Least(b, leastB);
            here += one;
            w = ref Unsafe.Add(ref w, columns);
        }
        Store(leastA, leastB, ref least);
        Store(whereA, whereB, ref where);
    }

    /// <summary>Finds the winners for two features, which stay in registers.</summary>
    private static void FindInPlane<TPack, TDistance>(
        ReadOnlySpan<double> weights,
        ref double side,
        ref double least,
        ref double where
    )
        where TPack : struct, IPack<TPack>
        where TDistance : struct, IFeatureTerm
    {
        var (xA, xB) = LoadTwo<TPack>(ref side);
        var (yA, yB) = LoadTwo<TPack>(ref Unsafe.Add(ref side, Together));
        var (leastA, leastB) = (TPack.Broadcast(double.PositiveInfinity), TPack.Broadcast(double.PositiveInfinity));
        var (here, one) = (TPack.Broadcast(Pack.Rounding), TPack.Broadcast(1));
        var (whereA, whereB) = (here, here);
        ref double w = ref MemoryMarshal.GetReference(weights);
        for (int i = 0; i < weights.Length; i += 2)
        {
            var (wx, wy) = (TPack.Broadcast(w), TPack.Broadcast(Unsafe.Add(ref w, 1)));
            var a = TDistance.FromSum(TDistance.Term(xA, wx) + TDistance.Term(yA, wy));
            var b = TDistance.FromSum(TDistance.Term(xB, wx) + TDistance.Term(yB, wy));
            whereA = TPack.Select(a, leastA, here, whereA);
            whereB = TPack.Select(b, leastB, here, whereB);
            leastA = TPack.Least(a, leastA);
            leastB = TPack.Least(b, leastB);
            here += one;
            w = ref Unsafe.Add(ref w, 2);
        }
        Store(leastA, leastB, ref least);
        Store(whereA, whereB, ref where);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TPack A, TPack B) LoadTwo<TPack>(ref double source)
        where TPack : struct, IPack<TPack> => (TPack.Load(ref source), TPack.Load(ref Unsafe.Add(ref source, Pack.Size)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TPack>(TPack a, TPack b, ref double destination)
        where TPack : struct, IPack<TPack>
    {
        a.Store(ref destination);
        b.Store(ref Unsafe.Add(ref destination, Pack.Size));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TPack Sum<TPack, TDistance>(ref double side, ref double w, int columns)
        where TPack : struct, IPack<TPack>
        where TDistance : struct, IFeatureTerm
    {
        var even = Term<TPack, TDistance>(ref side, ref w, 0);
        if (columns == 2)
            return even + Term<TPack, TDistance>(ref side, ref w, 1);
        if (columns == 1)
            return even;
        var odd = Term<TPack, TDistance>(ref side, ref w, 1);
        if (columns > 4)
            even += Term<TPack, TDistance>(ref side, ref w, 4);
        if (columns > 5)
            odd += Term<TPack, TDistance>(ref side, ref w, 5);
        even +=
            columns > 6
                ? Term<TPack, TDistance>(ref side, ref w, 2) + Term<TPack, TDistance>(ref side, ref w, 6)
                : Term<TPack, TDistance>(ref side, ref w, 2);
        if (columns > 7)
            odd += Term<TPack, TDistance>(ref side, ref w, 3) + Term<TPack, TDistance>(ref side, ref w, 7);
        else if (columns > 3)
            odd += Term<TPack, TDistance>(ref side, ref w, 3);
        return even + odd;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TPack Term<TPack, TDistance>(ref double side, ref double w, int feature)
        where TPack : struct, IPack<TPack>
        where TDistance : struct, IFeatureTerm =>
        TDistance.Term(TPack.Load(ref Unsafe.Add(ref side, feature * Together)), TPack.Broadcast(Unsafe.Add(ref w, feature)));
}
