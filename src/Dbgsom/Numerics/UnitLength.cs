namespace Dbgsom.Numerics;

/// <summary>Scales rows to Euclidean length 1; a row of zeros stays as it is.</summary>
internal static class UnitLength
{
    // 2^±1000 and its products with every double of that size are exact, and the squares of what results are far from over- and underflow.
    private const int GreatestShift = 1000;

    /// <summary>Scales every row in place.</summary>
    /// <param name="rows">Row-major finite values.</param>
    /// <param name="columns">Number of features.</param>
    public static void Apply(Span<double> rows, int columns)
    {
        for (int start = 0; start < rows.Length; start += columns)
            Apply(rows.Slice(start, columns));
    }

    /// <summary>
    /// x / ‖x‖, after a power of two has brought the greatest magnitude near 1: an exact step, so that rows that differ by a power of
    /// two get the same bits, and rows of any size are scaled right.
    /// </summary>
    private static void Apply(Span<double> row)
    {
        double greatest = 0;
        foreach (double value in row)
            greatest = Math.Max(greatest, Math.Abs(value));
        if (greatest == 0)
            return;
        double power = Math.ScaleB(1, Math.Clamp(-Math.ILogB(greatest), -GreatestShift, GreatestShift));
        for (int c = 0; c < row.Length; c++)
            row[c] *= power;
        double length = Math.Sqrt(InnerProduct.Of(row, row));
        for (int c = 0; c < row.Length; c++)
            row[c] /= length;
    }
}
