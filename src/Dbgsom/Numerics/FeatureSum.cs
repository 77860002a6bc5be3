using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dbgsom.Numerics;

/// <summary>A distance or product that is a sum over the features: what a feature adds, and what becomes of the sum.</summary>
internal interface IFeatureTerm
{
    static abstract TPack Term<TPack>(TPack x, TPack w)
        where TPack : struct, IPack<TPack>;

    static abstract TPack FromSum<TPack>(TPack sum)
        where TPack : struct, IPack<TPack>;

    /// <summary>The scores that a search may use to leave neurons out.</summary>
    static abstract ScoreKind Scores { get; }

    /// <summary>True if the distance is the square root of the sum.</summary>
    static virtual bool TakesRoot => false;
}

/// <summary>Cheap scores that are proven to be greatest for the nearest neuron, within an error bound.</summary>
internal enum ScoreKind
{
    /// <summary>There are none: every neuron is looked at.</summary>
    None,

    /// <summary>(x − c)·(w − c) − ‖w − c‖²/2, c amid the neurons: greatest where the Euclidean distance is least.</summary>
    CenteredProduct,

    /// <summary>x·w: greatest where the angle is least.</summary>
    Product,
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
        return Over<TDistance>(ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(w), x.Length);
    }

    /// <inheritdoc cref="Over{TDistance}(ReadOnlySpan{double}, ReadOnlySpan{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Over<TDistance>(ref double a, ref double b, int length)
        where TDistance : struct, IFeatureTerm
    {
        // For one or two features the other lanes are 0, and adding 0 changes nothing.
        if (length == 2)
            return Term<TDistance>(ref a, ref b, 0) + Term<TDistance>(ref a, ref b, 1);
        if (Vector512.IsHardwareAccelerated)
            return Over<Pack512, TDistance>(ref a, ref b, length);
        return Vector256.IsHardwareAccelerated
            ? Over<Pack256, TDistance>(ref a, ref b, length)
            : Over<Pack128, TDistance>(ref a, ref b, length);
    }

    /// <summary>Two sums at once, which costs less than one after the other: each is a chain of additions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (double First, double Second) OverBoth<TDistance>(
        ref double x,
        ref double w,
        ref double otherX,
        ref double otherW,
        int length
    )
        where TDistance : struct, IFeatureTerm
    {
        if (Vector512.IsHardwareAccelerated)
            return OverBoth<Pack512, TDistance>(ref x, ref w, ref otherX, ref otherW, length);
        return Vector256.IsHardwareAccelerated
            ? OverBoth<Pack256, TDistance>(ref x, ref w, ref otherX, ref otherW, length)
            : OverBoth<Pack128, TDistance>(ref x, ref w, ref otherX, ref otherW, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (double First, double Second) OverBoth<TPack, TDistance>(
        ref double x,
        ref double w,
        ref double otherX,
        ref double otherW,
        int length
    )
        where TPack : struct, IPack<TPack>
        where TDistance : struct, IFeatureTerm
    {
        var (sum, other) = (TPack.Broadcast(0), TPack.Broadcast(0));
        int f = 0;
        for (; f <= length - Pack.Size; f += Pack.Size)
        {
            sum += TDistance.Term(TPack.Load(ref Unsafe.Add(ref x, f)), TPack.Load(ref Unsafe.Add(ref w, f)));
            other += TDistance.Term(TPack.Load(ref Unsafe.Add(ref otherX, f)), TPack.Load(ref Unsafe.Add(ref otherW, f)));
        }
        return f == length
            ? (TPack.Fold(sum), TPack.Fold(other))
            : (
                WithRest<TPack, TDistance>(sum, ref x, ref w, f, length),
                WithRest<TPack, TDistance>(other, ref otherX, ref otherW, f, length)
            );
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Over<TPack, TDistance>(ref double x, ref double w, int length)
        where TPack : struct, IPack<TPack>
        where TDistance : struct, IFeatureTerm
    {
        var sum = TPack.Broadcast(0);
        int f = 0;
        for (; f <= length - Pack.Size; f += Pack.Size)
            sum += TDistance.Term(TPack.Load(ref Unsafe.Add(ref x, f)), TPack.Load(ref Unsafe.Add(ref w, f)));
        return f == length ? TPack.Fold(sum) : WithRest<TPack, TDistance>(sum, ref x, ref w, f, length);
    }

    // Beyond the last feature terms are those of zeros, which are 0 and change no lane: none is −0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double WithRest<TPack, TDistance>(TPack sum, ref double x, ref double w, int f, int length)
        where TPack : struct, IPack<TPack>
        where TDistance : struct, IFeatureTerm =>
        TPack.Fold(
            sum
                + TDistance.Term(
                    TPack.Load(ref Unsafe.Add(ref x, f), length - f),
                    TPack.Load(ref Unsafe.Add(ref w, f), length - f)
                )
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Term<TDistance>(ref double x, ref double w, int f)
        where TDistance : struct, IFeatureTerm =>
        TDistance.Term(new PackOne(Unsafe.Add(ref x, f)), new PackOne(Unsafe.Add(ref w, f))).Value;
}
