using CsvHelper;
using Dbgsom.Data;

namespace Dbgsom.Files;

/// <summary>Reads files of labels: <c>.npy</c> (bool, whole numbers, text) or <c>.csv</c> with one column.</summary>
public static class LabelFile
{
    internal static readonly string[] Extensions = [".npy", ".csv", ".tsv"];

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
        int given = 0;
        long? empty = null;
        using var stream = File.OpenRead(path);
        try
        {
            // An empty line that is passed over would move all labels below it to other samples.
            using var reader = CsvReader.Create(stream, CsvFile.Options(null, skipEmptyLines: false), leaveOpen: true);
            while (reader.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (reader.FieldCount != 1)
                    throw DataPart.Bad(path, $"line {reader.LineNumber} has {reader.FieldCount} cells; labels are one column");
                string label = reader.GetString(0);
                if (label.Length == 0)
                {
                    empty ??= reader.LineNumber;
                    continue;
                }
                if (empty is not null)
                    throw DataPart.Bad(path, EmptyAt(empty));
                given++;
                if (given <= rows + 1L)
                    labels.Add(label);
            }
        }
        catch (CsvFormatException e)
        {
            throw CsvFile.Explained(path, e);
        }
        if (given == rows + 1L)
            labels.RemoveAt(0);
        string missing = given < rows && empty is not null ? "; " + EmptyAt(empty) : "";
        return labels.Count == rows ? labels : throw DataPart.Bad(path, $"there are {given} labels for {rows} samples{missing}");
    }

    private static string EmptyAt(long? line) => $"line {line}: the label is empty";
}
