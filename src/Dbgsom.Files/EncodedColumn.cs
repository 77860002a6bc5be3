namespace Dbgsom.Files;

/// <summary>A summary of the cells of a column of dates or ordered categories.</summary>
/// <param name="IsKnown">True if any of them is a date, or one of the categories.</param>
/// <param name="Problem">Why the column is of no use where none is; null where it holds no text at all.</param>
/// <param name="Dates">The order in which dates were read; null where no cell tells of one, or where the order is given.</param>
internal readonly record struct EncodedColumn(bool IsKnown, string? Problem, DateReading? Dates)
{
    /// <summary>Merges the columns of several files, or parts of files, which have the same columns.</summary>
    /// <exception cref="InvalidDataException">Files read the dates of a column in different orders.</exception>
    public static EncodedColumn[] Merge(IReadOnlyList<IReadOnlyList<EncodedColumn>> files) =>
        [
            .. files[0]
                .Select((_, column) => files.Select(file => file[column]).ToArray())
                .Select(all => new EncodedColumn(
                    Array.Exists(all, one => one.IsKnown),
                    Array.Find(all, one => one.Problem is not null).Problem,
                    DateReading.Merge(all.Select(one => one.Dates))
                )),
        ];

    /// <summary>One message for each column without a known cell.</summary>
    public static IReadOnlyList<string> Unusable(IEnumerable<EncodedColumn> columns) =>
        [.. columns.Where(one => !one.IsKnown).Select(one => one.Problem).OfType<string>()];
}
