using Dbgsom.Naming;
using Dbgsom.Space;

namespace Dbgsom.Passes;

/// <summary>The passes that find what training has to know of the rows before it starts.</summary>
internal static class StatisticsPasses
{
    /// <summary>Reads the rows three times: ranges, means, deviations.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="metric">The metric; null for the Euclidean one.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <param name="passive">The division whose passive columns are measured; null for the features.</param>
    /// <exception cref="ArgumentException">The values are so large that sums over them overflow.</exception>
    public static DataStatistics Measure(
        PassEngine rows,
        Metric? metric,
        CancellationToken cancellationToken,
        FeatureDivision? passive = null
    )
    {
        int columns = passive?.Passive.Length ?? rows.ColumnCount;
        var range = Run(new RangePass(columns));
        range.CloseEmpty();
        if (range.CountedRows == 0)
            throw new ArgumentException("the weight of every row is 0, so no map can be trained");
        RefuseOverflow(range, passive is null ? rows.FeatureNames : passive.PassiveNames);
        var means = Run(new MeanPass(range));
        double mass = means.Mass[0];
        var mean = new double[columns];
        for (int c = 0; c < columns; c++)
            mean[c] = means.Known(c) > 0 ? means.Rows[0, c] / means.Known(c) : 0;
        var spread = Run(new SpreadPass(mean, range, metric?.Spread is null ? null : metric));
        // Where values are missing, as if the rows that lack them spread like those that have them.
        double[] squares =
        [
            .. Enumerable
                .Range(0, columns)
                .Select(c =>
                    means.Known(c) == mass || means.Known(c) == 0
                        ? spread.Rows[0, c]
                        : spread.Rows[0, c] * (mass / means.Known(c))
                ),
        ];
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
            GreatestScale = range.GreatestScale,
            Minimum = range.Minimum,
            Maximum = range.Maximum,
            Mean = mean,
            SquaredDeviation = squares,
            Missing = means.HasGaps ? [.. Enumerable.Range(0, columns).Select(c => mass - means.Known(c))] : null,
            Deviation = deviation,
            InitialError = spread.Distance[0],
            Metric = metric,
            Fingerprint = range.Fingerprint,
        };

        TSums Run<TSums>(DataPass<TSums> pass)
            where TSums : class, IPassSums<TSums> =>
            rows.Run(passive is null ? pass : new OnPassive<TSums>(pass, passive.Passive), cancellationToken);
    }

    /// <summary>Statistics with the medians of the columns, for which the rows are read some twenty times more.</summary>
    public static DataStatistics WithMedians(DataStatistics statistics, PassEngine rows, CancellationToken cancellationToken)
    {
        var (medians, deviations) = ColumnMedians.Of(rows, statistics.GreatestMass, cancellationToken);
        return statistics with { Medians = medians, MedianDeviations = deviations };
    }

    private static void RefuseOverflow(RangeSums range, IReadOnlyList<string>? names)
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
        string name = names is null ? "" : $" ('{names[worst]}')";
        throw new ArgumentException(
            Text.Of(
                $"column {worst}{name} has values up to {bounds[worst]} in magnitude, whose squares have no finite sum; divide the data by a constant"
            )
        );
    }
}
