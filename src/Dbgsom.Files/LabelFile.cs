using Dbgsom.Rows;

namespace Dbgsom.Files;

/// <summary>Reads label files: <c>.npy</c> (bool, integers, text) or <c>.csv</c> with one column.</summary>
public static class LabelFile
{
    internal static readonly string[] Extensions = [".npy", ".csv", ".tsv"];

    /// <summary>Reads the labels of samples.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">The number of samples.</param>
    /// <param name="options">Options for reading text; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="InvalidDataException">The file does not contain exactly one label per sample.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static LabelColumn Load(
        string path,
        int rows,
        LabelFileOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(path);
        string extension = Path.GetExtension(path);
        if (!Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase))
            throw DataPart.Bad(path, $"the extension '{extension}' is not one of {string.Join(", ", Extensions)}");
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: the file does not exist");
        if (!string.Equals(extension, ".npy", StringComparison.OrdinalIgnoreCase))
            return LabelLines.Read(path, rows, options ?? new LabelFileOptions(), cancellationToken);
        var (texts, areText) = NpyText.Read(path);
        if (texts.Length != rows)
            throw DataPart.Bad(path, $"the file has {texts.Length} labels for {rows} samples");
        return new LabelColumn(texts, areText);
    }
}
