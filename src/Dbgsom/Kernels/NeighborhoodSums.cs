using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dbgsom.Kernels;

/// <summary>
/// The sums Σ_j h_ij·n_j·c_j of the batch update for eight neurons i side by side: as many columns at a time as there are registers, one
/// neuron j after the other. Every sum adds the same terms in the same order whatever the width.
/// </summary>
internal static class NeighborhoodSums
{
    // Compiled by itself and at once, as the tiles of the search.
    private const MethodImplOptions Alone = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>Looks h_ij up for one neuron i.</summary>
    /// <param name="hops">Steps from i to every neuron j.</param>
    /// <param name="neighborhood">h by hops.</param>
    /// <param name="lane">Which of the eight neurons i is.</param>
    /// <param name="h">Where h_ij goes: eight values for each j.</param>
    public static void LookUp(ReadOnlySpan<ushort> hops, ReadOnlySpan<double> neighborhood, int lane, Span<double> h)
    {
        ref double table = ref MemoryMarshal.GetReference(neighborhood);
        ref double target = ref Unsafe.Add(ref MemoryMarshal.GetReference(h), lane);
        for (int j = 0; j < hops.Length; j++)
            Unsafe.Add(ref target, j * Pack.Size) = Unsafe.Add(ref table, hops[j]);
    }

    /// <summary>The sums of all columns.</summary>
    /// <param name="h">h_ij: eight values for each neuron j, in the order of j.</param>
    /// <param name="others">The neurons j that count, ascending.</param>
    /// <param name="masses">n_j.</param>
    /// <param name="centers">c_j, row-major.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="sums">Where the sums go: eight for each column.</param>
    public static void Run(
        ReadOnlySpan<double> h,
        ReadOnlySpan<int> others,
        ReadOnlySpan<double> masses,
        ReadOnlySpan<double> centers,
        int columns,
        Span<double> sums
    )
    {
        if (Vector512.IsHardwareAccelerated)
            Run<Pack512>(h, others, masses, centers, columns, sums);
        else if (Vector256.IsHardwareAccelerated)
            Run<Pack256>(h, others, masses, centers, columns, sums);
        else
            Run<Pack128>(h, others, masses, centers, columns, sums);
    }

    internal static void Run<TPack>(
        ReadOnlySpan<double> h,
        ReadOnlySpan<int> others,
        ReadOnlySpan<double> masses,
        ReadOnlySpan<double> centers,
        int columns,
        Span<double> sums
    )
        where TPack : struct, IPack<TPack>
    {
        ref double factors = ref MemoryMarshal.GetReference(h);
        ref int first = ref MemoryMarshal.GetReference(others);
        ref double mass = ref MemoryMarshal.GetReference(masses);
        ref double center = ref MemoryMarshal.GetReference(centers);
        ref double sum = ref MemoryMarshal.GetReference(sums);
        int c = 0;
        for (; c <= columns - 8; c += 8)
            Eight<TPack>(
                ref factors,
                ref first,
                others.Length,
                ref mass,
                ref Unsafe.Add(ref center, c),
                columns,
                ref At(ref sum, c)
            );
        if (c <= columns - 4)
        {
            Four<TPack>(
                ref factors,
                ref first,
                others.Length,
                ref mass,
                ref Unsafe.Add(ref center, c),
                columns,
                ref At(ref sum, c)
            );
            c += 4;
        }
        if (c <= columns - 2)
        {
            Two<TPack>(
                ref factors,
                ref first,
                others.Length,
                ref mass,
                ref Unsafe.Add(ref center, c),
                columns,
                ref At(ref sum, c)
            );
            c += 2;
        }
        if (c < columns)
            One<TPack>(
                ref factors,
                ref first,
                others.Length,
                ref mass,
                ref Unsafe.Add(ref center, c),
                columns,
                ref At(ref sum, c)
            );
    }

    private static ref double At(ref double sums, int column) => ref Unsafe.Add(ref sums, column * Pack.Size);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TPack Factor<TPack>(ref double h, ref double masses, int j)
        where TPack : struct, IPack<TPack> =>
        TPack.Load(ref Unsafe.Add(ref h, j * Pack.Size)) * TPack.Broadcast(Unsafe.Add(ref masses, j));

    [MethodImpl(Alone)]
    private static void Eight<TPack>(
        ref double h,
        ref int others,
        int count,
        ref double masses,
        ref double centers,
        int columns,
        ref double sums
    )
        where TPack : struct, IPack<TPack>
    {
        var zero = TPack.Broadcast(0);
        var (s0, s1, s2, s3, s4, s5, s6, s7) = (zero, zero, zero, zero, zero, zero, zero, zero);
        for (int k = 0; k < count; k++)
        {
            int j = Unsafe.Add(ref others, k);
            var factor = Factor<TPack>(ref h, ref masses, j);
            ref double center = ref Unsafe.Add(ref centers, j * columns);
            s0 += factor * TPack.Broadcast(center);
            s1 += factor * TPack.Broadcast(Unsafe.Add(ref center, 1));
            s2 += factor * TPack.Broadcast(Unsafe.Add(ref center, 2));
            s3 += factor * TPack.Broadcast(Unsafe.Add(ref center, 3));
            s4 += factor * TPack.Broadcast(Unsafe.Add(ref center, 4));
            s5 += factor * TPack.Broadcast(Unsafe.Add(ref center, 5));
            s6 += factor * TPack.Broadcast(Unsafe.Add(ref center, 6));
            s7 += factor * TPack.Broadcast(Unsafe.Add(ref center, 7));
        }
        s0.Store(ref sums);
        s1.Store(ref At(ref sums, 1));
        s2.Store(ref At(ref sums, 2));
        s3.Store(ref At(ref sums, 3));
        s4.Store(ref At(ref sums, 4));
        s5.Store(ref At(ref sums, 5));
        s6.Store(ref At(ref sums, 6));
        s7.Store(ref At(ref sums, 7));
    }

    [MethodImpl(Alone)]
    private static void Four<TPack>(
        ref double h,
        ref int others,
        int count,
        ref double masses,
        ref double centers,
        int columns,
        ref double sums
    )
        where TPack : struct, IPack<TPack>
    {
        var zero = TPack.Broadcast(0);
        var (s0, s1, s2, s3) = (zero, zero, zero, zero);
        for (int k = 0; k < count; k++)
        {
            int j = Unsafe.Add(ref others, k);
            var factor = Factor<TPack>(ref h, ref masses, j);
            ref double center = ref Unsafe.Add(ref centers, j * columns);
            s0 += factor * TPack.Broadcast(center);
            s1 += factor * TPack.Broadcast(Unsafe.Add(ref center, 1));
            s2 += factor * TPack.Broadcast(Unsafe.Add(ref center, 2));
            s3 += factor * TPack.Broadcast(Unsafe.Add(ref center, 3));
        }
        s0.Store(ref sums);
        s1.Store(ref At(ref sums, 1));
        s2.Store(ref At(ref sums, 2));
        s3.Store(ref At(ref sums, 3));
    }

    [MethodImpl(Alone)]
    private static void Two<TPack>(
        ref double h,
        ref int others,
        int count,
        ref double masses,
        ref double centers,
        int columns,
        ref double sums
    )
        where TPack : struct, IPack<TPack>
    {
        var zero = TPack.Broadcast(0);
        var (s0, s1) = (zero, zero);
        for (int k = 0; k < count; k++)
        {
            int j = Unsafe.Add(ref others, k);
            var factor = Factor<TPack>(ref h, ref masses, j);
            ref double center = ref Unsafe.Add(ref centers, j * columns);
            s0 += factor * TPack.Broadcast(center);
            s1 += factor * TPack.Broadcast(Unsafe.Add(ref center, 1));
        }
        s0.Store(ref sums);
        s1.Store(ref At(ref sums, 1));
    }

    [MethodImpl(Alone)]
    private static void One<TPack>(
        ref double h,
        ref int others,
        int count,
        ref double masses,
        ref double centers,
        int columns,
        ref double sums
    )
        where TPack : struct, IPack<TPack>
    {
        var s0 = TPack.Broadcast(0);
        for (int k = 0; k < count; k++)
        {
            int j = Unsafe.Add(ref others, k);
            var factor = Factor<TPack>(ref h, ref masses, j);
            ref double center = ref Unsafe.Add(ref centers, j * columns);
            s0 += factor * TPack.Broadcast(center);
        }
        s0.Store(ref sums);
    }
}
