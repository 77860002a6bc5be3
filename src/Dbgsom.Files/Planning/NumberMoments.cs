namespace Dbgsom.Files;

/// <summary>Range, mean, spread and skewness of numbers that come one by one (Pébay 2008, one-pass updates of central moments).</summary>
internal sealed class NumberMoments
{
    private const int MostFew = 10;
    private const int FewOf = 100;

    // The least and greatest numbers, among which are those that are farthest from the mean.
    private readonly PriorityQueue<double, double> least = new();
    private readonly PriorityQueue<double, double> greatest = new();
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

    /// <summary>How many numbers are few – one in a hundred, at least one and at most ten –, and the share of the variance that the farthest of them hold.</summary>
    public (int Few, double Share) ShareOfFew
    {
        get
        {
            int few = (int)Math.Clamp(Count / FewOf, 1, MostFew);
            if (Count == 0 || !(Minimum < Maximum))
                return (few, 0);
            // Of fewer numbers than both hold together, some are in both.
            var farthest = Count <= 2 * MostFew ? Distances(least, (int)Count - greatest.Count) : Distances(least, least.Count);
            double sum = 0;
            foreach (double distance in farthest.Concat(Distances(greatest, greatest.Count)).OrderDescending().Take(few))
                sum += distance * distance;
            return (few, sum / second);
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
        // The first to leave is the one nearest to the middle.
        Keep(least, value, -value);
        Keep(greatest, value, value);
        double delta = value - mean;
        double step = delta / Count;
        double product = delta * step * (Count - 1);
        third += (product * step * (Count - 2)) - (3 * step * second);
        second += product;
        mean += step;
    }

    private static void Keep(PriorityQueue<double, double> kept, double value, double priority)
    {
        if (kept.Count < MostFew)
            kept.Enqueue(value, priority);
        else
            kept.EnqueueDequeue(value, priority);
    }

    /// <summary>The distances of the outermost of some numbers from the mean.</summary>
    private IEnumerable<double> Distances(PriorityQueue<double, double> numbers, int count) =>
        numbers.UnorderedItems.OrderByDescending(item => item.Priority).Take(count).Select(item => Math.Abs(item.Element - mean));
}
