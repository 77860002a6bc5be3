using Dbgsom.Numerics;
using Dbgsom.Rows;

namespace Dbgsom.Space;

/// <summary>One minus the cosine: samples and weights are scaled to length 1, so that only directions are compared.</summary>
internal sealed class CosineMetric() : FeatureMetric<CosineDistance>("cosine")
{
    // Covers the rounding of a product of unit vectors, and of their lengths.
    private const double Slack = 1 + 1e-6;

    // How far the length of weights that were scaled to 1 can be from it, with room to spare.
    private const double LengthTolerance = 1e-9;

    /// <summary>
    /// Opposite directions have the distance 1 − (−1). Known features of the length 1 / √scale, see <see cref="UnitLength"/>, have a product of at most
    /// that with the weights, which counts scale times.
    /// </summary>
    internal override double Bound(ReadOnlySpan<double> sampleBounds, ReadOnlySpan<double> weightBounds, double scale) =>
        (1 + Math.Sqrt(scale)) * Slack;

    /// <summary>The best prototype has the direction of the mean: Σ (1 − x·m/‖m‖) = n·(1 − ‖m‖).</summary>
    internal override double ErrorOfOnePrototype(DataStatistics statistics) =>
        statistics.Mass
        * Math.Max(0, 1 - Math.Sqrt(SquaredDistance.Between(statistics.Mean, new double[statistics.Mean.Length])));

    /// <summary>‖x − w‖² = 2·(1 − x·w) of unit vectors.</summary>
    internal override double SquareOf(double distance) => distance;

    /// <summary>Rows of one direction differ by the rounding of their lengths.</summary>
    internal override double LeastVariance => 1e-28;

    public override bool ScalesToLengthOne => true;

    /// <summary>‖x − w‖² = 2·(1 − x·w) of unit vectors.</summary>
    public override bool RanksAsEuclidean => true;

    internal override string Help => "cosine compares only directions, relative to the mean of the data unless scale is none";

    internal override string Remark => "samples were compared by direction, regardless of their length";

    internal override RowStorage Prepare(RowStorage rows, double[]? shares) => new UnitStorage(rows, shares);

    internal override void Normalize(Span<double> weights, int columns, double[]? shares = null) =>
        UnitLength.Apply(weights, columns, shares);

    internal override bool IsNormal(ReadOnlySpan<double> weights)
    {
        double square = InnerProduct.Of(weights, weights);
        return square == 0 || Math.Abs(square - 1) <= LengthTolerance;
    }
}
