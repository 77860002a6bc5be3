using CsvHelper;
using Dbgsom.Data;

namespace Dbgsom.Files;

/// <summary>Writes tables of neurons as CSV: UTF-8, a comma between cells, a line feed after rows, numbers that read back the same.</summary>
public static class CsvTable
{
    internal static CsvWriterOptions Options { get; } = new() { NewLine = "\n" };

    /// <summary>Saves a table; a file is replaced as a whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="table">The table, see <see cref="SomMap.ToTable"/>.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, NeuronTable table)
    {
        ArgumentNullException.ThrowIfNull(path);
        WholeFile.Write(path, stream => Write(stream, table));
    }

    /// <summary>Writes a table.</summary>
    public static void Write(Stream stream, NeuronTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        using var writer = CsvWriter.Create(stream, Options, leaveOpen: true);
        writer.WriteRecord([.. table.Columns.Select(column => column.Name)]);
        for (int row = 0; row < table.Columns[0].Values.Count; row++)
        {
            foreach (var (_, values) in table.Columns)
                writer.WriteField(values[row]);
            writer.EndRecord();
        }
    }
}
