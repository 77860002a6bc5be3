namespace Dbgsom.Files;

/// <summary>Range, mean, spread and skewness of numbers that come one by one (Pébay 2008, one-pass updates of central moments).</summary>
internal sealed class NumberMoments
{
    private double mean;
    private double second;
    private double third;

    /// <summary>Number of numbers.</summary>
    public long Count { get; private set; }

    public double Minimum { get; private set; } = double.PositiveInfinity;

    public double Maximum { get; private set; } = double.NegativeInfinity;

    public double First { get; private set; }

    public double Last { get; private set; }

    /// <summary>The skewness m₃ / m₂^1.5; null where all numbers are equal, or it is beyond the range of double.</summary>
    public double? Skewness
    {
        get
        {
            if (Count == 0 || !(Minimum < Maximum))
                return null;
            double variance = second / Count;
            double skewness = third / Count / (variance * Math.Sqrt(variance));
            return double.IsFinite(skewness) ? skewness : null;
        }
    }

    public void Add(double value)
    {
        if (Count == 0)
            First = value;
        Last = value;
        Count++;
        Minimum = Math.Min(Minimum, value);
        Maximum = Math.Max(Maximum, value);
        double delta = value - mean;
        double step = delta / Count;
        double product = delta * step * (Count - 1);
        third += (product * step * (Count - 2)) - (3 * step * second);
        second += product;
        mean += step;
    }
}
