using Dbgsom.Numerics;

namespace Dbgsom.Space;

/// <summary>The Euclidean distance.</summary>
internal sealed class EuclideanMetric() : FeatureMetric<SquaredDistance>("euclidean")
{
    internal override bool HasTriangleInequality => true;

    // Covers the rounding of a distance: each of the d + 8 operations is off by at most 2^-53 of itself.
    private const double Slack = 1 + 1e-6;

    internal override double Bound(ReadOnlySpan<double> sampleBounds, ReadOnlySpan<double> weightBounds, double scale)
    {
        double sum = 0;
        for (int c = 0; c < sampleBounds.Length; c++)
            sum += (sampleBounds[c] + weightBounds[c]) * (sampleBounds[c] + weightBounds[c]);
        return Math.Sqrt(sum * scale) * Slack;
    }

    public override bool RanksAsEuclidean => true;

    internal override bool HasMotionBounds => true;
}
