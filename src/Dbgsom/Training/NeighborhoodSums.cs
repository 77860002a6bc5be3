// Over 300 lines: a kernel, with a form for eight, four, two and one column at a time.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Dbgsom.Grid;
using Dbgsom.Numerics;

namespace Dbgsom.Training;

/// <summary>
/// The sums Σ_j h_ij·n_j·c_j of the batch update for eight neurons i side by side: as many columns at a time as there are registers, one
/// neuron j after the other. Every sum adds the same terms in the same order whatever the width.
/// </summary>
internal static class NeighborhoodSums
{
    // Compiled by itself and at once, as the tiles of the search.
    private const MethodImplOptions Alone = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    // Beyond so many steps values are looked up one by one.
    private const int MostTables = 4;

    /// <summary>Looks h_ij up for eight neurons i, of which some may be beyond the last: theirs is anything.</summary>
    /// <param name="hops">Steps between neurons.</param>
    /// <param name="start">The first of the eight.</param>
    /// <param name="neighborhood">h by hops; 0 beyond its end.</param>
    /// <param name="live">The neurons j in question, ascending.</param>
    /// <param name="h">Where h_ij goes: eight values for each j in question that is near.</param>
    /// <param name="near">Where the neurons j go that are near one of the eight at least, ascending.</param>
    /// <returns>The number of neurons that are near.</returns>
    public static int LookUp(
        HopDistances hops,
        int start,
        ReadOnlySpan<double> neighborhood,
        ReadOnlySpan<int> live,
        Span<double> h,
        Span<int> near
    )
    {
        int tables = (neighborhood.Length + (2 * Pack.Size) - 1) / (2 * Pack.Size);
        var end = Vector128.Create((ushort)Math.Min(neighborhood.Length, ushort.MaxValue));
        bool all = neighborhood.Length > hops.Greatest;
        int count = 0;
        if (!Avx512F.IsSupported || tables > MostTables)
        {
            foreach (int j in live)
            {
                var steps = hops.Eight(j, start);
                if (!all && Vector128.GreaterThanOrEqualAll(Vector128.Create(steps), end))
                    continue;
                near[count++] = j;
                for (int lane = 0; lane < Pack.Size; lane++)
                    h[(j * Pack.Size) + lane] = steps[lane] < neighborhood.Length ? neighborhood[steps[lane]] : 0;
            }
            return count;
        }
        // Tables of sixteen values, each in two registers.
        Span<double> padded = stackalloc double[MostTables * 2 * Pack.Size];
        padded.Clear();
        neighborhood.CopyTo(padded);
        ref double table = ref MemoryMarshal.GetReference(padded);
        ref double target = ref MemoryMarshal.GetReference(h[..(hops.Count * Pack.Size)]);
        foreach (int j in live)
        {
            var narrow = Vector128.Create(hops.Eight(j, start));
            if (!all && Vector128.GreaterThanOrEqualAll(narrow, end))
                continue;
            near[count++] = j;
            var steps = Avx512F.ConvertToVector512Int64(narrow);
            var found = Vector512<double>.Zero;
            for (int t = 0; t < tables; t++)
            {
                ref double low = ref Unsafe.Add(ref table, t * 2 * Pack.Size);
                // Only the four lowest bits of the steps count here.
                var here = Avx512F.PermuteVar8x64x2(
                    Vector512.LoadUnsafe(ref low),
                    steps,
                    Vector512.LoadUnsafe(ref low, Pack.Size)
                );
                var beyond = Vector512.GreaterThanOrEqual(steps, Vector512.Create(t * 2L * Pack.Size));
                found = Vector512.ConditionalSelect(beyond.AsDouble(), here, found);
            }
            var within = Vector512.LessThan(steps, Vector512.Create(tables * 2L * Pack.Size));
            Vector512
                .ConditionalSelect(within.AsDouble(), found, Vector512<double>.Zero)
                .StoreUnsafe(ref target, (nuint)(j * Pack.Size));
        }
        return count;
    }

    /// <summary>The sums of all columns over those of h_ij·n_j; anything where the latter are 0.</summary>
    /// <param name="h">h_ij: eight values for each neuron j, in the order of j.</param>
    /// <param name="others">The neurons j that count, ascending.</param>
    /// <param name="masses">n_j.</param>
    /// <param name="centers">c_j, row-major.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="sums">Where the quotients go: eight for each column.</param>
    /// <param name="denominators">Where the Σ_j h_ij·n_j go: eight.</param>
    public static void Run(
        ReadOnlySpan<double> h,
        ReadOnlySpan<int> others,
        ReadOnlySpan<double> masses,
        ReadOnlySpan<double> centers,
        int columns,
        Span<double> sums,
        Span<double> denominators
    )
    {
        if (Vector512.IsHardwareAccelerated)
            Run<Pack512>(h, others, masses, centers, columns, sums, denominators);
        else if (Vector256.IsHardwareAccelerated)
            Run<Pack256>(h, others, masses, centers, columns, sums, denominators);
        else
            Run<Pack128>(h, others, masses, centers, columns, sums, denominators);
    }

    internal static void Run<TPack>(
        ReadOnlySpan<double> h,
        ReadOnlySpan<int> others,
        ReadOnlySpan<double> masses,
        ReadOnlySpan<double> centers,
        int columns,
        Span<double> sums,
        Span<double> denominators
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
        var denominator = Total<TPack>(ref factors, others, ref mass);
        denominator.Store(ref denominators[0]);
        for (c = 0; c < columns; c++)
            (TPack.Load(ref At(ref sum, c)) / denominator).Store(ref At(ref sum, c));
    }

    private static ref double At(ref double sums, int column) => ref Unsafe.Add(ref sums, column * Pack.Size);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TPack Factor<TPack>(ref double h, ref double masses, int j)
        where TPack : struct, IPack<TPack> =>
        TPack.Load(ref Unsafe.Add(ref h, j * Pack.Size)) * TPack.Broadcast(Unsafe.Add(ref masses, j));

    private static TPack Total<TPack>(ref double h, ReadOnlySpan<int> others, ref double masses)
        where TPack : struct, IPack<TPack>
    {
        var sum = TPack.Broadcast(0);
        foreach (int j in others)
            sum += Factor<TPack>(ref h, ref masses, j);
        return sum;
    }

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
