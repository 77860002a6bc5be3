using Dbgsom.Files;
using Dbgsom.Naming;

namespace Dbgsom.Cluster.Data;

/// <summary>How files are read, as it is sent: see <see cref="DataFileOptions"/>.</summary>
[GenerateSerializer, Immutable, Alias("dbgsom.reading")]
internal sealed record ReadingOptions(
    [property: Id(0)] string? ArrayName,
    [property: Id(1)] string[]? Columns,
    [property: Id(2)] string? LabelColumn,
    [property: Id(3)] string? WeightColumn,
    [property: Id(4)] char? Delimiter,
    [property: Id(5)] bool DecimalComma,
    [property: Id(6)] string Precision,
    [property: Id(7)] string Encoding,
    [property: Id(8)] string Header,
    [property: Id(9)] char? Thousands,
    [property: Id(10)] long? MaxUnpackedBytes,
    [property: Id(11)] string Missing,
    [property: Id(12)] string[]? MissingTexts,
    [property: Id(13)] string[]? YesNo,
    [property: Id(14)] char? Comment,
    [property: Id(15)] int SkipLines,
    [property: Id(16)] bool Units,
    [property: Id(17)] int HeaderLines,
    [property: Id(18)] bool RequiresAllFeatures
)
{
    /// <exception cref="ArgumentException">The options hold something that is not to be had on a cluster.</exception>
    public static ReadingOptions From(DataFileOptions options) =>
        options.Ordinal is { Count: > 0 } || options.Dates is { Count: > 0 }
            ? throw new ArgumentException(
                "ordered categories and dates are read on a cluster by the plan of a map only: convert the files first, to columns of numbers"
            )
        : options.OneHot is { Count: > 0 } || options.MaxCategories is not null
            ? throw new ArgumentException(
                "one-hot features need the categories of all files before the first is read: convert the files first, each category a column"
            )
        : new(
            options.ArrayName,
            options.Columns is null ? null : [.. options.Columns],
            options.LabelColumn,
            options.WeightColumn,
            options.Delimiter,
            options.DecimalComma,
            options.Precision.Name,
            options.Encoding.Name,
            options.Header.Name,
            options.Thousands,
            options.MaxUnpackedBytes,
            options.Missing.Name,
            options.MissingTexts is null ? null : [.. options.MissingTexts],
            options.YesNo is null ? null : [.. options.YesNo],
            options.Comment,
            options.SkipLines,
            options.Units,
            options.HeaderLines,
            options.RequiresAllFeatures
        );

    public DataFileOptions ToOptions(long mapAbove, string? scratchDirectory) =>
        new()
        {
            ArrayName = ArrayName,
            RequiresAllFeatures = RequiresAllFeatures,
            Columns = Columns,
            LabelColumn = LabelColumn,
            WeightColumn = WeightColumn,
            Delimiter = Delimiter,
            DecimalComma = DecimalComma,
            Precision = Named.Parse<DataPrecision>(Precision),
            Encoding = Named.Parse<TextEncoding>(Encoding),
            Header = Named.Parse<HeaderMode>(Header),
            Thousands = Thousands,
            MaxUnpackedBytes = MaxUnpackedBytes,
            Missing = Named.Parse<MissingCells>(Missing),
            MissingTexts = MissingTexts,
            YesNo = YesNo,
            Comment = Comment,
            SkipLines = SkipLines,
            Units = Units,
            HeaderLines = HeaderLines,
            MemoryMapThresholdBytes = mapAbove,
            ScratchDirectory = scratchDirectory,
        };
}
