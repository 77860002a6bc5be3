using Dbgsom.Ensembles;
using Dbgsom.Files.Tables;
using Dbgsom.Rows;

namespace Dbgsom.Files;

/// <summary>A table of consensus clusters: one row per sample, with its cluster and the share of maps that put it there.</summary>
/// <param name="result">What maps have in common.</param>
/// <param name="ids">One name a row, which become a first column; null for none.</param>
public sealed class EnsembleTable(EnsembleResult result, IReadOnlyList<string>? ids = null)
{
    /// <summary>The extensions of the files it can be saved as.</summary>
    public static IReadOnlyList<string> Extensions { get; } = TableFormat.Extensions;

    /// <summary>Saves the table as <c>.csv</c>, <c>.parquet</c> or <c>.arrow</c>, or the clusters alone, as int32, as <c>.npy</c>. A file is replaced as a whole.</summary>
    /// <param name="path">The file; its extension says which.</param>
    /// <exception cref="ArgumentException">The extension is another.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) =>
        TableFormat.Save(path, _ => Columns(), file => NpyFile.Write(file, (int[])[.. result.Labels]));

    /// <summary>Writes the table as CSV: id (where rows have names), row, cluster, stability.</summary>
    /// <param name="stream">Where it goes.</param>
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
