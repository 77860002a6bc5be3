using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dbgsom.Kernels;

/// <summary>
/// The inner product, in the lanes of <see cref="SquaredDistance"/>: a_f · b_f is added to lane f mod 8, and the lanes are folded in the
/// same fixed order.
/// </summary>
internal static class DotProduct
{
    public static double Of(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        ref double a = ref MemoryMarshal.GetReference(left);
        ref double b = ref MemoryMarshal.GetReference(right);
        // For one or two features the other lanes are 0, and adding 0 changes nothing.
        if (left.Length == 2)
            return (a * b) + (Unsafe.Add(ref a, 1) * Unsafe.Add(ref b, 1));
        Span<double> lanes = stackalloc double[Pack.Size];
        lanes.Clear();
        int f = 0;
        if (left.Length >= Pack.Size && Vector512.IsHardwareAccelerated)
            f = Whole<Pack512>(ref a, ref b, left.Length, ref lanes[0]);
        else if (left.Length >= Pack.Size && Vector256.IsHardwareAccelerated)
            f = Whole<Pack256>(ref a, ref b, left.Length, ref lanes[0]);
        for (; f < left.Length; f++)
            lanes[f % Pack.Size] += Unsafe.Add(ref a, f) * Unsafe.Add(ref b, f);
        return SquaredDistance.Fold(lanes);
    }

    /// <summary>The lanes of all whole groups of eight features; returns how many features those are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Whole<TPack>(ref double a, ref double b, int length, ref double lanes)
        where TPack : struct, IPack<TPack>
    {
        var sum = TPack.Broadcast(0);
        int f = 0;
        for (; f <= length - Pack.Size; f += Pack.Size)
            sum += TPack.Load(ref Unsafe.Add(ref a, f)) * TPack.Load(ref Unsafe.Add(ref b, f));
        sum.Store(ref lanes);
        return f;
    }
}
