using Dbgsom.Files.Tables;
using Dbgsom.Map;
using Dbgsom.Rows;

namespace Dbgsom.Files;

/// <summary>The rows nearest to a sample, nearest first.</summary>
/// <param name="rows">The rows.</param>
/// <param name="ids">The names of all rows of the data, which become a first column; null for none.</param>
public sealed class SimilarTable(IReadOnlyList<SimilarRow> rows, IReadOnlyList<string>? ids = null)
{
    /// <summary>The extensions of the files it can be saved as.</summary>
    public static IReadOnlyList<string> Extensions { get; } = TableFormat.Extensions;

    /// <summary>Saves the table as <c>.csv</c>, <c>.parquet</c> or <c>.arrow</c>, or the numbers of the rows alone, as int32, as <c>.npy</c>. A file is replaced as a whole.</summary>
    /// <param name="path">The file; its extension says which.</param>
    /// <exception cref="ArgumentException">The extension is another.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) =>
        TableFormat.Save(path, _ => Columns(), file => NpyFile.Write(file, (int[])[.. rows.Select(one => one.Row)]));

    /// <summary>Writes the table as CSV: id (where rows have names), row, distance.</summary>
    /// <param name="stream">Where it goes.</param>
    public void WriteCsv(Stream stream) => CsvTable.Write(stream, Columns());

    private ResultTable Columns()
    {
        List<ResultColumn> columns = ids is null ? [] : [new ResultColumn<string>("id", place => ids[rows[place].Row])];
        columns.Add(new ResultColumn<int>("row", place => rows[place].Row));
        columns.Add(new ResultColumn<double>("distance", place => rows[place].Distance));
        return new ResultTable(rows.Count, columns);
    }
}
