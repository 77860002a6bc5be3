using Dbgsom.Kernels;

namespace Dbgsom.Passes;

/// <summary>What training has to know of the rows before it starts. Every statistic counts a row as often as its weight says.</summary>
internal sealed record DataStatistics
{
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

    /// <summary>Columns with one value only.</summary>
    public int[] ConstantColumns() => [.. Enumerable.Range(0, Minimum.Length).Where(c => Minimum[c] == Maximum[c])];

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
        return new DataStatistics
        {
            RowCount = range.RowCount,
            CountedRows = range.CountedRows,
            Mass = mass,
            GreatestMass = range.GreatestMass,
            Minimum = range.Minimum,
            Maximum = range.Maximum,
            Mean = mean,
            SquaredDeviation = [.. Enumerable.Range(0, columns).Select(c => spread.Rows[0, c])],
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
