using CsvHelper;
using Dbgsom.Data;

namespace Dbgsom.Files;

/// <summary>Reads files of labels: <c>.npy</c> (bool, whole numbers, text) or <c>.csv</c> with one column.</summary>
public static class LabelFile
{
    private static readonly string[] Extensions = [".npy", ".csv", ".tsv"];

    /// <summary>Reads the labels of samples.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">The number of samples. A text file with one line more has a header.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="InvalidDataException">The file holds something else than one label for each sample.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static LabelColumn Load(string path, int rows, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        string extension = Path.GetExtension(path);
        if (!Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase))
            throw DataPart.Bad(path, $"the extension '{extension}' is none of {string.Join(", ", Extensions)}");
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: there is no such file");
        if (!string.Equals(extension, ".npy", StringComparison.OrdinalIgnoreCase))
            return new LabelColumn(ReadLines(path, rows, cancellationToken));
        var (texts, areText) = NpyText.Read(path);
        if (texts.Length != rows)
            throw DataPart.Bad(path, $"there are {texts.Length} labels for {rows} samples");
        int empty = Array.IndexOf(texts, "");
        return empty < 0 ? new LabelColumn(texts, areText) : throw DataPart.Bad(path, $"label {empty} is empty");
    }

    private static List<string> ReadLines(string path, int rows, CancellationToken cancellationToken)
    {
        var labels = new List<string>();
        using var stream = File.OpenRead(path);
        try
        {
            using var reader = CsvReader.Create(stream, CsvFile.Options(null), leaveOpen: true);
            while (reader.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (reader.FieldCount != 1)
                    throw DataPart.Bad(path, $"line {reader.LineNumber} has {reader.FieldCount} cells; labels are one column");
                string label = reader.GetString(0);
                labels.Add(label.Length > 0 ? label : throw DataPart.Bad(path, $"line {reader.LineNumber}: the label is empty"));
                if (labels.Count > rows + 1L)
                    throw DataPart.Bad(path, $"there are more labels than the {rows} samples");
            }
        }
        catch (CsvFormatException e)
        {
            throw CsvFile.Explained(path, e);
        }
        if (labels.Count == rows + 1)
            labels.RemoveAt(0);
        return labels.Count == rows ? labels : throw DataPart.Bad(path, $"there are {labels.Count} labels for {rows} samples");
    }
}
