namespace Dbgsom.Files;

/// <summary>A column of a table, unchanged, to add to the results of a map.</summary>
/// <param name="Name">The name of the column, or its index if the files have no names.</param>
/// <param name="Cells">The text of each row: formatted numbers for typed files, empty for cells without a value.</param>
public sealed record KeptColumn(string Name, IReadOnlyList<string> Cells)
{
    /// <summary>Reads columns from the files of one table, whatever they contain.</summary>
    /// <param name="paths">Text, Parquet or Arrow files, or folders of them; standard input is not supported.</param>
    /// <param name="columns">The columns by name, by index from 0, or as ranges of indices such as 2-5.</param>
    /// <param name="options">Options for reading the files; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="InvalidDataException">
    /// A file is damaged or not a table, lacks a column, or has cells of an unsupported type.
    /// </exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="ArgumentException">No file is given, or a file is an array.</exception>
    public static IReadOnlyList<KeptColumn> Load(
        IReadOnlyList<string> paths,
        IReadOnlyList<string> columns,
        DataFileOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(columns);
        return Load(paths, _ => columns, options ?? new DataFileOptions(), cancellationToken);
    }

    /// <summary>Reads the columns that are chosen of the names there are.</summary>
    internal static IReadOnlyList<KeptColumn> Load(
        IReadOnlyList<string> paths,
        Func<IReadOnlyList<string>, IReadOnlyList<string>> choose,
        DataFileOptions options,
        CancellationToken cancellationToken
    )
    {
        var texts = new KeptTexts(choose, cancellationToken);
        DataSource.LookAll(paths, texts, options, null, cancellationToken);
        return texts.Columns;
    }
}
