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
    /// <summary>See <see cref="DataFileOptions.DateOrder"/>.</summary>
    [Id(19)]
    public string? DateOrder { get; init; }

    /// <summary>See <see cref="DataFileOptions.MaxCategories"/>.</summary>
    [Id(20)]
    public int? MaxCategories { get; init; }

    /// <summary>The plan of the columns, as JSON; null to follow the options.</summary>
    [Id(21)]
    public string? Plan { get; init; }

    /// <summary>The categories of all files that have a feature, where they are known.</summary>
    [Id(22)]
    public CategoryNames[]? Categories { get; init; }

    /// <summary>The features of a map; null where the data is not for one, or it has no names.</summary>
    [Id(23)]
    public string[]? WantedFeatures { get; init; }

    /// <summary>The names of the passive features among them.</summary>
    [Id(24)]
    public string[] PassiveFeatures { get; init; } = [];

    /// <summary>For data of a map: its features, and the plan of the map.</summary>
    /// <exception cref="ArgumentException">The options name columns that a cluster reads only by a plan.</exception>
    public static ReadingOptions For(SomMap map, DataFileOptions options)
    {
        var forMap = options.For(map);
        return From(options) with
        {
            Plan = TablePlan.FromMap(map) is { } plan ? Written(plan) : null,
            WantedFeatures = forMap.WantedFeatures is null ? null : [.. forMap.WantedFeatures],
            PassiveFeatures = [.. forMap.PassiveFeatures],
        };
    }

    /// <summary>A plan as JSON, without the values that were seen: every part carries it, and rows are read without them.</summary>
    public static string Written(TablePlan plan) =>
        (plan with { Columns = [.. plan.Columns.Select(column => column with { Values = [] })] }).ToJson();

    /// <exception cref="ArgumentException">The options name columns that a cluster reads only by a plan.</exception>
    public static ReadingOptions From(DataFileOptions options) =>
        options.Ordinal is { Count: > 0 } || options.Dates is { Count: > 0 } || options.OneHot is { Count: > 0 }
            ? throw new ArgumentException(
                "one-hot features, ordered categories and dates need a plan on a cluster: make one of the files with TablePlan.Create and set it as Plan of the job; a map trained by a plan already has one. Arrays have no plan and contain only numbers"
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
            )
            {
                DateOrder = options.DateOrder?.Name,
                MaxCategories = options.MaxCategories,
            };

    public DataFileOptions ToOptions(long mapAbove, string? scratchDirectory)
    {
        var options = new DataFileOptions
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
            DateOrder = DateOrder is null ? null : Named.Parse<DateOrder>(DateOrder),
            MaxCategories = MaxCategories,
            WantedFeatures = WantedFeatures,
            PassiveFeatures = PassiveFeatures,
            KeepsUnknownTexts = false,
            KnownCategories = Categories?.ToDictionary(
                one => one.Column,
                one => (IReadOnlyList<string>)one.Names,
                StringComparer.Ordinal
            ),
        };
        return Plan is null ? options : TablePlan.FromJson(Plan).ApplyTo(options);
    }
}

/// <summary>The categories of one column that have a feature.</summary>
/// <param name="Column">The column.</param>
/// <param name="Names">The categories, in order.</param>
[GenerateSerializer, Immutable, Alias("dbgsom.category-names")]
internal sealed record CategoryNames([property: Id(0)] string Column, [property: Id(1)] string[] Names);
