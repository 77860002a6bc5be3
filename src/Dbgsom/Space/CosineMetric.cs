using Dbgsom.Numerics;
using Dbgsom.Rows;
using Dbgsom.Search.Kernels;

namespace Dbgsom.Space;

/// <summary>One minus the cosine: samples and weights are scaled to length 1, so that only directions are compared.</summary>
internal sealed class CosineMetric() : Metric("cosine")
{
    // Covers the rounding of a product of unit vectors, and of their lengths.
    private const double Slack = 1 + 1e-6;

    // How far the length of weights that were scaled to 1 can be from it, with room to spare.
    private const double LengthTolerance = 1e-9;

    /// <summary>Opposite directions have the distance 1 − (−1).</summary>
    internal override double Bound(ReadOnlySpan<double> sampleBounds, ReadOnlySpan<double> weightBounds) => 2 * Slack;

    /// <summary>The best prototype has the direction of the mean: Σ (1 − x·m/‖m‖) = n·(1 − ‖m‖).</summary>
    internal override double ErrorOfOnePrototype(DataStatistics statistics) =>
        statistics.Mass
        * Math.Max(0, 1 - Math.Sqrt(SquaredDistance.Between(statistics.Mean, new double[statistics.Mean.Length])));

    /// <summary>‖x − w‖² = 2·(1 − x·w) of unit vectors.</summary>
    internal override double SquareOf(double distance) => distance;

    /// <summary>Rows of one direction differ by the rounding of their lengths.</summary>
    internal override double LeastVariance => 1e-28;

    internal override bool KeepsUnits => false;

    internal override RowStorage Prepare(RowStorage rows) => new UnitStorage(rows);

    internal override void Normalize(Span<double> weights, int columns) => UnitLength.Apply(weights, columns);

    internal override bool IsNormal(ReadOnlySpan<double> weights)
    {
        double square = InnerProduct.Of(weights, weights);
        return square == 0 || Math.Abs(square - 1) <= LengthTolerance;
    }

    internal override void FindWinners(
        PackedWeights weights,
        ReadOnlySpan<double> rows,
        Span<int> winners,
        Span<double> distances,
        ReadOnlySpan<byte> following
    ) => weights.FindWinners<CosineDistance>(rows, winners, distances, following: following);

    internal override void FindTwo(
        PackedWeights weights,
        ReadOnlySpan<double> rows,
        Span<int> winners,
        Span<int> seconds,
        Span<double> distances
    ) => weights.FindTwo<CosineDistance>(rows, winners, seconds, distances);

    internal override bool TryFindNearestTwo(PackedWeights weights, ReadOnlySpan<double> rows, Span<BestMatch> matches) =>
        weights.TryFindNearestTwo<CosineDistance>(rows, matches);

    internal override void Distances(PackedWeights weights, ReadOnlySpan<double> row, Span<double> distances) =>
        weights.Distances<CosineDistance>(row, distances);

    internal override double Distance(ReadOnlySpan<double> row, ReadOnlySpan<double> weights) =>
        CosineDistance.Between(row, weights);
}
