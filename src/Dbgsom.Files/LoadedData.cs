using Dbgsom.Space;

namespace Dbgsom.Files;

/// <summary>A data set that was read from one or several files.</summary>
public sealed record LoadedData
{
    /// <summary>The samples, with their weights if a weight column was named.</summary>
    public required DataMatrix Data { get; init; }

    /// <summary>One label per row, empty if it is missing; null if no label column was named.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>One name per row; null if no id column was named.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>Notes about how the files were read; empty if nothing is worth reporting.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The columns whose categories became features, such as <c>color</c> for <c>color=red</c>.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The columns whose dates became features, with their parts.</summary>
    public IReadOnlyList<DateColumn> Dates { get; init; } = [];

    /// <summary>
    /// Returns options in which each of <see cref="Categories"/> and each of <see cref="Dates"/> counts as one feature, see
    /// <see cref="SomOptions.FeatureWeights"/>. The parts of a date share its weight, and the sine and cosine of a part form one variable,
    /// as categories do. Given weights are kept; the weight of a date column is divided among its parts.
    /// </summary>
    /// <param name="options">The options.</param>
    public SomOptions Weigh(SomOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Weigh(options, Categories, Dates);
    }

    /// <summary>
    /// True if a column of categories or dates counts as one feature unless it is said otherwise. With the preset reference each of its
    /// features counts as one: the Python package knows no categories.
    /// </summary>
    internal static bool WeighsColumns(SomOptions options) => options.Preset != SomOptions.Reference.Preset;

    /// <summary>Weights the options when the category and date columns are already known.</summary>
    internal static SomOptions Weigh(
        SomOptions options,
        IReadOnlyCollection<string> categories,
        IReadOnlyCollection<DateColumn> columnsOfDates
    )
    {
        if (categories.Count == 0 && columnsOfDates.Count == 0)
            return options;
        var weights = options.FeatureWeights?.Values.ToDictionary() ?? [];
        foreach (string name in categories)
            weights.TryAdd(name, 1);
        foreach (var dates in columnsOfDates)
        {
            double weight = weights.Remove(dates.Column!, out double given) ? given : 1;
            foreach (string part in DateFeatures.Variables(dates.Column!, dates))
                weights.TryAdd(part, weight / dates.Parts.Count);
        }
        return options with { FeatureWeights = new FeatureWeights(weights) };
    }

    /// <summary>Columns of a map that a file lacks: their values are missing in all its rows.</summary>
    internal IReadOnlyList<string> Absent { get; init; } = [];

    /// <summary>Why columns of dates or ordered categories are of no use, a message each: all their cells are unknown. Empty where all are of use.</summary>
    internal IReadOnlyList<string> Unusable => EncodedColumn.Unusable(Encoded);

    /// <summary>For each column of dates or ordered categories what its cells say of it.</summary>
    internal IReadOnlyList<EncodedColumn> Encoded { get; init; } = [];

    /// <summary>The columns whose categories became features, with the number of rows that have each; empty for none.</summary>
    internal IReadOnlyList<(string Column, IReadOnlyList<(string Text, long Rows)> Counts)> CategoryCounts { get; init; } = [];

    /// <summary>The files with the number of their rows and where these stand in them.</summary>
    internal IReadOnlyList<(string File, int RowCount, RowPlaces? Places)> Files { get; init; } = [];

    /// <summary>Where a row stands, as in "line 3 of flowers.csv"; null where that is not known.</summary>
    /// <param name="row">The row among all.</param>
    internal string? PlaceOf(long row)
    {
        foreach (var (file, count, places) in Files)
        {
            if (row < count)
                return places?.Of(row) is { } place ? $"{place} of {file}" : null;
            row -= count;
        }
        return null;
    }

    /// <summary>The samples of each file before categories and dates became features.</summary>
    internal IReadOnlyList<DataMatrix> Unexpanded { get; init; } = [];

    /// <summary>The dates of a column, one a row, as <see cref="DateNumber"/>; null where no such column was read.</summary>
    internal double[]? DatesOf(string column) =>
        Dates.Any(dates => dates.Column == column)
            ?
            [
                .. Unexpanded.SelectMany(data =>
                {
                    int place = data.FeatureNames!.Index().First(one => one.Item == column).Index;
                    return Enumerable.Range(0, data.RowCount).Select(row => data[row, place]);
                }),
            ]
            : null;

    /// <summary>See <see cref="DataPart.UnknownTexts"/>; rows are counted over all files.</summary>
    internal IReadOnlyDictionary<(int Row, string Column), string> UnknownTexts { get; init; } =
        new Dictionary<(int, string), string>();
}
