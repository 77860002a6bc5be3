namespace Dbgsom.Numerics;

/// <summary>Sums in index order, for few numbers: the same bits everywhere, unlike library sums, which may go by register width.</summary>
internal static class Ordered
{
    public static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
            sum += value;
        return sum;
    }

    public static double Mean(ReadOnlySpan<double> values) => Sum(values) / values.Length;
}
