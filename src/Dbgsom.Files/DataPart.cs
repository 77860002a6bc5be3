using System.Globalization;

namespace Dbgsom.Files;

/// <summary>The content of one file.</summary>
/// <param name="File">The file as messages name it.</param>
/// <param name="Header">The names of all its columns, or null.</param>
/// <param name="Data">The samples.</param>
/// <param name="Labels">One label per row, or null.</param>
/// <param name="Ids">One name per row, or null.</param>
/// <param name="Notes">Notes about how it was read.</param>
internal sealed record DataPart(
    string File,
    IReadOnlyList<string>? Header,
    DataMatrix Data,
    IReadOnlyList<string>? Labels,
    IReadOnlyList<string>? Ids,
    IReadOnlyList<string> Notes
)
{
    /// <summary>For each feature its categories, or null where it is a number.</summary>
    public IReadOnlyList<CategoryCodes?> Categories { get; init; } = [];

    /// <summary>For each feature the parts of dates that it stands for, or null where it holds no dates; empty where no feature does.</summary>
    public IReadOnlyList<DateColumn?> Dates { get; init; } = [];

    /// <summary>
    /// The texts that a map does not know, by row and column: categories, which are 0 everywhere in the samples, and dates and ordered categories, which are
    /// missing there.
    /// </summary>
    public IReadOnlyDictionary<(int Row, string Column), string> UnknownTexts { get; init; } =
        new Dictionary<(int, string), string>();

    /// <summary>True if dates lack a time of day and their hour is a feature, which is then missing.</summary>
    public bool LacksHours { get; init; }

    /// <summary>The encoder of the texts of each feature; null if it has none.</summary>
    public IReadOnlyList<CellEncoder?> Encoders { get; init; } = [];

    /// <summary>One entry for each column of dates or ordered categories.</summary>
    public IReadOnlyList<EncodedColumn> Encoded =>
        [
            .. Encoders
                .OfType<CellEncoder>()
                .Select(one => new EncodedColumn(
                    one.IsKnown,
                    one is { HasTexts: true, IsKnown: false } ? $"{File}: {one.Unusable}" : null,
                    one.ReadingOf(File)
                )),
        ];

    /// <summary>Where its rows stand in it; null where that is not known.</summary>
    public RowPlaces? Places { get; init; }

    /// <summary>Feature columns of a map that the file lacks.</summary>
    public IReadOnlyList<string> Absent { get; init; } = [];

    /// <summary>For each feature the sign of the unit its numbers were written with; null where there was none.</summary>
    public IReadOnlyList<char?> Units { get; init; } = [];

    /// <summary>The error of a file that is not what it should be.</summary>
    public static InvalidDataException Bad(string file, string what) => new($"{file}: {what}");

    /// <summary>Returns notes about samples that are not in memory.</summary>
    public static IReadOnlyList<string> WhereMapped(string file, DataMatrix data)
    {
        long bytes = (long)data.RowCount * data.ColumnCount * (data.IsSingle ? sizeof(float) : sizeof(double));
        string size = (bytes / 1e6).ToString("N0", CultureInfo.InvariantCulture);
        return data.Storage.IsMapped ? [$"{file}: the samples, {size} MB, are memory-mapped instead of loaded"] : [];
    }

    /// <summary>Returns the note about skipped rows.</summary>
    public static string Dropped(string file, long dropped, long kept) =>
        dropped == 1
            ? $"{file}: 1 of {Text.Counted(1 + kept, "row")} is skipped, because a cell is missing"
            : $"{file}: {dropped} of {dropped + kept} rows are skipped, because a cell is missing";

    /// <summary>Checks that the rows can stand below those of the first file.</summary>
    public void CheckFits(DataPart first)
    {
        if (Data.ColumnCount != first.Data.ColumnCount)
            throw Bad(
                File,
                $"the file has {Text.Counted(Data.ColumnCount, "feature column")} where {first.File} has {first.Data.ColumnCount}"
            );
        if (Data.FeatureNames is not { } names || first.Data.FeatureNames is not { } others)
            return;
        int different = Enumerable.Range(0, names.Count).FirstOrDefault(i => names[i] != others[i], -1);
        if (different >= 0)
            throw Bad(File, $"feature column {different} is '{names[different]}' where {first.File} has '{others[different]}'");
    }

    /// <summary>Refuses numbers in another unit than those of a file before.</summary>
    public void CheckUnits(IEnumerable<DataPart> before)
    {
        foreach (var other in before)
        foreach (var (feature, (unit, given)) in Units.Zip(other.Units).Index())
            if (unit is not null && given is not null && unit != given)
                throw Bad(
                    File,
                    $"{(Data.FeatureNames is { } names ? $"'{names[feature]}'" : $"feature {feature}")} is in {unit} where {other.File} has {given}; write the column in one unit, or leave it out"
                );
    }
}
