using Dbgsom.Numerics;
using Dbgsom.Passes;
using Dbgsom.Space;

namespace Dbgsom.Measures;

/// <summary>
/// 1 − Σ‖x − w_c‖² / Σ‖x − mean‖², the coefficient of determination of the winners; NaN where all rows are equal. Squares of rows that lack values are over
/// what is known, scaled to all features, in both sums.
/// </summary>
internal static class ExplainedVariances
{
    /// <param name="rows">The samples.</param>
    /// <param name="range">The ranges of the samples.</param>
    /// <param name="squares">Σ‖x − w_c‖².</param>
    /// <param name="grid">The grid of such sums.</param>
    /// <param name="metric">The metric of the space they are in.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static double Of(
        PassEngine rows,
        RangeSums range,
        double squares,
        SumGrid grid,
        Metric metric,
        CancellationToken cancellationToken
    )
    {
        var means = rows.Run(new MeanPass(range), cancellationToken);
        double mass = means.Mass[0];
        double[] mean =
        [
            .. Enumerable.Range(0, rows.ColumnCount).Select(c => means.Known(c) > 0 ? means.Rows[0, c] / means.Known(c) : 0),
        ];
        double variation = means.HasGaps
            ? rows.Run(new PointSquaresPass(mean, grid), cancellationToken).Sum
            : Ordered.Sum(Columns(rows.Run(new SpreadPass(mean, range, null), cancellationToken).Rows, mean.Length));
        // A mean is rounded, so equal rows need not lie on it; and directions are equal but for rounding.
        return range.Minimum.SequenceEqual(range.Maximum) || variation <= metric.LeastVariance * mass
            ? double.NaN
            : 1 - (squares / variation);
    }

    private static double[] Columns(RowSums sums, int columns) => [.. Enumerable.Range(0, columns).Select(c => sums[0, c])];
}
