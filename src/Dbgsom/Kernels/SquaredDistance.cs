using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dbgsom.Kernels;

/// <summary>
/// The squared Euclidean distance, as the library defines it: (x_f − w_f)² of feature f is added to lane f mod 8, and the lanes are
/// folded as ((0+4)+(2+6))+((1+5)+(3+7)). Every kernel computes these operations in this order; that makes its bits the definition's.
/// </summary>
internal static class SquaredDistance
{
    public static double Between(ReadOnlySpan<double> x, ReadOnlySpan<double> w)
    {
        ref double a = ref MemoryMarshal.GetReference(x);
        ref double b = ref MemoryMarshal.GetReference(w);
        // For one or two features the other lanes are 0, and adding 0 changes nothing.
        if (x.Length == 2)
            return Square(ref a, ref b, 0) + Square(ref a, ref b, 1);
        Span<double> lanes = stackalloc double[Pack.Size];
        lanes.Clear();
        int f = 0;
        if (x.Length >= Pack.Size && Vector512.IsHardwareAccelerated)
            f = Whole<Pack512>(ref a, ref b, x.Length, ref lanes[0]);
        else if (x.Length >= Pack.Size && Vector256.IsHardwareAccelerated)
            f = Whole<Pack256>(ref a, ref b, x.Length, ref lanes[0]);
        for (; f < x.Length; f++)
            lanes[f % Pack.Size] += Square(ref a, ref b, f);
        return Fold(lanes);
    }

    /// <summary>The lanes of all whole groups of eight features; returns how many features those are.</summary>
    internal static int Whole<TPack>(ref double x, ref double w, int length, ref double lanes)
        where TPack : struct, IPack<TPack>
    {
        var sum = TPack.Broadcast(0);
        int f = 0;
        for (; f <= length - Pack.Size; f += Pack.Size)
        {
            var difference = TPack.Load(ref Unsafe.Add(ref x, f)) - TPack.Load(ref Unsafe.Add(ref w, f));
            sum += difference * difference;
        }
        sum.Store(ref lanes);
        return f;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Square(ref double x, ref double w, int f)
    {
        double difference = Unsafe.Add(ref x, f) - Unsafe.Add(ref w, f);
        return difference * difference;
    }

    /// <summary>The sum of eight lanes in the fixed order.</summary>
    public static double Fold(ReadOnlySpan<double> lanes) =>
        lanes[0] + lanes[4] + (lanes[2] + lanes[6]) + (lanes[1] + lanes[5] + (lanes[3] + lanes[7]));
}
