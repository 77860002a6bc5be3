using System.Globalization;
using Dbgsom.Clustering;
using Dbgsom.Files.Tables;
using Dbgsom.Naming;
using Dbgsom.Passes;
using Dbgsom.Regression;
using Dbgsom.Rows;
using Dbgsom.Search;

namespace Dbgsom.Files;

/// <summary>
/// A table of predictions: one row per sample, with its label, its winner and the next nearest neurons, and with classes if the map has
/// them.
/// </summary>
public sealed class PredictionTable
{
    private readonly SomMap map;
    private readonly PredictionOptions options;
    private readonly IReadOnlyList<string>? ids;
    private readonly BestMatches matches;
    private readonly int[] labels;
    private readonly ClassFinds? classes;
    private readonly IReadOnlyList<int>[]? paths;
    private readonly MapClusters? clusters;
    private readonly double[]? outliers;
    private readonly PredictedNumber[]? numbers;

    private PredictionTable(SomMap map, LoadedData samples, PredictionOptions options, CancellationToken cancellationToken)
    {
        this.map = map;
        this.options = options;
        ids = samples.Ids;
        matches = map.FindBestMatches(samples.Data, options.Top, cancellationToken);
        labels =
            map.Children.Count > 0
                ? map.PredictLabel(samples.Data, cancellationToken)
                : [.. Enumerable.Range(0, samples.Data.RowCount).Select(row => Winner(row).Label)];
        if (map.Classes is not null)
        {
            classes = map.FindClasses(samples.Data, options.Probabilities, cancellationToken);
        }
        paths = options.Paths ? map.PredictPath(samples.Data, cancellationToken) : null;
        clusters = options.Clusters?.Apply(map, cancellationToken);
        outliers = options.Outliers ? map.OutlierScores(samples.Data, cancellationToken) : null;
        numbers = map.Regression?.PredictIntervals(samples.Data, options.Level, cancellationToken);
        OddCount = outliers?.Count(score => score >= SomMap.OutlierThreshold);
    }

    /// <summary>The file extensions that <see cref="Save"/> supports.</summary>
    public static IReadOnlyList<string> Extensions { get; } = TableFormat.Extensions;

    /// <summary>One label per sample.</summary>
    public IReadOnlyList<int> Labels => labels;

    /// <summary>
    /// The number of outliers: samples with a score of at least <see cref="SomMap.OutlierThreshold"/>. Null if no scores were
    /// requested.
    /// </summary>
    public int? OddCount { get; }

    /// <summary>Predicts samples with a map.</summary>
    /// <param name="map">The map.</param>
    /// <param name="samples">The samples; row names become the first column.</param>
    /// <param name="options">The columns to include; null for the minimum.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The features differ from those of the map, or an option is out of range.</exception>
    /// <exception cref="InvalidOperationException">Outlier scores are requested from a map that cannot compute them.</exception>
    public static PredictionTable Create(
        SomMap map,
        LoadedData samples,
        PredictionOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(samples);
        options ??= new PredictionOptions();
        if (options.Probabilities && map.Classes is null)
            throw new ArgumentException("the map was trained without labels and has no class probabilities", nameof(options));
        int rows = samples.Data.RowCount;
        return options.Kept.FirstOrDefault(column => column.Cells.Count != rows) is { } odd
            ? throw new ArgumentException(
                $"the column '{odd.Name}' to keep has {Text.Counted(odd.Cells.Count, "cell")} for {rows} samples; valid is one per sample",
                nameof(options)
            )
            : new PredictionTable(map, samples, options, cancellationToken);
    }

    /// <summary>
    /// Saves the table as <c>.csv</c>, <c>.parquet</c> or <c>.arrow</c>, or one vector as <c>.npy</c>: the classes in their type if the
    /// map has them, the predictions as double (one column) if it predicts a number, else the labels as int32. Parquet and Arrow have
    /// the columns of <see cref="WriteCsv"/>: classes in their type, integers as int32, distances, scores and probabilities as double.
    /// An existing file is replaced.
    /// </summary>
    /// <param name="path">The file; its extension determines the format.</param>
    /// <exception cref="ArgumentException">The extension is not supported.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => TableFormat.Save(path, Columns, SaveNpy);

    /// <summary>
    /// Writes the table as CSV with the columns id (if the rows have names), class and probability (if the map has classes),
    /// prediction, low and high (if it predicts a number), label, neuron, x, y, distance, outlier, cluster, path, neuron_2, distance_2,
    /// …, p_CLASS, …, and the kept columns. Texts that a spreadsheet would take for a formula (they begin with = + - @) are prefixed
    /// with an apostrophe; numbers are not.
    /// </summary>
    public void WriteCsv(Stream stream) => CsvTable.Write(stream, Columns(typed: false));

    private ResultTable Columns(bool typed)
    {
        var columns = new List<ResultColumn>();
        void Add<T>(string name, Func<int, T> at) => columns.Add(new ResultColumn<T>(name, at));
        if (ids is not null)
            Add("id", row => ids[row]);
        if (classes is not null)
        {
            columns.Add(ClassColumn(typed));
            Add("probability", row => classes.Confidences![row]);
        }
        if (numbers is not null)
        {
            Add("prediction", row => numbers[row].Value);
            Add("low", row => numbers[row].Low);
            Add("high", row => numbers[row].High);
        }
        Add("label", row => labels[row]);
        Add("neuron", row => Winner(row).Index);
        Add("x", row => Winner(row).Position.X);
        Add("y", row => Winner(row).Position.Y);
        Add("distance", row => matches[row, 0].Distance);
        if (outliers is not null)
            Add("outlier", row => outliers[row]);
        if (clusters is not null)
            Add("cluster", row => clusters.Labels[Winner(row).Index]);
        if (paths is not null)
            Add("path", row => string.Join('/', paths[row]));
        for (int next = 1; next < options.Top; next++)
        {
            int place = next;
            string rank = (next + 1).ToString(CultureInfo.InvariantCulture);
            Add("neuron_" + rank, row => matches[row, place].Neuron);
            Add("distance_" + rank, row => matches[row, place].Distance);
        }
        for (int label = 0; options.Probabilities && label < map.Classes!.Count; label++)
        {
            int place = label;
            Add("p_" + map.Classes.Names[label], row => classes!.Probabilities![row, place]);
        }
        foreach (var kept in options.Kept)
        {
            string name = kept.Name;
            while (columns.Exists(column => column.Name == name))
                name = "kept_" + name;
            Add(name, row => kept.Cells[row]);
        }
        return new ResultTable(labels.Length, columns);
    }

    private ResultColumn ClassColumn(bool typed)
    {
        ResultColumn Of<T>()
            where T : notnull
        {
            var values = map.Classes!.As<T>();
            return new ResultColumn<T>("class", row => values[classes!.Classes[row]]);
        }

        return (typed ? map.Classes!.Kind : ClassKind.Text) switch
        {
            ClassKind.Number => Of<int>(),
            ClassKind.LongNumber => Of<long>(),
            ClassKind.Boolean => Of<bool>(),
            _ => new ResultColumn<string>("class", row => map.Classes!.Names[classes!.Classes[row]]),
        };
    }

    private void SaveNpy(string path)
    {
        switch (map.Classes?.Kind)
        {
            case null when numbers is not null:
                NpyFile.Write(path, DataMatrix.From(Array.ConvertAll(numbers, number => number.Value), 1));
                break;
            case null:
                NpyFile.Write(path, labels);
                break;
            case ClassKind.Number:
                NpyFile.Write(path, Values<int>());
                break;
            case ClassKind.LongNumber:
                NpyFile.Write(path, Values<long>());
                break;
            case ClassKind.Boolean:
                NpyFile.Write(path, Values<bool>());
                break;
            default:
                NpyFile.Write(path, Array.ConvertAll(classes!.Classes, code => map.Classes!.Names[code]));
                break;
        }
    }

    private T[] Values<T>()
        where T : notnull
    {
        var values = map.Classes!.As<T>();
        return Array.ConvertAll(classes!.Classes, code => values[code]);
    }

    private Neuron Winner(int row) => map.Neurons[matches[row, 0].Neuron];
}
