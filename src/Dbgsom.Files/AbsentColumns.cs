namespace Dbgsom.Files;

/// <summary>
/// Feature columns of a map that a file lacks: their values are missing in all rows, as if the file had them, empty. Passive ones it may lack in any case.
/// </summary>
internal static class AbsentColumns
{
    /// <summary>
    /// Returns the names of absent columns; empty if the file has all, if they are rejected, or if the file has none of the map's
    /// columns.
    /// </summary>
    /// <param name="options">The options for reading.</param>
    /// <param name="names">The names of the columns that are there, or null.</param>
    public static IReadOnlyList<string> Of(DataFileOptions options, IReadOnlyList<string>? names)
    {
        if (names is null || options.WantedFeatures is not { } features)
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
        if (options.RequiresAllFeatures || options.Missing == MissingCells.Refuse)
            absent = [.. absent.Where(column => IsPassive(options, column))];
        return Needed(options, absent).Count() == Needed(options, wanted ?? []).Count() ? [] : absent;
    }

    /// <summary>Selects the columns that the map was trained on.</summary>
    private static IEnumerable<string> Needed(DataFileOptions options, IEnumerable<string> columns) =>
        columns.Where(column => !IsPassive(options, column));

    /// <summary>True if all features of a column are passive.</summary>
    private static bool IsPassive(DataFileOptions options, string column) =>
        options.PassiveFeatures.Count > 0
        && options.WantedFeatures!.Where(name => name == column || ColumnPlan.CategoryOf(name, [column]) is not null).ToArray()
            is { Length: > 0 } own
        && own.All(options.PassiveFeatures.Contains);

    /// <summary>The names with those of columns that are not there behind them.</summary>
    public static IReadOnlyList<string>? Behind(IReadOnlyList<string>? names, IReadOnlyList<string> absent) =>
        absent.Count == 0 ? names : [.. names!, .. absent];

    /// <summary>Returns notes about absent columns, except passive ones, which do not influence winners.</summary>
    public static string[] Notes(string file, DataFileOptions options, IReadOnlyList<string> absent) =>
        Needed(options, absent).ToArray() is { Length: > 0 } needed ? [Note(file, needed)] : [];

    /// <summary>Returns a note about measures on samples that lack columns; null if no column is absent.</summary>
    public static string? NoteOfMeasures(IReadOnlyList<string> absent) =>
        absent.Count == 0
            ? null
            : $"the measures use only the present columns, with distances scaled to all: compare them only with those of data that also lacks {ColumnPlan.Quote(absent)}";

    private static string Note(string file, string[] absent) =>
        $"{file}: the file lacks {ColumnPlan.Quote(absent)} of the map, {(absent.Length == 1 ? "which is" : "which are")} taken for missing in all rows; --strict rejects such a file";
}
