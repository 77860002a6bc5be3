using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;

namespace Dbgsom.Files.Tables;

/// <summary>Reads Arrow, as a file or as a stream: a batch is a record batch.</summary>
internal sealed class ArrowTable : TableFile
{
    private const int MagicLength = 6;

    private readonly Stream stream;
    private readonly ArrowStreamReader reader;
    private readonly bool isStream;
    private RecordBatch? batch;
    private bool endsOpen;

    private ArrowTable(string file, Stream stream, ArrowStreamReader reader)
        : base(file)
    {
        (this.stream, this.reader) = (stream, reader);
        isStream = reader is not ArrowFileReader;
        Columns =
        [
            .. reader.Schema.FieldsList.Select(field => new TableColumn(
                field.Name,
                ArrowCells.KindOf(field.DataType),
                field.DataType.Name
            )
            {
                IsBoolean = field.DataType.TypeId == ArrowTypeId.Boolean,
                IsDate = ArrowCells.IsDate(field.DataType),
                ReadsDates = ArrowCells.IsDate(field.DataType),
                IsDay = ArrowCells.IsDay(field.DataType),
                IsTime = ArrowCells.IsTime(field.DataType),
            }),
        ];
    }

    public override IReadOnlyList<TableColumn> Columns { get; }

    public override string? Note =>
        endsOpen ? "the stream has no end mark; that is allowed, but if it was truncated, rows are missing" : null;

    /// <summary>Opens a file.</summary>
    /// <exception cref="InvalidDataException">It is no Arrow, or damaged.</exception>
    public static ArrowTable Open(string path) => Open(System.IO.File.OpenRead(path), path);

    /// <summary>Opens a stream that can seek.</summary>
    /// <param name="stream">The stream, which is closed with the result.</param>
    /// <param name="path">The name used in messages.</param>
    /// <exception cref="InvalidDataException">It is no Arrow, or damaged.</exception>
    public static ArrowTable Open(Stream stream, string path)
    {
        try
        {
            bool isFile = IsFile(stream, path);
            return Guard(path, () => "", () => new ArrowTable(path, stream, Reader(stream, isFile)));
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public override void Dispose()
    {
        LetGo();
        reader.Dispose();
        stream.Dispose();
    }

    protected override bool MoveNext(CancellationToken cancellationToken)
    {
        LetGo();
        batch = reader.ReadNextRecordBatch();
        if (batch is null)
        {
            endsOpen = isStream && !EndsWithMark();
            return false;
        }
        BatchRows = batch.Length;
        if (batch.ColumnCount != Columns.Count)
            throw DataPart.Bad(File, $"a batch has {batch.ColumnCount} columns, the schema {Columns.Count}");
        for (int column = 0; column < Columns.Count; column++)
            CheckRoom(column);
        return true;
    }

    protected override int ReadNumbers(int column, double[] values, CancellationToken cancellationToken) =>
        ArrowCells.Numbers(Checked(column), values, KeepsNulls);

    protected override int ReadDates(int column, double[] values, CancellationToken cancellationToken) =>
        ArrowCells.Dates(Checked(column), values, KeepsNulls);

    protected override int ReadTexts(int column, string[] values, CancellationToken cancellationToken) =>
        ArrowCells.Texts(Checked(column), values, KeepsNulls);

    // A batch takes its dictionaries with it, which the next batch may share: those are left to the collector, which knows of their size.
    private void LetGo()
    {
        if (batch is not null && !batch.Arrays.Any(array => array is DictionaryArray))
            batch.Dispose();
        batch = null;
    }

    private static ArrowStreamReader Reader(Stream stream, bool isFile)
    {
        var codecs = new CompressionCodecFactory();
        return isFile
            ? new ArrowFileReader(new ArrowStream(stream), new ArrowMemory(stream.Length), codecs, leaveOpen: true)
            : new ArrowStreamReader(new ArrowStream(stream), new ArrowMemory(stream.Length), codecs, leaveOpen: true);
    }

    // A file begins and ends with the same six letters; a stream begins with the mark of a message.
    private static bool IsFile(Stream stream, string path)
    {
        Span<byte> head = stackalloc byte[MagicLength];
        if (stream.Length < 2 * MagicLength)
            throw DataPart.Bad(path, $"the file is {stream.Length} bytes long: it is not Arrow, or truncated");
        stream.ReadExactly(head);
        Span<byte> tail = stackalloc byte[MagicLength];
        stream.Seek(-MagicLength, SeekOrigin.End);
        stream.ReadExactly(tail);
        stream.Position = 0;
        if (head.SequenceEqual("ARROW1"u8))
            return tail.SequenceEqual("ARROW1"u8)
                ? true
                : throw DataPart.Bad(path, "the file does not end like Arrow (ARROW1): it is truncated or damaged");
        if (head.StartsWith("FEA1"u8))
            throw DataPart.Bad(path, "this is Feather of version 1; write it as version 2, which is Arrow");
        return head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFF, 0xFF, 0xFF])
            ? false
            : throw DataPart.Bad(path, "the file begins neither as an Arrow file (ARROW1) nor as an Arrow stream does");
    }

    // Four bytes of ones, then a length of 0.
    private bool EndsWithMark()
    {
        Span<byte> tail = stackalloc byte[8];
        stream.Seek(-tail.Length, SeekOrigin.End);
        stream.ReadExactly(tail);
        return tail.SequenceEqual((ReadOnlySpan<byte>)[0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]);
    }

    // Room is taken for as many cells as the batch says it has rows: its columns have to have as many bits at least.
    private void CheckRoom(int column)
    {
        if (Columns[column] is { Kind: CellKind.Other, ReadsDates: false })
            return;
        var data = Checked(column).Data;
        long most = data.Buffers.Max(buffer => 8L * buffer.Length);
        if (data.Length < 0 || data.Length > most)
            throw DataPart.Bad(
                File,
                $"column '{Columns[column].Name}' has room for at most {most} values in a batch that declares {data.Length} rows"
            );
    }

    private IArrowArray Checked(int column)
    {
        var array = batch!.Column(column);
        return array.Length == BatchRows
            ? array
            : throw DataPart.Bad(
                File,
                $"column '{Columns[column].Name}' has {array.Length} values in a batch of {BatchRows} rows"
            );
    }
}
