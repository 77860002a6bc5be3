using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dbgsom.Kernels;

/// <summary>A distance or product that is a sum over the features: what a feature adds, and what becomes of the sum.</summary>
internal interface IFeatureTerm
{
    static abstract TPack Term<TPack>(TPack x, TPack w)
        where TPack : struct, IPack<TPack>;

    static abstract TPack FromSum<TPack>(TPack sum)
        where TPack : struct, IPack<TPack>;

    /// <summary>Whether the nearest is that of the greatest (x − c)·(w − c) − ‖w − c‖²/2; otherwise it is that of the greatest x·w.</summary>
    static abstract bool IsEuclidean { get; }
}

/// <summary>
/// The sum of the terms of a distance, as the library defines it: that of feature f is added to lane f mod 8, and the lanes are folded as
/// ((0+4)+(2+6))+((1+5)+(3+7)). Every kernel computes these operations in this order; that makes its bits the definition's.
/// </summary>
internal static class FeatureSum
{
    public static double Over<TDistance>(ReadOnlySpan<double> x, ReadOnlySpan<double> w)
        where TDistance : struct, IFeatureTerm
    {
        ref double a = ref MemoryMarshal.GetReference(x);
        ref double b = ref MemoryMarshal.GetReference(w);
        // For one or two features the other lanes are 0, and adding 0 changes nothing.
        if (x.Length == 2)
            return Term<TDistance>(ref a, ref b, 0) + Term<TDistance>(ref a, ref b, 1);
        Span<double> lanes = stackalloc double[Pack.Size];
        lanes.Clear();
        int f = 0;
        if (x.Length >= Pack.Size && Vector512.IsHardwareAccelerated)
            f = Whole<Pack512, TDistance>(ref a, ref b, x.Length, ref lanes[0]);
        else if (x.Length >= Pack.Size && Vector256.IsHardwareAccelerated)
            f = Whole<Pack256, TDistance>(ref a, ref b, x.Length, ref lanes[0]);
        for (; f < x.Length; f++)
            lanes[f % Pack.Size] += Term<TDistance>(ref a, ref b, f);
        return Fold(lanes);
    }

    /// <summary>The lanes of all whole groups of eight features; returns how many features those are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Whole<TPack, TDistance>(ref double x, ref double w, int length, ref double lanes)
        where TPack : struct, IPack<TPack>
        where TDistance : struct, IFeatureTerm
    {
        var sum = TPack.Broadcast(0);
        int f = 0;
        for (; f <= length - Pack.Size; f += Pack.Size)
            sum += TDistance.Term(TPack.Load(ref Unsafe.Add(ref x, f)), TPack.Load(ref Unsafe.Add(ref w, f)));
        sum.Store(ref lanes);
        return f;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Term<TDistance>(ref double x, ref double w, int f)
        where TDistance : struct, IFeatureTerm =>
        TDistance.Term(new PackOne(Unsafe.Add(ref x, f)), new PackOne(Unsafe.Add(ref w, f))).Value;

    /// <summary>The sum of eight lanes in the fixed order.</summary>
    public static double Fold(ReadOnlySpan<double> lanes) =>
        lanes[0] + lanes[4] + (lanes[2] + lanes[6]) + (lanes[1] + lanes[5] + (lanes[3] + lanes[7]));
}
