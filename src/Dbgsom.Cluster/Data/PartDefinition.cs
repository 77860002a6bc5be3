using Dbgsom.Files;
using Dbgsom.Naming;
using Dbgsom.Rows;
using Dbgsom.Space;

namespace Dbgsom.Cluster.Data;

/// <summary>Rows of one file that one silo takes: everything it needs to open them.</summary>
/// <param name="Job">The job.</param>
/// <param name="Index">Which part of it.</param>
/// <param name="Path">The file, as all silos see it.</param>
/// <param name="RowInFile">The first row in the file.</param>
/// <param name="RowCount">Number of rows.</param>
/// <param name="Bytes">Bytes of the samples, about.</param>
/// <param name="RowGroup">The first row group of a Parquet file; −1 where there is none.</param>
/// <param name="RowGroupCount">How many.</param>
/// <param name="FirstRow">Where the rows begin in the data set.</param>
/// <param name="Stamp">The stamp that detects a change of the file.</param>
/// <param name="Reading">How the file is read.</param>
/// <param name="Classes">The classes of the data set; null for none, or where they are not known yet.</param>
[GenerateSerializer, Immutable, Alias("dbgsom.part-definition")]
internal sealed record PartDefinition(
    [property: Id(0)] string Job,
    [property: Id(1)] int Index,
    [property: Id(2)] string Path,
    [property: Id(3)] long RowInFile,
    [property: Id(4)] int RowCount,
    [property: Id(5)] long Bytes,
    [property: Id(6)] int RowGroup,
    [property: Id(7)] int RowGroupCount,
    [property: Id(8)] long FirstRow,
    [property: Id(9)] FileStamp Stamp,
    [property: Id(10)] ReadingOptions Reading,
    [property: Id(11)] ClassNames? Classes
)
{
    /// <summary>The columns that are used, in the order of a map; null for all as they are.</summary>
    [Id(12)]
    public int[]? Columns { get; init; }

    /// <summary>The key of its grain.</summary>
    public string Key => KeyOf(Job, Index);

    public static string KeyOf(string job, int index) => FormattableString.Invariant($"{job}/{index}");

    public DataPiece ToPiece() =>
        new(Path, RowInFile, RowCount, Bytes, RowGroup < 0 ? null : new RowGroupRange(RowGroup, RowGroupCount, RowInFile));
}

/// <summary>The classes of a data set.</summary>
/// <param name="Kind">The type of the classes.</param>
/// <param name="Names">The names of the classes, in order.</param>
[GenerateSerializer, Immutable, Alias("dbgsom.classes")]
internal sealed record ClassNames([property: Id(0)] string Kind, [property: Id(1)] string[] Names)
{
    public static ClassNames From(ClassList classes) => new($"{classes.Kind}", [.. classes.Names]);

    public ClassList ToList() => new ClassList(Enum.Parse<ClassKind>(Kind), Names).Checked();
}

/// <summary>The content of a part.</summary>
/// <param name="Columns">Number of features.</param>
/// <param name="FeatureNames">The names of the features, or null.</param>
/// <param name="HasWeights">True if rows have weights.</param>
/// <param name="Labels">The different labels, ascending; null for none.</param>
/// <param name="Notes">Notes about how the part was read.</param>
[GenerateSerializer, Immutable, Alias("dbgsom.part-outline")]
internal sealed record PartOutline(
    [property: Id(0)] int Columns,
    [property: Id(1)] string[]? FeatureNames,
    [property: Id(2)] bool HasWeights,
    [property: Id(3)] string[]? Labels,
    [property: Id(4)] string[] Notes
)
{
    /// <summary>The columns whose categories are features, with the number of rows that have each.</summary>
    [Id(5)]
    public CategoryCounts[] Categories { get; init; } = [];

    /// <summary>One entry for each column of dates or ordered categories.</summary>
    [Id(6)]
    public EncodedCells[] Encoded { get; init; } = [];

    /// <summary>Columns of the map that the file lacks.</summary>
    [Id(7)]
    public string[] Absent { get; init; } = [];

    /// <summary>Values that the training of the map did not see; null where no map is measured.</summary>
    [Id(8)]
    public UnseenInPart? Unseen { get; init; }
}

/// <summary>The message form of <see cref="UnseenValues"/>.</summary>
/// <param name="RowCount">See <see cref="UnseenValues.RowCount"/>.</param>
/// <param name="Changed">See <see cref="UnseenValues.Changed"/>.</param>
/// <param name="Far">See <see cref="UnseenValues.Far"/>.</param>
[GenerateSerializer, Immutable, Alias("dbgsom.unseen")]
internal sealed record UnseenInPart(
    [property: Id(0)] long RowCount,
    [property: Id(1)] (int Feature, double Value, long RowCount)[] Changed,
    [property: Id(2)] (int Feature, long RowCount, double Farthest)[] Far
)
{
    public static UnseenInPart From(UnseenValues values) =>
        new(
            values.RowCount,
            [.. values.Changed.Select(one => (one.Feature, one.Value, one.RowCount))],
            [.. values.Far.Select(one => (one.Feature, one.RowCount, one.Farthest))]
        );

    public UnseenValues ToValues() =>
        new(
            RowCount,
            [.. Changed.Select(one => new ChangedFeature(one.Feature, one.Value, one.RowCount))],
            [.. Far.Select(one => new FarFeature(one.Feature, one.RowCount, one.Farthest))]
        );
}

/// <summary>The message form of <see cref="EncodedColumn"/>.</summary>
/// <param name="IsKnown">See <see cref="EncodedColumn.IsKnown"/>.</param>
/// <param name="Problem">See <see cref="EncodedColumn.Problem"/>.</param>
/// <param name="Dates">See <see cref="EncodedColumn.Dates"/>.</param>
[GenerateSerializer, Immutable, Alias("dbgsom.encoded-cells")]
internal sealed record EncodedCells(
    [property: Id(0)] bool IsKnown,
    [property: Id(1)] string? Problem,
    [property: Id(2)] DatesRead? Dates
)
{
    public static EncodedCells From(EncodedColumn column) =>
        new(column.IsKnown, column.Problem, column.Dates is { } dates ? DatesRead.From(dates) : null);

    public EncodedColumn ToColumn() => new(IsKnown, Problem, Dates?.ToReading());
}

/// <summary>The message form of <see cref="DateReading"/>.</summary>
/// <param name="Order">The name of the order.</param>
/// <param name="IsGuess">See <see cref="DateReading.IsGuess"/>.</param>
/// <param name="Cell">See <see cref="DateReading.Cell"/>.</param>
/// <param name="File">See <see cref="DateReading.File"/>.</param>
/// <param name="Column">See <see cref="DateReading.Column"/>.</param>
[GenerateSerializer, Immutable, Alias("dbgsom.dates-read")]
internal sealed record DatesRead(
    [property: Id(0)] string Order,
    [property: Id(1)] bool IsGuess,
    [property: Id(2)] string Cell,
    [property: Id(3)] string File,
    [property: Id(4)] string Column
)
{
    public static DatesRead From(DateReading dates) => new(dates.Order.Name, dates.IsGuess, dates.Cell, dates.File, dates.Column);

    public DateReading ToReading() => new(Named.Parse<DateOrder>(Order), IsGuess, Cell) { File = File, Column = Column };
}

/// <summary>The categories of one column in a part.</summary>
/// <param name="Column">The column.</param>
/// <param name="Names">The categories.</param>
/// <param name="Rows">How many rows have each.</param>
[GenerateSerializer, Immutable, Alias("dbgsom.category-counts")]
internal sealed record CategoryCounts(
    [property: Id(0)] string Column,
    [property: Id(1)] string[] Names,
    [property: Id(2)] long[] Rows
);
