using Dbgsom.Numerics;
using Dbgsom.Rows;

namespace Dbgsom.Map;

/// <summary>
/// How features vary together around the neurons: the covariance of rows less the weights of their winners, over the values that are known of both features, as
/// axes, each of length √λ along a unit eigenvector, with Σλ the number of features that vary.
/// </summary>
/// <param name="Axes">The axes; none where too little is known.</param>
/// <param name="Trust">From 0 to 1: how much of the variance around a neuron is given to the axes; the rest is the same for every feature and in no direction.</param>
internal sealed record ResidualScatter(double[][] Axes, double Trust)
{
    // By measurement, see docs/missing-values.md. Of fewer rows than features less is made.
    private const double MostTrust = 0.8;

    // Work is bounded: rows in equal steps, and eigenvectors of so many features take a second.
    private const int MostRows = 20_000;
    private const int MostFeatures = 256;

    /// <summary>Nothing is known of directions.</summary>
    public static ResidualScatter Unknown { get; } = new([], 0);

    /// <summary>Learns from rows.</summary>
    /// <param name="map">The map.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="residual">Writes the differences of a row from its winner, in the space trained in, NaN where a value is missing; false for a row to leave out.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static ResidualScatter Learn(
        SomMap map,
        int rows,
        Func<int, double[], bool> residual,
        CancellationToken cancellationToken
    )
    {
        int features = map.FeatureCount;
        if (features > MostFeatures)
            return Unknown;
        var (products, counts) = (LeadingEigenvectors.SquareMatrix(features), LeadingEigenvectors.SquareMatrix(features));
        var values = new double[features];
        int step = ((rows - 1) / MostRows) + 1;
        int seen = 0;
        for (int row = 0; row < rows; row += step)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!residual(row, values))
                continue;
            seen++;
            int[] known = [.. Enumerable.Range(0, features).Where(f => !double.IsNaN(values[f]))];
            foreach (int f in known)
            foreach (int g in known)
            {
                products[f][g] += values[f] * values[g];
                counts[f][g]++;
            }
        }
        for (int f = 0; f < features; f++)
        for (int g = 0; g < features; g++)
            products[f][g] /= Math.Max(counts[f][g], 1);
        // One row shows no direction but its own.
        return seen > 1 ? Of(products, MostTrust * seen / (seen + features)) : Unknown;
    }

    private static ResidualScatter Of(double[][] covariance, double trust)
    {
        var (variances, vectors) = SymmetricEigen.Jacobi(covariance);
        // Entries of different rows need not make a covariance matrix, which has no eigenvalue below 0.
        double sum = Ordered.Sum(Array.ConvertAll(variances, variance => Math.Max(variance, 0)));
        if (!(sum > 0) || !double.IsFinite(sum))
            return Unknown;
        int varying = Enumerable.Range(0, covariance.Length).Count(f => covariance[f][f] > 0);
        double[][] axes =
        [
            .. vectors
                .Zip(variances)
                .Where(axis => axis.Second > 0)
                .Select(axis =>
                {
                    double length = Math.Sqrt(axis.Second / sum * varying);
                    return Array.ConvertAll(axis.First, value => length * value);
                }),
        ];
        return new ResidualScatter(axes, trust);
    }
}
