using System.Runtime.Intrinsics;

namespace Dbgsom.Kernels;

/// <summary>
/// The neighborhood sums of the batch update for at most eight features: all neurons i side by side, one neuron j after the other. Each
/// w_i adds the same terms in the same order as with <see cref="ScaledAdd"/>, so the bits are the same.
/// </summary>
internal static class LowDimensionUpdate
{
    public const int MostColumns = Pack.Size;

    /// <summary>Adds neuron j's terms: h_ij·n_j·c_j to the sums of each column, h_ij·n_j to the denominators.</summary>
    /// <param name="hops">Steps from j to every neuron i.</param>
    /// <param name="neighborhood">h by hops.</param>
    /// <param name="mass">n_j.</param>
    /// <param name="center">c_j.</param>
    /// <param name="h">Room for a value a neuron, rounded up to whole packs.</param>
    /// <param name="sums">As much room for each column, then for the denominators.</param>
    public static void Add(
        ReadOnlySpan<ushort> hops,
        double[] neighborhood,
        double mass,
        ReadOnlySpan<double> center,
        Span<double> h,
        Span<double> sums
    )
    {
        // First all lookups, then all arithmetic: a wide load right behind the narrow stores it reads would wait for them.
        for (int i = 0; i < hops.Length; i++)
            h[i] = neighborhood[hops[i]];
        if (Vector512.IsHardwareAccelerated)
            Add<Pack512>(mass, center, h, sums);
        else if (Vector256.IsHardwareAccelerated)
            Add<Pack256>(mass, center, h, sums);
        else
            Add<Pack128>(mass, center, h, sums);
    }

    internal static void Add<TPack>(double mass, ReadOnlySpan<double> center, Span<double> h, Span<double> sums)
        where TPack : struct, IPack<TPack>
    {
        for (int i = 0; i < h.Length; i += Pack.Size)
        {
            var factor = TPack.Load(ref h[i]) * TPack.Broadcast(mass);
            int at = i;
            for (int c = 0; c < center.Length; c++)
            {
                ref double sum = ref sums[at];
                (TPack.Load(ref sum) + (factor * TPack.Broadcast(center[c]))).Store(ref sum);
                at += h.Length;
            }
            ref double denominator = ref sums[at];
            (TPack.Load(ref denominator) + factor).Store(ref denominator);
        }
    }
}
