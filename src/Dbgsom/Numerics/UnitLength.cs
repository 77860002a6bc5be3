namespace Dbgsom.Numerics;

/// <summary>Scales rows to Euclidean length 1; a row of zeros stays as it is.</summary>
internal static class UnitLength
{
    // 2^±1000 and its products with every double of that size are exact, and the squares of what results are far from over- and underflow.
    private const int GreatestShift = 1000;

    /// <summary>Scales every row in place.</summary>
    /// <remarks>
    /// Where values are missing, which are NaN, the known ones get length √(s / S), s and S the shares of known and of all features: that of these
    /// features of a row of length 1.
    /// </remarks>
    /// <param name="rows">Row-major values, finite or NaN.</param>
    /// <param name="columns">Number of features.</param>
    /// <param name="shares">How much each feature counts in s and S; null for 1.</param>
    public static void Apply(Span<double> rows, int columns, double[]? shares = null)
    {
        for (int start = 0; start < rows.Length; start += columns)
            Apply(rows.Slice(start, columns), shares);
    }

    /// <summary>
    /// x / ‖x‖, after a power of two has brought the greatest magnitude near 1: an exact step, so that rows that differ by a power of
    /// two get the same bits, and rows of any size are scaled right.
    /// </summary>
    private static void Apply(Span<double> row, double[]? shares)
    {
        double greatest = 0;
        foreach (double value in row)
            greatest = Math.Max(greatest, Math.Abs(value));
        if (double.IsNaN(greatest))
            ApplyToKnown(row, shares);
        // An infinite value is left for what refuses it by its place.
        if (greatest == 0 || !double.IsFinite(greatest))
            return;
        double power = Math.ScaleB(1, Math.Clamp(-Math.ILogB(greatest), -GreatestShift, GreatestShift));
        for (int c = 0; c < row.Length; c++)
            row[c] *= power;
        double length = Math.Sqrt(InnerProduct.Of(row, row));
        for (int c = 0; c < row.Length; c++)
            row[c] /= length;
    }

    private static void ApplyToKnown(Span<double> row, double[]? shares)
    {
        var known = new double[row.Length];
        int count = 0;
        foreach (double value in row)
            if (!double.IsNaN(value))
                known[count++] = value;
        var values = known.AsSpan(0, count);
        Apply(values, null);
        var (counted, all) = (0.0, 0.0);
        for (int c = 0; c < row.Length; c++)
        {
            double one = shares?[c] ?? 1;
            all += one;
            counted += double.IsNaN(row[c]) ? 0 : one;
        }
        double share = Math.Sqrt(counted / all);
        int next = 0;
        for (int c = 0; c < row.Length; c++)
            if (!double.IsNaN(row[c]))
                row[c] = values[next++] * share;
    }
}
