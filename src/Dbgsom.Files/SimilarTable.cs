using Dbgsom.Files.Tables;
using Dbgsom.Map;
using Dbgsom.Rows;

namespace Dbgsom.Files;

/// <summary>A table of the rows nearest to a sample, nearest first.</summary>
/// <param name="rows">The rows.</param>
/// <param name="ids">The names of all rows of the data, which become the first column; null for no names.</param>
public sealed class SimilarTable(IReadOnlyList<SimilarRow> rows, IReadOnlyList<string>? ids = null)
{
    /// <summary>The file extensions that <see cref="Save"/> supports.</summary>
    public static IReadOnlyList<string> Extensions { get; } = TableFormat.Extensions;

    /// <summary>
    /// Saves the table as <c>.csv</c>, <c>.parquet</c> or <c>.arrow</c>, or only the row indices, as int32, as <c>.npy</c>. An existing
    /// file is replaced.
    /// </summary>
    /// <param name="path">The file; its extension determines the format.</param>
    /// <exception cref="ArgumentException">The extension is not supported.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) =>
        TableFormat.Save(path, _ => Columns(), file => NpyFile.Write(file, (int[])[.. rows.Select(one => one.Row)]));

    /// <summary>Writes the table as CSV with the columns id (if the rows have names), row and distance.</summary>
    /// <param name="stream">The stream to write to.</param>
    public void WriteCsv(Stream stream) => CsvTable.Write(stream, Columns());

    private ResultTable Columns()
    {
        List<ResultColumn> columns = ids is null ? [] : [new ResultColumn<string>("id", place => ids[rows[place].Row])];
        columns.Add(new ResultColumn<int>("row", place => rows[place].Row));
        columns.Add(new ResultColumn<double>("distance", place => rows[place].Distance));
        return new ResultTable(rows.Count, columns);
    }
}
