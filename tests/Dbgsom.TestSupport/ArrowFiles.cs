using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;

namespace Dbgsom.TestSupport;

/// <summary>Writes Arrow files and streams for tests.</summary>
public static class ArrowFiles
{
    /// <summary>Writes a file with record batches of one schema.</summary>
    public static string Write(string path, CompressionCodecType? codec, params RecordBatch[] batches)
    {
        using var stream = File.Create(path);
        using var writer = new ArrowFileWriter(stream, batches[0].Schema, false, Options(codec));
        Write(writer, batches);
        return path;
    }

    /// <summary>Writes a stream.</summary>
    public static string WriteStream(string path, CompressionCodecType? codec, params RecordBatch[] batches)
    {
        using var stream = File.Create(path);
        using var writer = new ArrowStreamWriter(stream, batches[0].Schema, false, Options(codec));
        Write(writer, batches);
        return path;
    }

    /// <summary>A batch of columns that may have nulls.</summary>
    public static RecordBatch Batch(params (string Name, IArrowArray Cells)[] columns)
    {
        var schema = new Schema(columns.Select(column => new Field(column.Name, column.Cells.Data.DataType, true)), null);
        return new RecordBatch(schema, columns.Select(column => column.Cells), columns[0].Cells.Length);
    }

    public static DoubleArray Doubles(params double?[] values)
    {
        var builder = new DoubleArray.Builder();
        foreach (double? value in values)
            builder.Append(value);
        return builder.Build();
    }

    public static StringArray Texts(params string?[] values) => new StringArray.Builder().AppendRange(values!).Build();

    private static IpcOptions Options(CompressionCodecType? codec) =>
        codec is null ? new() : new() { CompressionCodec = codec, CompressionCodecFactory = new CompressionCodecFactory() };

    private static void Write(ArrowStreamWriter writer, RecordBatch[] batches)
    {
        writer.WriteStart();
        foreach (var batch in batches)
            writer.WriteRecordBatch(batch);
        writer.WriteEnd();
    }
}
