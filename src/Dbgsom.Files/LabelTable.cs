using Dbgsom.Classification;
using Dbgsom.Files.Tables;
using Dbgsom.Rows;

namespace Dbgsom.Files;

/// <summary>A table of label quality: one row per sample, with its label, how probable the label is given similar samples, and a suggestion.</summary>
public sealed class LabelTable
{
    private readonly IReadOnlyList<string>? ids;
    private readonly IReadOnlyList<string?> labels;

    private LabelTable(LabelQuality quality, IReadOnlyList<string>? ids, IReadOnlyList<string?> labels) =>
        (Quality, this.ids, this.labels) = (quality, ids, labels);

    /// <summary>The extensions of the files it can be saved as.</summary>
    public static IReadOnlyList<string> Extensions { get; } = TableFormat.Extensions;

    /// <summary>The verdicts.</summary>
    public LabelQuality Quality { get; }

    /// <summary>Judges the labels of samples, see <see cref="SomMap.FindLabelQuality"/>.</summary>
    /// <param name="map">The map.</param>
    /// <param name="samples">The samples; names of rows become a first column.</param>
    /// <param name="labels">One label a sample, null where it has none.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The features are not those of the map, there is not one label a sample, or no sample has a label.</exception>
    /// <exception cref="InvalidOperationException">The map has no training samples.</exception>
    public static LabelTable Create(
        SomMap map,
        LoadedData samples,
        IReadOnlyList<string?> labels,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(samples);
        return new LabelTable(map.FindLabelQuality(samples.Data, labels, cancellationToken), samples.Ids, labels);
    }

    /// <summary>
    /// Saves the table as <c>.csv</c>, <c>.parquet</c> or <c>.arrow</c>, or the suggestions alone, as text, as <c>.npy</c>. A file is replaced as a whole.
    /// </summary>
    /// <param name="path">The file; its extension says which.</param>
    /// <exception cref="ArgumentException">The extension is another.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) =>
        TableFormat.Save(
            path,
            _ => Columns(),
            file => NpyFile.Write(file, [.. Quality.Verdicts.Select(verdict => Word(verdict.Suggestion))])
        );

    /// <summary>Writes the table as CSV: id (where rows have names), row, label, prior, posterior, likeliest, likeliest_posterior, suggestion (clean, analyze, remove, or none).</summary>
    /// <param name="stream">Where it goes.</param>
    public void WriteCsv(Stream stream) => CsvTable.Write(stream, Columns());

    private ResultTable Columns()
    {
        var verdicts = Quality.Verdicts;
        List<ResultColumn> columns = ids is null ? [] : [new ResultColumn<string>("id", row => ids[row])];
        columns.Add(new ResultColumn<int>("row", row => row));
        columns.Add(new ResultColumn<string>("label", row => labels[row] ?? ""));
        columns.Add(new ResultColumn<double>("prior", row => verdicts[row].Prior));
        columns.Add(new ResultColumn<double>("posterior", row => verdicts[row].Posterior));
        columns.Add(new ResultColumn<string>("likeliest", row => verdicts[row].Likeliest ?? ""));
        columns.Add(new ResultColumn<double>("likeliest_posterior", row => verdicts[row].LikeliestPosterior));
        columns.Add(new ResultColumn<string>("suggestion", row => Word(verdicts[row].Suggestion)));
        return new ResultTable(verdicts.Count, columns);
    }

    private static string Word(LabelSuggestion suggestion) =>
        suggestion switch
        {
            LabelSuggestion.Clean => "clean",
            LabelSuggestion.Analyze => "analyze",
            LabelSuggestion.Remove => "remove",
            _ => "none",
        };
}
