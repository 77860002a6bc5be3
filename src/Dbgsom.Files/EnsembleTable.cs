using Dbgsom.Ensembles;
using Dbgsom.Files.Tables;
using Dbgsom.Rows;

namespace Dbgsom.Files;

/// <summary>A table of consensus clusters: one row per sample, with its cluster and the share of maps that put it there.</summary>
/// <param name="result">The result of the ensemble.</param>
/// <param name="ids">The names of the rows, which become the first column; null for no names.</param>
public sealed class EnsembleTable(EnsembleResult result, IReadOnlyList<string>? ids = null)
{
    /// <summary>The file extensions that <see cref="Save"/> supports.</summary>
    public static IReadOnlyList<string> Extensions { get; } = TableFormat.Extensions;

    /// <summary>
    /// Saves the table as <c>.csv</c>, <c>.parquet</c> or <c>.arrow</c>, or only the clusters, as int32, as <c>.npy</c>. An existing
    /// file is replaced.
    /// </summary>
    /// <param name="path">The file; its extension determines the format.</param>
    /// <exception cref="ArgumentException">The extension is not supported.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) =>
        TableFormat.Save(path, _ => Columns(), file => NpyFile.Write(file, (int[])[.. result.Labels]));

    /// <summary>Writes the table as CSV with the columns id (if the rows have names), row, cluster and stability.</summary>
    /// <param name="stream">The stream to write to.</param>
    public void WriteCsv(Stream stream) => CsvTable.Write(stream, Columns());

    private ResultTable Columns()
    {
        List<ResultColumn> columns = ids is null ? [] : [new ResultColumn<string>("id", row => ids[row])];
        columns.Add(new ResultColumn<int>("row", row => row));
        columns.Add(new ResultColumn<int>("cluster", row => result.Labels[row]));
        columns.Add(new ResultColumn<double>("stability", row => result.Stability[row]));
        return new ResultTable(result.Labels.Count, columns);
    }
}
