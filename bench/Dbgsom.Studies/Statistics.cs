namespace Dbgsom.Studies;

/// <summary>Small sums over runs.</summary>
public static class Statistics
{
    /// <summary>The middle value; the mean of the two middle values of an even number.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
