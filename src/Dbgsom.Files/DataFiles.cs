namespace Dbgsom.Files;

/// <summary>Reads data files: <c>.npy</c>, <c>.npz</c>, <c>.csv</c> and <c>.tsv</c>, alone, several, or a folder of them.</summary>
public static class DataFiles
{
    /// <summary>Reads files as one data set: the rows of the first, then those of the second, and so on.</summary>
    /// <param name="paths">Files in order; a folder stands for its data files in the ordinal order of their names; "-" is CSV on standard input.</param>
    /// <param name="options">What to read; null for everything.</param>
    /// <param name="standardInput">What "-" reads; null where it is not to be had.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="InvalidDataException">A file is damaged, holds something that is no sample, or does not fit the others; the
    /// message says file, line and column.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static LoadedData Load(
        IReadOnlyList<string> paths,
        DataFileOptions? options = null,
        Stream? standardInput = null,
        CancellationToken cancellationToken = default
    )
    {
        options ??= new DataFileOptions();
        var parts = new List<DataPart>();
        foreach (var source in DataSource.Find(paths))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var part = source.Read(options, parts.FirstOrDefault()?.Header, standardInput, cancellationToken);
            if (parts.Count > 0)
                part.CheckFits(parts[0]);
            parts.Add(part);
        }
        return new LoadedData
        {
            Data = DataMatrix.Concatenate([.. parts.Select(part => part.Data)]),
            Labels = Join(parts, part => part.Labels),
            Ids = Join(parts, part => part.Ids),
            Notes = [.. parts.SelectMany(part => part.Notes).Distinct()],
        };
    }

    private static IReadOnlyList<string>? Join(List<DataPart> parts, Func<DataPart, IReadOnlyList<string>?> list) =>
        list(parts[0]) is null ? null
        : parts.Count == 1 ? list(parts[0])
        : [.. parts.SelectMany(part => list(part)!)];
}
