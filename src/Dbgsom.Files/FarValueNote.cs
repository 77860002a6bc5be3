using System.Globalization;
using Dbgsom.Rows;
using Dbgsom.Space;

namespace Dbgsom.Files;

/// <summary>
/// A note about columns with values far outside the training values. A map that stores the plan of its table, or scales to the range,
/// knows the range: values more than its width beyond it are far. A map that scales to standard deviations knows these: of n numbers
/// none is farther from their mean than √(n − 1) of them (Samuelson 1968, "How deviant can you be?"), so that √n is far, but at least 8
/// and at most 30.
/// </summary>
internal static class FarValueNote
{
    private const int MostNamed = 5;
    private const int BlockRows = 1024;
    private const double LeastDeviations = 8;
    private const double MostDeviations = 30;

    /// <summary>Finds features with such values, ascending; none where nothing is known of the training values.</summary>
    public static IReadOnlyList<FarFeature> Find(SomMap map, DataMatrix data, CancellationToken cancellationToken)
    {
        var limits = Limits(map);
        if (Array.TrueForAll(limits, limit => limit is null))
            return [];
        var samples = FeatureMatch.Find(map, data).Select(data);
        var counts = new long[limits.Length];
        var farthest = new double[limits.Length];
        var room = new double[BlockRows * limits.Length];
        using var held = samples.Storage.Hold();
        for (int start = 0; start < samples.RowCount; start += BlockRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int rows = Math.Min(BlockRows, samples.RowCount - start);
            Look(samples.Storage.Read(start, rows, room), limits, counts, farthest);
        }
        return
        [
            .. counts.Index().Where(one => one.Item > 0).Select(one => new FarFeature(one.Index, one.Item, farthest[one.Index])),
        ];
    }

    /// <summary>Merges what was found in parts of a data set, in the order of the parts.</summary>
    public static IReadOnlyList<FarFeature> Merge(SomMap map, IEnumerable<FarFeature> parts)
    {
        var limits = Limits(map);
        return
        [
            .. parts
                .GroupBy(one => one.Feature)
                .OrderBy(group => group.Key)
                .Select(group => new FarFeature(
                    group.Key,
                    group.Sum(one => one.RowCount),
                    group.MaxBy(one => limits[group.Key]!.Excess(one.Farthest)).Farthest
                )),
        ];
    }

    /// <summary>The note; null where no value is far out.</summary>
    public static string? For(SomMap map, IReadOnlyList<FarFeature> far, long rowCount)
    {
        if (far.Count == 0)
            return null;
        var limits = Limits(map);
        var named = far.Take(MostNamed)
            .Select(one =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Name(map, one.Feature)} in {one.RowCount} of {Text.Counted(rowCount, "row")} ({one.Farthest:G6} is the farthest; {limits[one.Feature]!.Training} in training)"
                )
            );
        string more = far.Count > MostNamed ? $" and {Text.Counted(far.Count - MostNamed, "more column")}" : "";
        return $"values lie far outside the training values: {string.Join(", ", named)}{more}; check units, decimals and the order of columns";
    }

    private static void Look(ReadOnlySpan<double> rows, Limit?[] limits, long[] counts, double[] farthest)
    {
        for (int at = 0; at < rows.Length; at++)
        {
            int column = at % limits.Length;
            if (limits[column] is not { } limit || !limit.Excludes(rows[at]))
                continue;
            counts[column]++;
            if (counts[column] == 1 || limit.Excess(rows[at]) > limit.Excess(farthest[column]))
                farthest[column] = rows[at];
        }
    }

    /// <summary>The limits of each feature; null if they are unknown, or another note reports them.</summary>
    private static Limit?[] Limits(SomMap map)
    {
        var plan = TablePlan.FromMap(map);
        var features = map.ActiveWeights?.Resolve(map.FeatureNames, map.FeatureCount, out _);
        double deviations = Math.Clamp(Math.Sqrt(map.Training.RowCount), LeastDeviations, MostDeviations);
        return
        [
            .. Enumerable
                .Range(0, map.FeatureCount)
                .Select(feature =>
                {
                    if (map.ConstantFeatures.Any(constant => constant.Feature == feature))
                        return null;
                    if (plan is not null)
                        return map.FeatureNames is { } names ? OfColumn(plan, names[feature]) : null;
                    // What is scaled then is a transform of the values.
                    var transform = map.Content.Transform?.Of(feature);
                    if (transform is RankTransform { Values: [var least, .., var greatest] })
                        return OfRange(least, greatest - least);
                    if (map.Scaler is not { } scaler || transform is not null || features?[feature].Variable is not null)
                        return null;
                    double factor = features is null ? 1 : map.EffectiveOptions.Metric.FactorOf(features[feature].Weight);
                    return scaler switch
                    {
                        MinMaxScaler => OfRange(scaler.Offset[feature], scaler.Divisor[feature] * factor),
                        StandardScaler => OfDeviation(scaler.Offset[feature], scaler.Divisor[feature] * factor, deviations),
                        _ => null,
                    };
                }),
        ];
    }

    private static Limit? OfColumn(TablePlan plan, string name) =>
        plan.Columns.FirstOrDefault(column => column.Name == name && column.Use == ColumnUse.Number)
            is { Minimum: { } least, Maximum: { } greatest }
            ? OfRange(least, greatest - least)
            : null;

    private static Limit? OfRange(double least, double width) =>
        width > 0
            ? new(
                least - width,
                least + (2 * width),
                // Values above 0 have no width below them to be far by: as far, in ratio, as the greatest is above the least.
                least > 0
                    ? least * (least / (least + width))
                    : 0,
                string.Create(CultureInfo.InvariantCulture, $"{least:G6} to {least + width:G6}")
            )
            : null;

    private static Limit OfDeviation(double mean, double deviation, double most) =>
        new(
            mean - (most * deviation),
            mean + (most * deviation),
            0,
            string.Create(CultureInfo.InvariantCulture, $"mean {mean:G6} and standard deviation {deviation:G6}")
        );

    private static string Name(SomMap map, int feature) =>
        map.FeatureNames is { } names ? $"'{names[feature]}'" : $"column {ColumnPlan.Index(feature)}";

    /// <summary>The range of values that are not far.</summary>
    /// <param name="Least">The least value.</param>
    /// <param name="Greatest">The greatest value.</param>
    /// <param name="LeastPositive">The least value above 0.</param>
    /// <param name="Training">The training values, in words.</param>
    private sealed record Limit(double Least, double Greatest, double LeastPositive, string Training)
    {
        public bool Excludes(double value) => value < Least || value > Greatest || (value > 0 && value < LeastPositive);

        public double Excess(double value) => Math.Max(Math.Max(Least - value, value - Greatest), LeastPositive - value);
    }
}
