using Dbgsom.Files.Tables;
using Parquet;
using Parquet.Schema;

namespace Dbgsom.Files.Parquet;

/// <summary>Writes tables as Parquet: no cell is null, a row group at a time.</summary>
internal static class ParquetOutput
{
    /// <summary>Writes a table.</summary>
    public static void Write(Stream stream, ResultTable table) => ParquetTable.Wait(() => WriteAsync(stream, table));

    private static async Task WriteAsync(Stream stream, ResultTable table)
    {
        DataField[] fields = [.. table.Columns.Select(Field)];
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), stream);
        foreach (var (start, count) in table.Portions())
        {
            using var group = writer.CreateRowGroup();
            for (int column = 0; column < fields.Length; column++)
                await Write(group, fields[column], table.Columns[column], start, count);
            group.CompleteValidate();
        }
    }

    private static DataField Field(ResultColumn column) =>
        column switch
        {
            ResultColumn<string> => new DataField(column.Name, typeof(string), isNullable: false),
            ResultColumn<int> => new DataField<int>(column.Name, nullable: false),
            ResultColumn<long> => new DataField<long>(column.Name, nullable: false),
            ResultColumn<bool> => new DataField<bool>(column.Name, nullable: false),
            _ => new DataField<double>(column.Name, nullable: false),
        };

    private static Task Write(ParquetRowGroupWriter group, DataField field, ResultColumn column, int start, int count) =>
        column switch
        {
            ResultColumn<string> texts => group.WriteAsync(field, texts.Cells(start, count)),
            ResultColumn<int> numbers => group.WriteAsync<int>(field, numbers.Cells(start, count).AsMemory()),
            ResultColumn<long> numbers => group.WriteAsync<long>(field, numbers.Cells(start, count).AsMemory()),
            ResultColumn<bool> flags => group.WriteAsync<bool>(field, flags.Cells(start, count).AsMemory()),
            _ => group.WriteAsync<double>(field, ((ResultColumn<double>)column).Cells(start, count).AsMemory()),
        };
}
