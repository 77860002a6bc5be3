namespace Dbgsom.Files;

/// <summary>A column of a table as it is in its files, to stand beside what a map says of the rows.</summary>
/// <param name="Name">Its name, or its index where the files have no names.</param>
/// <param name="Cells">The text of each row; numbers of typed files as one writes them, cells without a value empty.</param>
public sealed record KeptColumn(string Name, IReadOnlyList<string> Cells)
{
    /// <summary>Reads columns of the files of one table, whatever they hold.</summary>
    /// <param name="paths">Files of text, Parquet or Arrow, or folders of them; not standard input.</param>
    /// <param name="columns">The columns by name, by index from 0, or as ranges of indices such as 2-5.</param>
    /// <param name="options">How the files are read; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="InvalidDataException">A file is damaged or no table, lacks a column, or has cells of a type that is not read.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="ArgumentException">There is no file to read, or one is an array.</exception>
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
