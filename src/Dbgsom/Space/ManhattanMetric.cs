using System.Runtime.CompilerServices;
using Dbgsom.Numerics;

namespace Dbgsom.Space;

/// <summary>
/// The sum of the absolute differences of the features. A neuron moves to the weighted mean of its samples as with every metric, not to
/// their weighted median, which would be the point of least sum of distances: means come from sums that merge exactly in any order, and
/// medians of all features would have to be kept for every neuron.
/// </summary>
internal sealed class ManhattanMetric() : FeatureMetric<AbsoluteDifferences>("manhattan")
{
    internal override bool HasTriangleInequality => true;

    // Covers the rounding of a distance: each of the d + 8 operations is off by at most 2^-53 of itself.
    private const double Slack = 1 + 1e-6;

    internal override double Bound(ReadOnlySpan<double> sampleBounds, ReadOnlySpan<double> weightBounds, double scale)
    {
        double sum = 0;
        for (int c = 0; c < sampleBounds.Length; c++)
            sum += sampleBounds[c] + weightBounds[c];
        return sum * scale * Slack;
    }

    /// <summary>Σ σ: where ‖std‖ of Euclidean distances is the root of a sum of squares, here it is a sum.</summary>
    internal override Func<double[], double> Spread => deviations => Ordered.Sum(deviations);

    internal override double FactorOf(double weight) => weight;

    internal override string Help =>
        "manhattan sums absolute differences: a single feature with a large difference counts less than with the Euclidean distance";

    internal override string Remark => "distances are sums of the absolute differences of all features";
}

/// <summary>Σ|x − w|, added up as <see cref="FeatureSum"/> says.</summary>
internal readonly struct AbsoluteDifferences : IFeatureTerm
{
    public static ScoreKind Scores => ScoreKind.None;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TPack Term<TPack>(TPack x, TPack w)
        where TPack : struct, IPack<TPack>
    {
        var difference = x - w;
        var negated = w - x;
        return TPack.Select(difference, negated, negated, difference);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TPack FromSum<TPack>(TPack sum)
        where TPack : struct, IPack<TPack> => sum;
}
