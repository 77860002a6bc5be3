using Dbgsom.Files;

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
    [property: Id(6)] string Precision
)
{
    /// <exception cref="ArgumentException">The options hold something that is not to be had on a cluster.</exception>
    public static ReadingOptions From(DataFileOptions options) =>
        options.OneHot is { Count: > 0 }
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
                options.Precision.Name
            );

    public DataFileOptions ToOptions(long mapAbove, string? scratchDirectory) =>
        new()
        {
            ArrayName = ArrayName,
            Columns = Columns,
            LabelColumn = LabelColumn,
            WeightColumn = WeightColumn,
            Delimiter = Delimiter,
            DecimalComma = DecimalComma,
            Precision = Named.Parse<DataPrecision>(Precision),
            MapAbove = mapAbove,
            ScratchDirectory = scratchDirectory,
        };
}
