using Dbgsom.Numerics;
using Dbgsom.Search.Kernels;

namespace Dbgsom.Space;

/// <summary>
/// A metric that is a sum over the features, or the root of one: searches run through the kernels that are compiled for its term, and through
/// the filter that the term says is proven for it, if any.
/// </summary>
/// <typeparam name="TTerm">The term of a feature, and the final function of the sum.</typeparam>
internal abstract class FeatureMetric<TTerm>(string name) : Metric(name)
    where TTerm : struct, IFeatureTerm
{
    internal sealed override void FindWinners(
        PackedWeights weights,
        ReadOnlySpan<double> rows,
        Span<int> winners,
        Span<double> distances,
        ReadOnlySpan<byte> following
    )
    {
        weights.FindWinners<TTerm>(rows, winners, distances, following: following);
        TakeRoots(distances);
    }

    internal sealed override void FindTwo(
        PackedWeights weights,
        ReadOnlySpan<double> rows,
        Span<int> winners,
        Span<int> seconds,
        Span<double> distances
    )
    {
        weights.FindTwo<TTerm>(rows, winners, seconds, distances);
        TakeRoots(distances);
    }

    internal sealed override bool TryFindNearestTwo(PackedWeights weights, ReadOnlySpan<double> rows, Span<BestMatch> matches) =>
        weights.TryFindNearestTwo<TTerm>(rows, matches);

    internal sealed override void Distances(PackedWeights weights, ReadOnlySpan<double> row, Span<double> distances)
    {
        weights.Distances<TTerm>(row, distances);
        TakeRoots(distances);
    }

    internal sealed override void Distances(
        PackedWeights weights,
        ReadOnlySpan<double> row,
        ReadOnlySpan<int> known,
        double scale,
        Span<double> distances
    )
    {
        GapDistances.Run<TTerm>(weights.Panels, row.Length, row, known, scale, distances);
        TakeRoots(distances);
    }

    internal sealed override double Distance(
        ReadOnlySpan<double> row,
        ReadOnlySpan<double> weights,
        ReadOnlySpan<int> known,
        double scale
    )
    {
        double sum = GapDistances.One<TTerm>(row, weights, known, scale);
        return TTerm.TakesRoot ? Math.Sqrt(sum) : sum;
    }

    internal sealed override double Distance(ReadOnlySpan<double> row, ReadOnlySpan<double> weights)
    {
        double sum = TTerm.FromSum(new PackOne(FeatureSum.Over<TTerm>(row, weights))).Value;
        return TTerm.TakesRoot ? Math.Sqrt(sum) : sum;
    }

    private static void TakeRoots(Span<double> distances)
    {
        if (TTerm.TakesRoot)
            SquareRoots.Run(distances);
    }
}
