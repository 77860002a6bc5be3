using Dbgsom.Naming;
using Dbgsom.Numerics;

namespace Dbgsom.Space;

/// <summary>
/// The statistics of the rows that training needs before it starts. Every statistic counts a row as often as its weight says.
/// </summary>
internal sealed record DataStatistics
{
    // 2^-52, the distance from 1 to the next double.
    private const double Epsilon = 1 / (double)(1L << 52);

    private const double MostForRounding = 1 << 16;

    // 2^-500: the square of a difference 2^-26 times as large still has 22 bits.
    private static readonly double LeastRange = Math.ScaleB(1, -500);

    public required long RowCount { get; init; }

    /// <summary>Rows whose weight is above 0.</summary>
    public required long CountedRows { get; init; }

    /// <summary>Sum of the row weights: the number of samples.</summary>
    public required double Mass { get; init; }

    /// <summary>The greatest row weight.</summary>
    public required double GreatestMass { get; init; }

    /// <summary>The greatest number that the known terms of a distance are multiplied by to stand for all; 1 where no value is missing.</summary>
    public double GreatestScale { get; init; } = 1;

    public required double[] Minimum { get; init; }

    public required double[] Maximum { get; init; }

    public required double[] Mean { get; init; }

    /// <summary>Σ (x − mean)² of each column.</summary>
    public required double[] SquaredDeviation { get; init; }

    /// <summary>The median of each column; null where nobody asked for it.</summary>
    public double[]? Medians { get; init; }

    /// <summary>The median of the absolute deviations from the median of each column; null where nobody asked for it.</summary>
    public double[]? MedianDeviations { get; init; }

    /// <summary>The mass of the rows that lack each column; null where no value is missing.</summary>
    public double[]? Missing { get; init; }

    /// <summary>qe0 = Σ ‖x − mean‖: the error of a map of one neuron. Where the metric has a spread of its own, its distance.</summary>
    public required double InitialError { get; init; }

    /// <summary>The metric that measures spreads, see <see cref="Space.Metric.Spread"/>.</summary>
    public Metric? Metric { get; init; }

    /// <summary>A hash of all values with their rows, the same however the rows are cut. Not cryptographic.</summary>
    public required ulong Fingerprint { get; init; }

    /// <summary>Σ of the columns' variances, n in the divisor.</summary>
    public double TotalVariance => Ordered.Sum(Array.ConvertAll(SquaredDeviation, sum => sum / Mass));

    /// <summary>‖std‖, n − 1 in the divisor: what Lambda multiplies to give the growing threshold.</summary>
    public double SpreadNorm =>
        Metric?.Spread is { } spread
            ? spread(Array.ConvertAll(SquaredDeviation, sum => Math.Sqrt(sum / (Mass - 1))))
            : Math.Sqrt(Ordered.Sum(Array.ConvertAll(SquaredDeviation, sum => sum / (Mass - 1))));

    /// <summary>The square of ‖std‖, n in the divisor: what squares of distances are compared with.</summary>
    public double SquaredSpread
    {
        get
        {
            // From the squares, which run files hold, so that a resumed run has the same bits.
            if (Metric?.Spread is not { } spread)
                return TotalVariance;
            double norm = spread(Array.ConvertAll(SquaredDeviation, sum => Math.Sqrt(sum / Mass)));
            return norm * norm;
        }
    }

    /// <summary>The greatest magnitude in each column.</summary>
    public double[] Bounds() => [.. Minimum.Zip(Maximum, (low, high) => Math.Max(Math.Abs(low), Math.Abs(high)))];

    /// <summary>√(Σ (x − mean)² / n) of each column.</summary>
    public double[] Deviation
    {
        get => field ?? Array.ConvertAll(SquaredDeviation, sum => Math.Sqrt(sum / Mass));
        init;
    }

    /// <summary>True if every column is constant.</summary>
    public bool AllRowsEqual => WidestRange == 0;

    /// <summary>True if rows differ so little that squared differences underflow.</summary>
    public bool Vanishes => Vanish(WidestRange);

    private double WidestRange => Maximum.Zip(Minimum, (max, min) => max - min).Max();

    /// <summary>Rejects data whose squared differences underflow.</summary>
    /// <param name="names">Names of the columns, or null.</param>
    /// <param name="remedy">The remedy to name in the message.</param>
    /// <exception cref="ArgumentException">Squared differences underflow.</exception>
    public void RefuseUnderflow(
        IReadOnlyList<string>? names,
        string remedy = "multiply the data by a constant or set scaling to standard"
    ) => RefuseUnderflow(Minimum, Maximum, names, remedy);

    /// <summary>Rejects columns whose squared differences underflow, given their minimum and maximum.</summary>
    public static void RefuseUnderflow(double[] minimum, double[] maximum, IReadOnlyList<string>? names, string remedy)
    {
        double[] ranges = [.. maximum.Zip(minimum, (max, min) => max - min)];
        double range = ranges.Max();
        if (!Vanish(range))
            return;
        int widest = Array.IndexOf(ranges, range);
        string name = names is null ? "" : $" ('{names[widest]}')";
        throw new ArgumentException(
            Text.Of(
                $"column {widest}{name} has the widest range, {range}, which is less than {LeastRange:G3}, so squared differences underflow; {remedy}"
            )
        );
    }

    private static bool Vanish(double widestRange) => widestRange > 0 && widestRange < LeastRange;

    /// <summary>Columns with one value only.</summary>
    public int[] ConstantColumns() => [.. Enumerable.Range(0, Minimum.Length).Where(c => Minimum[c] == Maximum[c])];

    /// <summary>
    /// Columns whose values differ by no more than rounding: variance ≤ n·ε·variance + (n·ε·mean)², as in scikit-learn. Sums here are exact, so n stops at
    /// 2^16: a real difference in many rows is no rounding.
    /// </summary>
    public int[] NearlyConstantColumns()
    {
        double rounding = Math.Min(Mass, MostForRounding) * Epsilon;
        double kept = Math.Sqrt(1 - rounding);
        double[] deviation = Deviation;
        // As square roots: squares of small values vanish.
        return
        [
            .. Enumerable
                .Range(0, Minimum.Length)
                .Where(c => Minimum[c] == Maximum[c] || deviation[c] * kept <= rounding * Math.Abs(Mean[c])),
        ];
    }
}
