using System.Globalization;
using CsvHelper;
using Dbgsom.Data;

namespace Dbgsom.Files;

/// <summary>What a map says of samples: a row a sample, with its label, its winner and the next nearest neurons.</summary>
public sealed class PredictionTable
{
    private readonly SomMap map;
    private readonly BestMatch[] matches;
    private readonly int top;
    private readonly IReadOnlyList<string>? ids;

    private PredictionTable(SomMap map, BestMatch[] matches, int top, IReadOnlyList<string>? ids)
    {
        this.map = map;
        this.matches = matches;
        this.top = top;
        this.ids = ids;
    }

    /// <summary>The extensions of the files it can be saved as.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".csv", ".npy"];

    /// <summary>One label a sample.</summary>
    public IReadOnlyList<int> Labels => [.. Winners().Select(winner => winner.Label)];

    /// <summary>Finds the nearest neurons of samples.</summary>
    /// <param name="map">The map.</param>
    /// <param name="samples">The samples; names of rows become a first column.</param>
    /// <param name="top">How many neurons to name for each, from 1 to all.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="ArgumentException">The features are not those of the map, or <paramref name="top"/> is out of range.</exception>
    public static PredictionTable Of(SomMap map, LoadedData samples, int top = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(samples);
        return new PredictionTable(map, map.FindBestMatches(samples.Data, top, cancellationToken), top, samples.Ids);
    }

    /// <summary>Saves the table as <c>.csv</c>, or the labels alone as an int32 vector in <c>.npy</c>; a file is replaced as a whole.</summary>
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
                NpyFile.Write(path, Labels.ToArray());
                break;
            default:
                throw new ArgumentException($"'{path}' has none of the extensions {string.Join(", ", Extensions)}", nameof(path));
        }
    }

    /// <summary>Writes the table as CSV with the columns id (where rows have names), label, neuron, x, y, distance, neuron_2, distance_2, …</summary>
    public void WriteCsv(Stream stream)
    {
        using var writer = CsvWriter.Create(stream, CsvTable.Options, leaveOpen: true);
        writer.WriteRecord(Header());
        for (int row = 0; row < matches.Length / top; row++)
        {
            if (ids is not null)
                writer.WriteField(ids[row]);
            var nearest = matches.AsSpan(row * top, top);
            var winner = map.Neurons[nearest[0].Neuron];
            writer.WriteField(winner.Label);
            writer.WriteField(winner.Index);
            writer.WriteField(winner.Position.X);
            writer.WriteField(winner.Position.Y);
            writer.WriteField(nearest[0].Distance);
            foreach (var next in nearest[1..])
            {
                writer.WriteField(next.Neuron);
                writer.WriteField(next.Distance);
            }
            writer.EndRecord();
        }
    }

    private string[] Header() =>
        [
            .. ids is null ? Array.Empty<string>() : ["id"],
            "label",
            "neuron",
            "x",
            "y",
            "distance",
            .. Enumerable
                .Range(2, top - 1)
                .Select(rank => rank.ToString(CultureInfo.InvariantCulture))
                .SelectMany(rank => new[] { "neuron_" + rank, "distance_" + rank }),
        ];

    private IEnumerable<Neuron> Winners()
    {
        for (int at = 0; at < matches.Length; at += top)
            yield return map.Neurons[matches[at].Neuron];
    }
}
