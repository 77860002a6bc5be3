using Dbgsom.Kernels;

namespace Dbgsom.Passes;

/// <summary>What training has to know of the rows before it starts. Every statistic counts a row as often as its weight says.</summary>
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

    public required double[] Minimum { get; init; }

    public required double[] Maximum { get; init; }

    public required double[] Mean { get; init; }

    /// <summary>Σ (x − mean)² of each column.</summary>
    public required double[] SquaredDeviation { get; init; }

    /// <summary>qe0 = Σ ‖x − mean‖: the error of a map of one neuron.</summary>
    public required double InitialError { get; init; }

    /// <summary>A hash of all values with their rows, the same however the rows are cut. Not cryptographic.</summary>
    public required ulong Fingerprint { get; init; }

    /// <summary>Σ of the columns' variances, n in the divisor.</summary>
    public double TotalVariance => Ordered.Sum(Array.ConvertAll(SquaredDeviation, sum => sum / Mass));

    /// <summary>‖std‖₂, n − 1 in the divisor: what Lambda multiplies to give the growing threshold.</summary>
    public double SpreadNorm => Math.Sqrt(Ordered.Sum(Array.ConvertAll(SquaredDeviation, sum => sum / (Mass - 1))));

    /// <summary>The greatest magnitude in each column.</summary>
    public double[] Bounds() => [.. Minimum.Zip(Maximum, (low, high) => Math.Max(Math.Abs(low), Math.Abs(high)))];

    /// <summary>√(Σ (x − mean)² / n) of each column.</summary>
    public double[] Deviation
    {
        get => field ?? Array.ConvertAll(SquaredDeviation, sum => Math.Sqrt(sum / Mass));
        init;
    }

    /// <summary>Whether every column has one value only.</summary>
    public bool AllRowsEqual => WidestRange == 0;

    /// <summary>Whether rows differ by so little that squares of differences lose their digits.</summary>
    public bool Vanishes => WidestRange is > 0 and var range && range < LeastRange;

    private double WidestRange => Maximum.Zip(Minimum, (max, min) => max - min).Max();

    /// <summary>Refuses data whose squared differences vanish.</summary>
    /// <exception cref="ArgumentException">They do.</exception>
    public void RefuseUnderflow(IReadOnlyList<string>? names)
    {
        if (!Vanishes)
            return;
        int widest = 0;
        for (int c = 0; c < Maximum.Length; c++)
            if (Maximum[c] - Minimum[c] > Maximum[widest] - Minimum[widest])
                widest = c;
        string name = names is null ? "" : $" ('{names[widest]}')";
        throw new ArgumentException(
            Text.Of(
                $"no column has a wider range than column {widest}{name}: {WidestRange}, below {LeastRange:G3}, where squares of differences lose their digits; multiply the data by a constant or set scaling to standard"
            )
        );
    }

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

    /// <summary>Reads the rows three times: ranges, means, deviations.</summary>
    /// <exception cref="ArgumentException">The values are so large that sums over them overflow.</exception>
    public static DataStatistics Measure(PassEngine rows, CancellationToken cancellationToken)
    {
        int columns = rows.ColumnCount;
        var range = rows.Run(new RangePass(columns), cancellationToken);
        if (range.CountedRows == 0)
            throw new ArgumentException("the weight of every row is 0: there is nothing to train on");
        RefuseOverflow(range, rows);
        var means = rows.Run(new MeanPass(range), cancellationToken);
        double mass = means.Mass[0];
        var mean = new double[columns];
        for (int c = 0; c < columns; c++)
            mean[c] = means.Rows[0, c] / mass;
        var spread = rows.Run(new SpreadPass(mean, range), cancellationToken);
        double[] squares = [.. Enumerable.Range(0, columns).Select(c => spread.Rows[0, c])];
        double[] deviation = Array.ConvertAll(squares, sum => Math.Sqrt(sum / mass));
        if (spread.Powers is { } powers)
            for (int c = 0; c < columns; c++)
                (squares[c], deviation[c]) = (squares[c] / powers[c] / powers[c], deviation[c] / powers[c]);
        return new DataStatistics
        {
            RowCount = range.RowCount,
            CountedRows = range.CountedRows,
            Mass = mass,
            GreatestMass = range.GreatestMass,
            Minimum = range.Minimum,
            Maximum = range.Maximum,
            Mean = mean,
            SquaredDeviation = squares,
            Deviation = deviation,
            InitialError = spread.Distance[0],
            Fingerprint = range.Fingerprint,
        };
    }

    private static void RefuseOverflow(RangeSums range, PassEngine rows)
    {
        var bounds = range.Bounds();
        double sum = 0;
        foreach (double bound in bounds)
            sum += 16 * bound * bound * range.RowCount;
        if (sum * range.GreatestMass < 1e290)
            return;
        if (sum < 1e280)
            throw new ArgumentException(
                Text.Of($"row weights up to {range.GreatestMass} make sums that are not finite; divide the weights by a constant")
            );
        int worst = Array.IndexOf(bounds, bounds.Max());
        string name = rows.FeatureNames is null ? "" : $" ('{rows.FeatureNames[worst]}')";
        throw new ArgumentException(
            Text.Of(
                $"column {worst}{name} has values up to {bounds[worst]} in magnitude, whose squares have no finite sum; divide the data by a constant"
            )
        );
    }
}
