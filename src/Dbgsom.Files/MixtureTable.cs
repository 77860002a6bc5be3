using System.Globalization;
using CsvHelper;
using Dbgsom.Rows;

namespace Dbgsom.Files;

/// <summary>
/// A table of samples as mixtures of the prototypes of a map: one row per sample, one column per neuron. See
/// <see cref="SomMap.MixtureCoefficients"/>.
/// </summary>
public sealed class MixtureTable
{
    private readonly SparseRows coefficients;
    private readonly IReadOnlyList<string>? ids;

    private MixtureTable(SparseRows coefficients, IReadOnlyList<string>? ids)
    {
        this.coefficients = coefficients;
        this.ids = ids;
    }

    /// <summary>The file extensions that <see cref="Save"/> supports; the sparse form supports only the first.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".csv", ".npy"];

    /// <summary>Computes the mixture coefficients of samples.</summary>
    /// <param name="map">The map.</param>
    /// <param name="samples">The samples; row names become the first column.</param>
    /// <param name="progress">Receives the share of the rows that are done.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The features differ from those of the map.</exception>
    public static MixtureTable Create(
        SomMap map,
        LoadedData samples,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(samples);
        return new MixtureTable(map.SparseMixtureCoefficients(samples.Data, progress, cancellationToken), samples.Ids);
    }

    /// <summary>
    /// Saves the table as <c>.csv</c>, or only the coefficients as a float64 matrix in <c>.npy</c>. An existing file is replaced.
    /// </summary>
    /// <param name="path">The file; its extension determines the format.</param>
    /// <param name="sparse">True for a CSV with one row per coefficient greater than 0, see <see cref="WriteCsv"/>.</param>
    /// <param name="cancellationToken">Cancels the operation; an existing file then stays unchanged.</param>
    /// <exception cref="ArgumentException">The extension is not supported, or <c>.npy</c> is combined with sparse.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path, bool sparse = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        switch (Path.GetExtension(path).ToUpperInvariant())
        {
            case ".CSV":
                WholeFile.Write(path, stream => WriteCsv(stream, sparse, cancellationToken));
                break;
            case ".NPY" when sparse:
                throw new ArgumentException($"'{path}' is not a CSV file: a sparse table is saved as .csv only", nameof(path));
            case ".NPY":
                NpyFile.Write(path, coefficients.ToDense());
                break;
            default:
                throw new ArgumentException(
                    $"'{path}' must have one of the extensions {string.Join(", ", Extensions)}",
                    nameof(path)
                );
        }
    }

    /// <summary>
    /// Writes the table as CSV with the columns id (if the rows have names), neuron_0, neuron_1, …; or, if sparse, with the columns id,
    /// row, neuron, coefficient and one row per coefficient greater than 0. Rows and neurons are counted from 0.
    /// </summary>
    public void WriteCsv(Stream stream, bool sparse = false, CancellationToken cancellationToken = default)
    {
        using var writer = CsvWriter.Create(stream, CsvTable.Options, leaveOpen: true);
        string[] columns = sparse
            ? ["row", "neuron", "coefficient"]
            :
            [
                .. Enumerable
                    .Range(0, coefficients.ColumnCount)
                    .Select(neuron => "neuron_" + neuron.ToString(CultureInfo.InvariantCulture)),
            ];
        writer.WriteRecord(ids is null ? columns : ["id", .. columns]);
        for (int row = 0; row < coefficients.RowCount; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (sparse)
                WriteEntries(writer, row);
            else
                WriteWhole(writer, row);
        }
    }

    private void WriteEntries(CsvWriter writer, int row)
    {
        var neurons = coefficients.Indices(row);
        for (int at = 0; at < neurons.Length; at++)
        {
            if (ids is not null)
                writer.WriteField(SpreadsheetText.Guarded(ids[row]));
            writer.WriteField(row);
            writer.WriteField(neurons[at]);
            writer.WriteField(coefficients.Values(row)[at]);
            writer.EndRecord();
        }
    }

    private void WriteWhole(CsvWriter writer, int row)
    {
        if (ids is not null)
            writer.WriteField(SpreadsheetText.Guarded(ids[row]));
        var neurons = coefficients.Indices(row);
        int at = 0;
        for (int neuron = 0; neuron < coefficients.ColumnCount; neuron++)
            writer.WriteField(at < neurons.Length && neurons[at] == neuron ? coefficients.Values(row)[at++] : 0.0);
        writer.EndRecord();
    }
}
