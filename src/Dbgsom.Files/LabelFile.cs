using Dbgsom.Rows;

namespace Dbgsom.Files;

/// <summary>Reads files of labels: <c>.npy</c> (bool, whole numbers, text) or <c>.csv</c> with one column.</summary>
public static class LabelFile
{
    internal static readonly string[] Extensions = [".npy", ".csv", ".tsv"];

    /// <summary>Reads the labels of samples.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">The number of samples.</param>
    /// <param name="options">How text is read; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="InvalidDataException">The file holds something else than one label for each sample.</exception>
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
            throw DataPart.Bad(path, $"the extension '{extension}' is none of {string.Join(", ", Extensions)}");
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: there is no such file");
        if (!string.Equals(extension, ".npy", StringComparison.OrdinalIgnoreCase))
            return LabelLines.Read(path, rows, options ?? new LabelFileOptions(), cancellationToken);
        var (texts, areText) = NpyText.Read(path);
        if (texts.Length != rows)
            throw DataPart.Bad(path, $"there are {texts.Length} labels for {rows} samples");
        return new LabelColumn(texts, areText);
    }
}
