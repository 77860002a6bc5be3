using CsvHelper;
using Dbgsom.Files.Tables;
using Dbgsom.Map;
using Dbgsom.Rows;

namespace Dbgsom.Files;

/// <summary>
/// Writes tables of neurons as CSV: UTF-8, commas between cells, a line feed after each row, and numbers that read back exactly. Texts
/// that a spreadsheet would take for a formula (they begin with = + - @) are prefixed with an apostrophe.
/// </summary>
public static class CsvTable
{
    internal static CsvWriterOptions Options { get; } = new() { NewLine = "\n" };

    /// <summary>Saves a table; an existing file is replaced.</summary>
    /// <param name="path">The file.</param>
    /// <param name="table">The table, see <see cref="SomMap.ToTable"/>.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, NeuronTable table)
    {
        ArgumentNullException.ThrowIfNull(path);
        WholeFile.Write(path, stream => Write(stream, table));
    }

    /// <summary>Writes a table to a stream.</summary>
    public static void Write(Stream stream, NeuronTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        using var writer = CsvWriter.Create(stream, Options, leaveOpen: true);
        writer.WriteRecord([.. table.Columns.Select(column => SpreadsheetText.Guarded(column.Name))]);
        for (int row = 0; row < table.Columns[0].Values.Count; row++)
        {
            foreach (var (_, values) in table.Columns)
                writer.WriteField(values[row]);
            writer.EndRecord();
        }
    }

    /// <summary>Writes a table.</summary>
    internal static void Write(Stream stream, ResultTable table)
    {
        using var writer = CsvWriter.Create(stream, Options, leaveOpen: true);
        writer.WriteRecord([.. table.Columns.Select(column => SpreadsheetText.Guarded(column.Name))]);
        Action<int>[] cells = [.. table.Columns.Select(column => Cell(writer, column))];
        for (int row = 0; row < table.Rows; row++)
        {
            foreach (var cell in cells)
                cell(row);
            writer.EndRecord();
        }
    }

    private static Action<int> Cell(CsvWriter writer, ResultColumn column) =>
        column switch
        {
            ResultColumn<string> texts => row => writer.WriteField(SpreadsheetText.Guarded(texts.At(row))),
            ResultColumn<int> numbers => row => writer.WriteField(numbers.At(row)),
            ResultColumn<long> numbers => row => writer.WriteField(numbers.At(row)),
            ResultColumn<bool> flags => row => writer.WriteField(flags.At(row)),
            _ => row => writer.WriteField(((ResultColumn<double>)column).At(row)),
        };
}
