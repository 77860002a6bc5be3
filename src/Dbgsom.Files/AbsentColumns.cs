namespace Dbgsom.Files;

/// <summary>Feature columns of a map that a file lacks: their values are missing in all rows, as if the file had them, empty.</summary>
internal static class AbsentColumns
{
    /// <summary>Their names; empty where the file has all, where they are refused, and where the file has none of the map's.</summary>
    /// <param name="options">What is read.</param>
    /// <param name="names">The names of the columns that are there, or null.</param>
    public static IReadOnlyList<string> Of(DataFileOptions options, IReadOnlyList<string>? names)
    {
        bool refused = options.RequiresAllFeatures || options.Missing == MissingCells.Refuse;
        if (names is null || refused || options.WantedFeatures is not { } features)
            return [];
        IReadOnlyList<string>? wanted =
            options.ByPlan ? options.Columns
            : options.Columns is null ? features
            : null;
        string[] absent =
        [
            .. (wanted ?? [])
                .Except(names, StringComparer.Ordinal)
                // A column of categories that nobody named as such is another matter.
                .Where(column => options.ByPlan || ColumnPlan.CategoryOf(column, names) is null),
        ];
        return absent.Length == wanted?.Count ? [] : absent;
    }

    /// <summary>The names with those of columns that are not there behind them.</summary>
    public static IReadOnlyList<string>? Behind(IReadOnlyList<string>? names, IReadOnlyList<string> absent) =>
        absent.Count == 0 ? names : [.. names!, .. absent];

    /// <summary>What a person should know of them.</summary>
    public static string Note(string file, IReadOnlyList<string> absent) =>
        $"{file}: the file lacks {ColumnPlan.Quote(absent)} of the map, {(absent.Count == 1 ? "which is" : "which are")} taken for missing in all rows; --strict refuses such a file";
}
