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

    /// <summary>The file extensions that <see cref="Save"/> supports.</summary>
    public static IReadOnlyList<string> Extensions { get; } = TableFormat.Extensions;

    /// <summary>The label quality of each sample.</summary>
    public LabelQuality Quality { get; }

    /// <summary>Assesses the labels of samples, see <see cref="SomMap.FindLabelQuality"/>.</summary>
    /// <param name="map">The map.</param>
    /// <param name="samples">The samples; row names become the first column.</param>
    /// <param name="labels">One label per sample; null for a sample without one.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">
    /// The features differ from those of the map, the number of labels differs from the number of samples, or no sample has a label.
    /// </exception>
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
    /// Saves the table as <c>.csv</c>, <c>.parquet</c> or <c>.arrow</c>, or only the suggestions, as text, as <c>.npy</c>. An existing
    /// file is replaced.
    /// </summary>
    /// <param name="path">The file; its extension determines the format.</param>
    /// <exception cref="ArgumentException">The extension is not supported.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) =>
        TableFormat.Save(
            path,
            _ => Columns(),
            file => NpyFile.Write(file, [.. Quality.Verdicts.Select(verdict => Word(verdict.Suggestion))])
        );

    /// <summary>
    /// Writes the table as CSV with the columns id (if the rows have names), row, label, prior, posterior, likeliest,
    /// likeliest_posterior and suggestion (clean, analyze, remove or none).
    /// </summary>
    /// <param name="stream">The stream to write to.</param>
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
