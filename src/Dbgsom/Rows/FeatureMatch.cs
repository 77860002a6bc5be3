namespace Dbgsom.Rows;

/// <summary>Which columns of some samples are the features of a map.</summary>
/// <param name="Columns">For each feature of the map the column; null where they stand in order.</param>
/// <param name="Ignored">Names of columns the map does not use.</param>
internal sealed record FeatureMatch(int[]? Columns, IReadOnlyList<string> Ignored)
{
    /// <summary>The columns that are the features of a map. Without names data may have or lack passive ones.</summary>
    public static FeatureMatch Find(SomMap map, DataMatrix data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Find(map, data.ColumnCount, data.FeatureNames, nameof(data));
    }

    /// <summary>Matches rows, given their column count and names (null for none), to the features of the map.</summary>
    /// <exception cref="ArgumentException">The features are not those of the map; it names the parameter.</exception>
    public static FeatureMatch Find(SomMap map, int columns, IReadOnlyList<string>? given, string parameter)
    {
        if (map.FeatureNames is { } names && given is not null)
            return ByName(names, map.PassiveNames ?? [], given, parameter);
        string shown = map.ColumnCount > map.FeatureCount ? $", and shows all of {map.ColumnCount}" : "";
        return columns == map.FeatureCount ? new FeatureMatch(null, [])
            : columns == map.ColumnCount ? new FeatureMatch(map.ActiveColumns, [])
            : throw new ArgumentException(
                $"the data has {columns} columns; the map was trained on {map.FeatureCount}{shown}",
                parameter
            );
    }

    /// <summary>The columns that a map was trained on and those that it shows, in the order that they had in training.</summary>
    /// <exception cref="ArgumentException">The data lacks one.</exception>
    public static FeatureMatch FindAll(SomMap map, DataMatrix data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return FindAll(map, data.ColumnCount, data.FeatureNames, nameof(data));
    }

    /// <summary>Finds the features of a map among columns, given their count and names (null for none).</summary>
    /// <exception cref="ArgumentException">The rows lack one; it names the parameter.</exception>
    public static FeatureMatch FindAll(SomMap map, int columns, IReadOnlyList<string>? given, string parameter)
    {
        if (map.ColumnCount == map.FeatureCount)
            return Find(map, columns, given, parameter);
        if (map.ColumnNames is { } names && given is not null)
            return ByName(names, [], given, parameter);
        return columns == map.ColumnCount
            ? new FeatureMatch(null, [])
            : throw new ArgumentException(
                $"the data has {columns} columns; the map was trained on {map.ColumnCount}, with those of weight 0",
                parameter
            );
    }

    private static FeatureMatch ByName(
        IReadOnlyList<string> features,
        IReadOnlyList<string> passive,
        IReadOnlyList<string> all,
        string parameter
    )
    {
        var places = all.Select((name, column) => (name, column))
            .ToDictionary(pair => pair.name, pair => pair.column, StringComparer.Ordinal);
        string[] missing = [.. features.Where(name => !places.ContainsKey(name))];
        if (missing.Length > 0)
            throw new ArgumentException(
                $"the data lacks {Quote(missing)}, which the map was trained on; its columns are {Quote(all)}",
                parameter
            );
        int[] columns = [.. features.Select(name => places[name])];
        bool inOrder = columns.Length == all.Count && columns.Select((column, i) => column == i).All(same => same);
        return new FeatureMatch(inOrder ? null : columns, [.. all.Except(features).Except(passive)]);
    }

    public DataMatrix Select(DataMatrix data) => Columns is null ? data : data.SelectColumns(Columns);

    private static string Quote(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(5).Select(name => $"'{name}'"))
        + (names.Count > 5 ? $" and {names.Count - 5} more columns" : "");
}
