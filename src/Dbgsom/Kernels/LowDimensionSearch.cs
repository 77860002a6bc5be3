using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dbgsom.Kernels;

/// <summary>
/// Winner search for at most eight features: eight samples side by side against one neuron after the other, so that nothing has to be
/// folded across a register at the end. The same operations in the same order as <see cref="FeatureSum"/>.
/// </summary>
internal static class LowDimensionSearch
{
    public const int MostColumns = Pack.Size;

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
        // Two packs of samples at a time share each weight and hide the latency of the comparison.
        const int Together = 2 * Pack.Size;
        Span<double> side = stackalloc double[MostColumns * Together];
        Span<double> distance = stackalloc double[Together];
        Span<double> index = stackalloc double[Together];
        side.Clear();
        int neurons = weights.Length / columns;
        var one = TPack.Broadcast(1);
        for (int start = 0; start < winners.Length; start += Together)
        {
            int count = Math.Min(Together, winners.Length - start);
            for (int lane = 0; lane < count; lane++)
            for (int f = 0; f < columns; f++)
                side[(f * Together) + lane] = rows[((start + lane) * columns) + f];
            var (leastA, leastB) = (TPack.Broadcast(double.PositiveInfinity), TPack.Broadcast(double.PositiveInfinity));
            var (whereA, whereB) = (TPack.Broadcast(0), TPack.Broadcast(0));
            var here = TPack.Broadcast(0);
            ref double w = ref MemoryMarshal.GetReference(weights);
            for (int neuron = 0; neuron < neurons; neuron++)
            {
                var distanceA = TDistance.FromSum(Sum<TPack, TDistance>(ref side[0], ref w, columns, Together));
                var distanceB = TDistance.FromSum(Sum<TPack, TDistance>(ref side[Pack.Size], ref w, columns, Together));
                var nearerA = TPack.Less(distanceA, leastA);
                var nearerB = TPack.Less(distanceB, leastB);
                leastA = TPack.Select(nearerA, distanceA, leastA);
                leastB = TPack.Select(nearerB, distanceB, leastB);
                whereA = TPack.Select(nearerA, here, whereA);
                whereB = TPack.Select(nearerB, here, whereB);
                here += one;
                w = ref Unsafe.Add(ref w, columns);
            }
            leastA.Store(ref distance[0]);
            leastB.Store(ref distance[Pack.Size]);
            whereA.Store(ref index[0]);
            whereB.Store(ref index[Pack.Size]);
            for (int lane = 0; lane < count; lane++)
            {
                winners[start + lane] = (int)index[lane];
                distances[start + lane] = distance[lane];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TPack Sum<TPack, TDistance>(ref double side, ref double w, int columns, int stride)
        where TPack : struct, IPack<TPack>
        where TDistance : struct, IFeatureTerm
    {
        var even = Term<TPack, TDistance>(ref side, stride, ref w, 0);
        if (columns == 2)
            return even + Term<TPack, TDistance>(ref side, stride, ref w, 1);
        if (columns == 1)
            return even;
        var odd = Term<TPack, TDistance>(ref side, stride, ref w, 1);
        if (columns > 4)
            even += Term<TPack, TDistance>(ref side, stride, ref w, 4);
        if (columns > 5)
            odd += Term<TPack, TDistance>(ref side, stride, ref w, 5);
        even +=
            columns > 6
                ? Term<TPack, TDistance>(ref side, stride, ref w, 2) + Term<TPack, TDistance>(ref side, stride, ref w, 6)
                : Term<TPack, TDistance>(ref side, stride, ref w, 2);
        if (columns > 7)
            odd += Term<TPack, TDistance>(ref side, stride, ref w, 3) + Term<TPack, TDistance>(ref side, stride, ref w, 7);
        else if (columns > 3)
            odd += Term<TPack, TDistance>(ref side, stride, ref w, 3);
        return even + odd;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TPack Term<TPack, TDistance>(ref double side, int stride, ref double w, int feature)
        where TPack : struct, IPack<TPack>
        where TDistance : struct, IFeatureTerm =>
        TDistance.Term(TPack.Load(ref Unsafe.Add(ref side, feature * stride)), TPack.Broadcast(Unsafe.Add(ref w, feature)));
}
