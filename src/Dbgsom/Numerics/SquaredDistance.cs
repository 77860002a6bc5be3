using System.Runtime.CompilerServices;

namespace Dbgsom.Numerics;

/// <summary>The squared Euclidean distance Σ(x − w)², added up as <see cref="FeatureSum"/> says.</summary>
internal readonly struct SquaredDistance : IFeatureTerm
{
    public static ScoreKind Scores => ScoreKind.CenteredProduct;

    public static bool TakesRoot => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TPack Term<TPack>(TPack x, TPack w)
        where TPack : struct, IPack<TPack>
    {
        var difference = x - w;
        return difference * difference;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TPack FromSum<TPack>(TPack sum)
        where TPack : struct, IPack<TPack> => sum;

    public static double Between(ReadOnlySpan<double> x, ReadOnlySpan<double> w) => FeatureSum.Over<SquaredDistance>(x, w);
}
