using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;

namespace Dbgsom.Files.Tables;

/// <summary>Writes tables as Arrow files: no cell is null, a record batch at a time, not compressed.</summary>
internal static class ArrowOutput
{
    /// <summary>Writes a table.</summary>
    public static void Write(Stream stream, ResultTable table)
    {
        var schema = new Schema(
            table.Columns.Select(column => new Field(column.Name, TypeOf(column), nullable: false)),
            metadata: null
        );
        using var writer = new ArrowFileWriter(stream, schema, leaveOpen: true);
        foreach (var (start, count) in table.Portions())
        {
            using var batch = new RecordBatch(schema, table.Columns.Select(column => Cells(column, start, count)), count);
            writer.WriteRecordBatch(batch);
        }
        writer.WriteEnd();
    }

    private static IArrowType TypeOf(ResultColumn column) =>
        column switch
        {
            ResultColumn<string> => StringType.Default,
            ResultColumn<int> => Int32Type.Default,
            ResultColumn<long> => Int64Type.Default,
            ResultColumn<bool> => BooleanType.Default,
            _ => DoubleType.Default,
        };

    private static IArrowArray Cells(ResultColumn column, int start, int count) =>
        column switch
        {
            ResultColumn<string> texts => new StringArray.Builder().AppendRange(texts.Cells(start, count)).Build(),
            ResultColumn<int> numbers => new Int32Array.Builder().AppendRange(numbers.Cells(start, count)).Build(),
            ResultColumn<long> numbers => new Int64Array.Builder().AppendRange(numbers.Cells(start, count)).Build(),
            ResultColumn<bool> flags => new BooleanArray.Builder().AppendRange(flags.Cells(start, count)).Build(),
            _ => new DoubleArray.Builder().AppendRange(((ResultColumn<double>)column).Cells(start, count)).Build(),
        };
}
