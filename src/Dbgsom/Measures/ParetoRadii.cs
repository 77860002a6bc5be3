using Dbgsom.Space;

namespace Dbgsom.Measures;

/// <summary>The Pareto radius of samples (Ultsch 2003, <i>Pareto Density Estimation</i>).</summary>
internal static class ParetoRadii
{
    /// <summary>
    /// The share of the samples in a sphere for which the information in it, −p·log₂ p, is greatest for the share: Ultsch's Pareto optimum,
    /// 20.13 %.
    /// </summary>
    private const double Share = 0.2013;

    /// <summary>The radius at which the median sphere around a sample holds that share of them, itself included.</summary>
    /// <param name="metric">How far samples are apart.</param>
    /// <param name="rows">Row-major samples, as the metric compares them.</param>
    /// <param name="columns">Number of features.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Where it would be 0, the least distance between two samples that is not; 0 where there is none.</returns>
    public static double Of(Metric metric, double[] rows, int columns, CancellationToken cancellationToken)
    {
        int count = rows.Length / columns;
        int rank = (int)Math.Ceiling(Share * count) - 1;
        var radii = new double[count];
        var distances = new double[count];
        double least = double.PositiveInfinity;
        for (int i = 0; i < count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int j = 0; j < count; j++)
            {
                distances[j] = metric.Distance(rows.AsSpan(i * columns, columns), rows.AsSpan(j * columns, columns));
                if (distances[j] > 0)
                    least = Math.Min(least, distances[j]);
            }
            Array.Sort(distances);
            radii[i] = distances[rank];
        }
        Array.Sort(radii);
        double radius = radii[(count - 1) / 2] + ((radii[count / 2] - radii[(count - 1) / 2]) / 2);
        return radius > 0 ? radius
            : double.IsFinite(least) ? least
            : 0;
    }
}
