using System.Runtime.CompilerServices;

namespace Dbgsom.Numerics;

/// <summary>
/// max(0, 1 − x·w) of unit vectors, x·w added up as <see cref="FeatureSum"/> says. The product of two unit vectors can be rounded to a
/// little more than 1; a distance is never below 0.
/// </summary>
internal readonly struct CosineDistance : IFeatureTerm
{
    public static ScoreKind Scores => ScoreKind.Product;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TPack Term<TPack>(TPack x, TPack w)
        where TPack : struct, IPack<TPack> => InnerProduct.Term(x, w);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TPack FromSum<TPack>(TPack sum)
        where TPack : struct, IPack<TPack>
    {
        var zero = TPack.Broadcast(0);
        var distance = TPack.Broadcast(1) - sum;
        return TPack.Select(distance, zero, zero, distance);
    }

    public static double Between(ReadOnlySpan<double> x, ReadOnlySpan<double> w) =>
        FromSum(new PackOne(InnerProduct.Of(x, w))).Value;
}
