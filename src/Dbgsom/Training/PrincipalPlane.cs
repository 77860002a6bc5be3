using Dbgsom.Grid;
using Dbgsom.Passes;
using Dbgsom.Projection;
using Dbgsom.Space;

namespace Dbgsom.Training;

/// <summary>The plane of the first two principal components of the samples as trained on.</summary>
/// <param name="Mean">A point of it, the mean.</param>
/// <param name="First">Unit vector of the first component.</param>
/// <param name="FirstDeviation">Standard deviation of the samples along it.</param>
/// <param name="Second">Unit vector of the second component; 0 where there is none.</param>
/// <param name="SecondDeviation">Standard deviation along it.</param>
/// <param name="Mass">Number of samples, or the sum of their weights.</param>
internal sealed record PrincipalPlane(
    double[] Mean,
    double[] First,
    double FirstDeviation,
    double[] Second,
    double SecondDeviation,
    double Mass
)
{
    // A start needs no more, and a covariance matrix of them is found in a moment.
    private const int MostRows = 10_000;

    // Neurons at the edge stand so many deviations from the mean: most samples are within.
    private const double Extent = 1.5;

    /// <summary>Finds it from some rows, spread evenly over all; rows of weight 0 are left out, and what they lack is taken from the mean.</summary>
    /// <param name="rows">The rows, as trained on.</param>
    /// <param name="mean">Their mean.</param>
    /// <param name="mass">The number of rows, or the sum of their weights.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static PrincipalPlane Of(
        PassEngine rows,
        double[] mean,
        double mass,
        Metric metric,
        CancellationToken cancellationToken
    )
    {
        long count = Math.Min(rows.RowCount, MostRows);
        long[] places = new long[count];
        for (long i = 0; i < count; i++)
            places[i] = (long)((Int128)i * rows.RowCount / count);
        double[] values =
        [
            .. rows.ReadRows(places, cancellationToken)
                .Where(row => row.Mass > 0)
                .SelectMany(row => CompletedRow.Of(row.Values, mean, metric)),
        ];
        if (values.Length == 0)
            return new PrincipalPlane(mean, new double[mean.Length], 0, new double[mean.Length], 0, mass);
        var components = PrincipalComponents.Fit(values, mean.Length, cancellationToken);
        return new PrincipalPlane(
            components.Mean,
            components.Axes[0],
            components.Deviations[0],
            components.Axes[1],
            components.Deviations[1],
            mass
        );
    }

    /// <summary>Weights on the plane, the places of a map spread evenly over it: columns along the first component, rows along the second.</summary>
    /// <param name="grid">The grid of the places.</param>
    /// <param name="places">The places.</param>
    /// <param name="metric">The metric, whose weights may have length 1.</param>
    public double[] Weights(MapGrid grid, IReadOnlyList<GridPosition> places, Metric metric)
    {
        var points = places.Select(grid.Point).ToArray();
        var (left, right) = (points.Min(point => point.X), points.Max(point => point.X));
        var (bottom, top) = (points.Min(point => point.Y), points.Max(point => point.Y));
        var weights = new double[points.Length * Mean.Length];
        for (int neuron = 0; neuron < points.Length; neuron++)
        {
            double first = Extent * FirstDeviation * Centered(points[neuron].X, left, right);
            double second = Extent * SecondDeviation * Centered(points[neuron].Y, bottom, top);
            for (int c = 0; c < Mean.Length; c++)
                weights[(neuron * Mean.Length) + c] = Mean[c] + (first * First[c]) + (second * Second[c]);
        }
        metric.Normalize(weights, Mean.Length);
        return weights;
    }

    /// <summary>From −1 at the start to 1 at the end.</summary>
    private static double Centered(double value, double start, double end) =>
        end > start ? ((2 * (value - start)) / (end - start)) - 1 : 0;
}
