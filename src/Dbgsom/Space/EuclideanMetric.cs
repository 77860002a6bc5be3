using Dbgsom.Numerics;
using Dbgsom.Search.Kernels;

namespace Dbgsom.Space;

/// <summary>The Euclidean distance.</summary>
internal sealed class EuclideanMetric() : Metric("euclidean")
{
    // Covers the rounding of a distance: each of the d + 8 operations is off by at most 2^-53 of itself.
    private const double Slack = 1 + 1e-6;

    internal override double Bound(ReadOnlySpan<double> sampleBounds, ReadOnlySpan<double> weightBounds)
    {
        double sum = 0;
        for (int c = 0; c < sampleBounds.Length; c++)
            sum += (sampleBounds[c] + weightBounds[c]) * (sampleBounds[c] + weightBounds[c]);
        return Math.Sqrt(sum) * Slack;
    }

    internal override double ErrorOfOnePrototype(DataStatistics statistics) => statistics.InitialError;

    internal override void FindWinners(
        PackedWeights weights,
        ReadOnlySpan<double> rows,
        Span<int> winners,
        Span<double> distances,
        ReadOnlySpan<byte> following
    )
    {
        weights.FindWinners<SquaredDistance>(rows, winners, distances, following: following);
        SquareRoots.Run(distances);
    }

    internal override void FindTwo(
        PackedWeights weights,
        ReadOnlySpan<double> rows,
        Span<int> winners,
        Span<int> seconds,
        Span<double> distances
    )
    {
        weights.FindTwo<SquaredDistance>(rows, winners, seconds, distances);
        SquareRoots.Run(distances);
    }

    internal override bool TryFindNearestTwo(PackedWeights weights, ReadOnlySpan<double> rows, Span<BestMatch> matches) =>
        weights.TryFindNearestTwo<SquaredDistance>(rows, matches);

    internal override void Distances(PackedWeights weights, ReadOnlySpan<double> row, Span<double> distances)
    {
        weights.Distances<SquaredDistance>(row, distances);
        SquareRoots.Run(distances);
    }

    internal override double Distance(ReadOnlySpan<double> row, ReadOnlySpan<double> weights) =>
        Math.Sqrt(SquaredDistance.Between(row, weights));
}
