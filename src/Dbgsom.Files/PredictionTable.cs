using System.Globalization;
using CsvHelper;
using Dbgsom.Data;
using Dbgsom.Passes;

namespace Dbgsom.Files;

/// <summary>What a map says of samples: a row a sample, with its label, its winner and the next nearest neurons; classes, where the map knows any.</summary>
public sealed class PredictionTable
{
    private readonly SomMap map;
    private readonly PredictionOptions options;
    private readonly IReadOnlyList<string>? ids;
    private readonly BestMatch[] matches;
    private readonly int[] labels;
    private readonly ClassFinds? classes;
    private readonly IReadOnlyList<int>[]? paths;
    private readonly MapClusters? clusters;
    private readonly double[]? outliers;

    private PredictionTable(SomMap map, LoadedData samples, PredictionOptions options, CancellationToken cancellationToken)
    {
        this.map = map;
        this.options = options;
        ids = samples.Ids;
        matches = map.FindBestMatches(samples.Data, options.Top, cancellationToken);
        labels =
            map.Children.Count > 0
                ? map.Predict(samples.Data, cancellationToken)
                : [.. Enumerable.Range(0, samples.Data.RowCount).Select(row => Winner(row).Label)];
        if (map.Classes is not null)
        {
            classes = map.FindClasses(samples.Data, options.Probabilities, cancellationToken);
        }
        paths = options.Paths ? map.PredictPath(samples.Data, cancellationToken) : null;
        clusters = options.Clusters?.Of(map, cancellationToken);
        outliers = options.Outliers ? map.OutlierScores(samples.Data, cancellationToken) : null;
    }

    /// <summary>The extensions of the files it can be saved as.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".csv", ".npy"];

    /// <summary>One label a sample.</summary>
    public IReadOnlyList<int> Labels => labels;

    /// <summary>Finds out what a map says of samples.</summary>
    /// <param name="map">The map.</param>
    /// <param name="samples">The samples; names of rows become a first column.</param>
    /// <param name="options">What to say of each; null for the least.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="ArgumentException">The features are not those of the map, or an option is out of range.</exception>
    /// <exception cref="InvalidOperationException">Outlier scores are wanted of a map that cannot give them.</exception>
    public static PredictionTable Of(
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
            throw new ArgumentException(
                "the map was trained without labels; it knows no probabilities of classes",
                nameof(options)
            );
        return new PredictionTable(map, samples, options, cancellationToken);
    }

    /// <summary>
    /// Saves the table as <c>.csv</c>, or one vector in <c>.npy</c>: the classes in their type where the map knows any, else the labels as
    /// int32. A file is replaced as a whole.
    /// </summary>
    /// <param name="path">The file; its extension says which.</param>
    /// <exception cref="ArgumentException">The extension is another.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        switch (Path.GetExtension(path).ToUpperInvariant())
        {
            case ".CSV":
                WholeFile.Write(path, WriteCsv);
                break;
            case ".NPY":
                SaveNpy(path);
                break;
            default:
                throw new ArgumentException($"'{path}' has none of the extensions {string.Join(", ", Extensions)}", nameof(path));
        }
    }

    /// <summary>
    /// Writes the table as CSV with the columns id (where rows have names), class and probability (where the map knows classes), label,
    /// neuron, x, y, distance, outlier, cluster, path, neuron_2, distance_2, …, p_CLASS, ….
    /// </summary>
    public void WriteCsv(Stream stream)
    {
        using var writer = CsvWriter.Create(stream, CsvTable.Options, leaveOpen: true);
        writer.WriteRecord(Header());
        for (int row = 0; row < labels.Length; row++)
        {
            if (ids is not null)
                writer.WriteField(ids[row]);
            if (classes is not null)
            {
                writer.WriteField(map.Classes!.Names[classes.Classes[row]]);
                writer.WriteField(classes.Confidences![row]);
            }
            var winner = Winner(row);
            writer.WriteField(labels[row]);
            writer.WriteField(winner.Index);
            writer.WriteField(winner.Position.X);
            writer.WriteField(winner.Position.Y);
            var nearest = matches.AsSpan(row * options.Top, options.Top);
            writer.WriteField(nearest[0].Distance);
            if (outliers is not null)
                writer.WriteField(outliers[row]);
            if (clusters is not null)
                writer.WriteField(clusters.Labels[winner.Index]);
            if (paths is not null)
                writer.WriteField(string.Join('/', paths[row]));
            foreach (var next in nearest[1..])
            {
                writer.WriteField(next.Neuron);
                writer.WriteField(next.Distance);
            }
            for (int label = 0; options.Probabilities && label < map.Classes!.Count; label++)
                writer.WriteField(classes!.Probabilities![row, label]);
            writer.EndRecord();
        }
    }

    private string[] Header() =>
        [
            .. ids is null ? Array.Empty<string>() : ["id"],
            .. classes is null ? Array.Empty<string>() : ["class", "probability"],
            "label",
            "neuron",
            "x",
            "y",
            "distance",
            .. outliers is null ? Array.Empty<string>() : ["outlier"],
            .. clusters is null ? Array.Empty<string>() : ["cluster"],
            .. paths is null ? Array.Empty<string>() : ["path"],
            .. Enumerable
                .Range(2, options.Top - 1)
                .Select(rank => rank.ToString(CultureInfo.InvariantCulture))
                .SelectMany(rank => new[] { "neuron_" + rank, "distance_" + rank }),
            .. options.Probabilities ? map.Classes!.Names.Select(name => "p_" + name) : [],
        ];

    private void SaveNpy(string path)
    {
        switch (map.Classes?.Kind)
        {
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

    private Neuron Winner(int row) => map.Neurons[matches[row * options.Top].Neuron];
}
