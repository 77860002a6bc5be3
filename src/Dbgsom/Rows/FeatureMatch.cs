namespace Dbgsom.Rows;

/// <summary>Which columns of some samples are the features of a map.</summary>
/// <param name="Columns">For each feature of the map the column; null where they stand in order.</param>
/// <param name="Ignored">Names of columns the map does not use.</param>
internal sealed record FeatureMatch(int[]? Columns, IReadOnlyList<string> Ignored)
{
    public static FeatureMatch Find(SomMap map, DataMatrix data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (map.FeatureNames is null || data.FeatureNames is null)
        {
            return data.ColumnCount == map.FeatureCount
                ? new FeatureMatch(null, [])
                : throw new ArgumentException(
                    $"the data has {data.ColumnCount} columns; the map was trained on {map.FeatureCount}",
                    nameof(data)
                );
        }
        var places = data
            .FeatureNames.Select((name, column) => (name, column))
            .ToDictionary(pair => pair.name, pair => pair.column, StringComparer.Ordinal);
        string[] missing = [.. map.FeatureNames.Where(name => !places.ContainsKey(name))];
        if (missing.Length > 0)
            throw new ArgumentException(
                $"the data lacks {Quote(missing)}, which the map was trained on; it has {Quote(data.FeatureNames)}",
                nameof(data)
            );
        int[] columns = [.. map.FeatureNames.Select(name => places[name])];
        bool inOrder = columns.Length == data.ColumnCount && columns.Select((column, i) => column == i).All(same => same);
        return new FeatureMatch(inOrder ? null : columns, [.. data.FeatureNames.Except(map.FeatureNames)]);
    }

    public DataMatrix Select(DataMatrix data) => Columns is null ? data : data.SelectColumns(Columns);

    private static string Quote(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(5).Select(name => $"'{name}'"))
        + (names.Count > 5 ? $" and {names.Count - 5} more columns" : "");
}
