using System.Runtime.CompilerServices;

namespace Dbgsom.Numerics;

/// <summary>The inner product Σ x·w, added up as <see cref="FeatureSum"/> says.</summary>
internal readonly struct InnerProduct : IFeatureTerm
{
    public static ScoreKind Scores => ScoreKind.Product;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TPack Term<TPack>(TPack x, TPack w)
        where TPack : struct, IPack<TPack> => x * w;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TPack FromSum<TPack>(TPack sum)
        where TPack : struct, IPack<TPack> => sum;

    public static double Of(ReadOnlySpan<double> x, ReadOnlySpan<double> w) => FeatureSum.Over<InnerProduct>(x, w);
}
