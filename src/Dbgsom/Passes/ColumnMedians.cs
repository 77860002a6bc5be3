using Dbgsom.Numerics;

namespace Dbgsom.Passes;

/// <summary>
/// Weighted medians of the features and of their absolute deviations from them, over the values that are known. They are exact, found digit by digit of the
/// bits, and so the same however the rows are cut. Of an even number of equal weights it is the mean of the two in the middle.
/// </summary>
internal static class ColumnMedians
{
    // Features looked at together: counts of digits are some megabytes then.
    private const int MostTogether = 1024;

    /// <summary>The median of each feature and the median of the absolute deviations from it; 0 for one without any value.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="greatestMass">The greatest weight of a row.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static (double[] Medians, double[] Deviations) Of(
        PassEngine rows,
        double greatestMass,
        CancellationToken cancellationToken
    )
    {
        var grid = SumGrid.For(rows.RowCount, greatestMass);
        var (medians, deviations) = (new double[rows.ColumnCount], new double[rows.ColumnCount]);
        for (int first = 0; first < medians.Length; first += MostTogether)
        {
            double[] values = [.. Enumerable.Repeat(double.NaN, Math.Min(MostTogether, medians.Length - first))];
            double[] found = Find(rows, first, values, grid, cancellationToken);
            found.CopyTo(medians, first);
            Find(rows, first, found, grid, cancellationToken).CopyTo(deviations, first);
        }
        return (medians, deviations);
    }

    private static double[] Find(PassEngine rows, int first, double[] centers, SumGrid grid, CancellationToken cancellationToken)
    {
        int count = centers.Length;
        var prefixes = new ulong[count];
        var (below, half, through) = (new double[count], new double[count], new double[count]);
        for (int shift = DigitPass.FirstShift; shift >= 0; shift -= DigitPass.Bits)
        {
            var digits = rows.Run(new ColumnDigitPass(first, centers, prefixes, shift, grid), cancellationToken);
            for (int c = 0; c < count; c++)
            {
                double[] masses = digits.Of(c);
                if (shift == DigitPass.FirstShift)
                    half[c] = Ordered.Sum(masses) / 2;
                prefixes[c] =
                    (prefixes[c] << DigitPass.Bits) | (uint)HalfOfMass.Digit(masses, ref below[c], half[c], out through[c]);
            }
        }
        double[] lower = [.. Enumerable.Range(0, count).Select(c => half[c] > 0 ? ColumnDigitPass.FromOrdered(prefixes[c]) : 0)];
        bool[] open = [.. Enumerable.Range(0, count).Select(c => half[c] > 0 && through[c] == half[c])];
        if (!Array.Exists(open, one => one))
            return lower;
        double[] upper = rows.Run(new ColumnNextPass(first, centers, lower), cancellationToken).Least;
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(c => open[c] && double.IsFinite(upper[c]) ? lower[c] + ((upper[c] - lower[c]) / 2) : lower[c]),
        ];
    }
}
