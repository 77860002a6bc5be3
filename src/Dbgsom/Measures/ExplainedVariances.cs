using Dbgsom.Numerics;
using Dbgsom.Passes;
using Dbgsom.Space;

namespace Dbgsom.Measures;

/// <summary>1 − Σ‖x − w_c‖² / Σ‖x − mean‖², the coefficient of determination of the winners; NaN where all rows are equal.</summary>
internal static class ExplainedVariances
{
    public static double Of(
        LocalEngine rows,
        RangeSums range,
        WinnerSquaresPass winners,
        Metric metric,
        CancellationToken cancellationToken
    )
    {
        var means = rows.Run(new MeanPass(range), cancellationToken);
        double mass = means.Mass[0];
        double[] mean = [.. Enumerable.Range(0, rows.ColumnCount).Select(c => means.Rows[0, c] / mass)];
        var spread = rows.Run(new SpreadPass(mean, range, null), cancellationToken).Rows;
        double variation = Ordered.Sum([.. Enumerable.Range(0, mean.Length).Select(c => spread[0, c])]);
        // A mean is rounded, so equal rows need not lie on it; and directions are equal but for rounding.
        return range.Minimum.SequenceEqual(range.Maximum) || variation <= metric.LeastVariance * mass
            ? double.NaN
            : 1 - (rows.Run(winners, cancellationToken).Sum / variation);
    }
}
