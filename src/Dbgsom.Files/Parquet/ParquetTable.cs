using Dbgsom.Files.Tables;
using Parquet;
using Parquet.Schema;

namespace Dbgsom.Files.Parquet;

/// <summary>Reads Parquet: a batch is a row group, and of that one column at a time is in memory.</summary>
internal sealed class ParquetTable : TableFile
{
    private readonly Stream stream;
    private readonly ParquetReader reader;
    private readonly Field[] fields;
    private readonly Dictionary<Type, ParquetCells> cells = [];
    private ParquetRowGroupReader? group;
    private int next;
    private int end;

    private ParquetTable(string file, Stream stream, ParquetReader reader)
        : base(file)
    {
        (this.stream, this.reader) = (stream, reader);
        fields = [.. reader.Schema.Fields];
        end = reader.RowGroupCount;
        Columns = [.. fields.Select(Describe)];
    }

    public override IReadOnlyList<TableColumn> Columns { get; }

    public override long? RowCount => reader.Metadata?.NumRows;

    /// <summary>Opens a file.</summary>
    /// <exception cref="InvalidDataException">The file is not Parquet, or damaged.</exception>
    public static ParquetTable Open(string path) => Open(System.IO.File.OpenRead(path), path);

    /// <summary>Opens a stream that can seek.</summary>
    /// <param name="stream">The stream, which is closed with the result.</param>
    /// <param name="path">The name used in messages.</param>
    /// <exception cref="InvalidDataException">The file is not Parquet, or damaged.</exception>
    public static ParquetTable Open(Stream stream, string path)
    {
        try
        {
            CheckMagic(stream, path);
            return Guard(
                path,
                () => "",
                () =>
                {
                    ParquetFooter.Check(stream);
                    return new ParquetTable(
                        path,
                        stream,
                        Wait(() => ParquetReader.CreateAsync(new EndingStream(stream), leaveStreamOpen: true))
                    );
                }
            );
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Only some of the row groups come.</summary>
    /// <exception cref="InvalidDataException">The file does not have them.</exception>
    public override void Restrict(RowGroupRange range)
    {
        if (range.First + range.Count > reader.RowGroupCount)
            throw DataPart.Bad(
                File,
                $"the file has {reader.RowGroupCount} row groups, but {range.First + range.Count} were expected: it has changed"
            );
        (next, end) = (range.First, range.First + range.Count);
    }

    /// <summary>The number of rows of each row group.</summary>
    public IReadOnlyList<long> GroupRows => [.. Enumerable.Range(0, reader.RowGroupCount).Select(GroupRowCount)];

    public override void Dispose()
    {
        group?.Dispose();
        Wait(() => reader.DisposeAsync().AsTask());
        stream.Dispose();
    }

    protected override bool MoveNext(CancellationToken cancellationToken)
    {
        group?.Dispose();
        group = null;
        if (next >= end)
            return false;
        group = reader.OpenRowGroupReader(next++);
        if (group.RowCount is < 0 or > int.MaxValue)
            throw DataPart.Bad(File, $"row group {next - 1} declares {group.RowCount} rows; valid is 0 to {int.MaxValue}");
        foreach (var field in fields.OfType<DataField>())
            Check(field);
        BatchRows = (int)group.RowCount;
        return true;
    }

    protected override int ReadNumbers(int column, double[] values, CancellationToken cancellationToken)
    {
        var (field, of) = Cells(column);
        return of.Numbers(group!, field, BatchRows, values, KeepsNulls, cancellationToken);
    }

    protected override int ReadDates(int column, double[] values, CancellationToken cancellationToken)
    {
        int missing = ReadNumbers(column, values, cancellationToken);
        if (ParquetCells.UnitsADay((DataField)fields[column]) is { } day)
            for (int row = 0; row < (missing < 0 ? BatchRows : missing); row++)
                values[row] /= day;
        return missing;
    }

    protected override int ReadTexts(int column, string[] values, CancellationToken cancellationToken)
    {
        var (field, of) = Cells(column);
        return of.Texts(group!, field, BatchRows, values, KeepsNulls, cancellationToken);
    }

    /// <summary>Waits where no caller's context can be waited for in turn.</summary>
    public static T Wait<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();

    /// <inheritdoc cref="Wait{T}"/>
    public static void Wait(Func<Task> work) => Task.Run(work).GetAwaiter().GetResult();

    private long GroupRowCount(int index)
    {
        using var one = reader.OpenRowGroupReader(index);
        return one.RowCount;
    }

    // The file ends with four bytes that say what it is, after four bytes that say how long its description before that is.
    private static void CheckMagic(Stream stream, string path)
    {
        const int Least = 12;
        Span<byte> head = stackalloc byte[4];
        Span<byte> tail = stackalloc byte[4];
        if (stream.Length < Least)
            throw DataPart.Bad(path, $"the file is {stream.Length} bytes long: it is not Parquet, or truncated");
        stream.ReadExactly(head);
        stream.Seek(-4, SeekOrigin.End);
        stream.ReadExactly(tail);
        stream.Position = 0;
        if (tail.SequenceEqual("PARE"u8))
            throw DataPart.Bad(path, "the file is encrypted; write it without encryption");
        if (!head.SequenceEqual("PAR1"u8))
            throw DataPart.Bad(path, "the file does not begin like Parquet (PAR1)");
        if (!tail.SequenceEqual("PAR1"u8))
            throw DataPart.Bad(path, "the file does not end like Parquet (PAR1): it is truncated or damaged");
    }

    private static TableColumn Describe(Field field)
    {
        if (field is not DataField data || data.SchemaType != SchemaType.Data)
            return new TableColumn(field.Name, CellKind.Other, $"{field.SchemaType} (nested)");
        if (data.IsArray || data.MaxRepetitionLevel > 0)
            return new TableColumn(field.Name, CellKind.Other, $"{ParquetCells.Name(data)} (repeated)");
        return new TableColumn(field.Name, ParquetCells.KindOf(data), ParquetCells.Name(data))
        {
            IsBoolean = data.ClrType == typeof(bool),
            IsDate = ParquetCells.IsDate(data),
            ReadsDates = ParquetCells.ReadsDates(data),
            IsDay = ParquetCells.IsDay(data),
            IsTime = ParquetCells.IsTime(data),
        };
    }

    private (DataField Field, ParquetCells Of) Cells(int column)
    {
        var field = (DataField)fields[column];
        if (group!.GetMetadata(field)?.MetaData is { } chunk)
            ParquetPages.Check(stream, field.Name, chunk);
        if (!cells.TryGetValue(field.ClrType, out var of))
            cells.Add(field.ClrType, of = ParquetCells.For(field.ClrType));
        return (field, of);
    }

    // Room is taken for as many cells as the row group has rows: the column has to say the same.
    private void Check(DataField field)
    {
        if (field.SchemaType != SchemaType.Data || field.IsArray || field.MaxRepetitionLevel > 0)
            return;
        long? count = group!.GetMetadata(field)?.MetaData?.NumValues;
        if (count is not null && count != group.RowCount)
            throw DataPart.Bad(File, $"column '{field.Name}' has {count} values in a row group of {group.RowCount} rows");
    }
}
