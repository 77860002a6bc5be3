namespace Dbgsom.Files;

/// <summary>A note that columns without names were matched to the features of a map by position.</summary>
internal static class PlaceNote
{
    /// <summary>The note; null where the data is for no map, or for one whose features have no names.</summary>
    /// <param name="options">The options for reading.</param>
    /// <param name="file">The file as messages name it.</param>
    /// <param name="names">The names of all columns, by the plan of the map; null where there is none.</param>
    public static string? For(DataFileOptions options, string file, IReadOnlyList<string>? names) =>
        options.WantedFeatures is { } features
            ? $"{file}: its columns have no names and are matched by position to {ColumnPlan.Quote(names ?? features)} of the map"
            : null;
}
