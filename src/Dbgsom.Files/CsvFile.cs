namespace Dbgsom.Files;

/// <summary>Reads CSV: header or not, delimiter found out, a record at a time.</summary>
internal static class CsvFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="stream">The file as UTF-8, see <see cref="TextFile"/>.</param>
    /// <param name="file">The file as messages name it.</param>
    /// <param name="separator">The character between cells that its extension stands for.</param>
    /// <param name="options">The options for reading.</param>
    /// <param name="header">Column names of an earlier file, for one without: as when a file was cut into pieces.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static DataPart Read(
        Stream stream,
        string file,
        char? separator,
        DataFileOptions options,
        IReadOnlyList<string>? header,
        CancellationToken cancellationToken
    )
    {
        using var input = new CsvInput(stream, file, separator, options, header);
        return input.Read(options, cancellationToken);
    }
}

/// <summary>A row that was read ahead.</summary>
/// <param name="Line">The line it begins on.</param>
/// <param name="Cells">The cells of the row.</param>
internal readonly record struct CsvRow(long Line, string[] Cells);

/// <summary>Rows below the first one, read while it is found out what that is.</summary>
internal sealed class RowsAhead(TextRecords reader)
{
    private const long MostCharacters = 1 << 20;

    private readonly List<CsvRow> rows = [];
    private long characters;
    private bool ended;

    /// <summary>All that were read.</summary>
    public IReadOnlyList<CsvRow> Taken => rows;

    /// <summary>Some of the first rows; fewer where the file or the room for them ends before.</summary>
    public IReadOnlyList<string[]> First(int count)
    {
        while (rows.Count < count && !ended && (rows.Count == 0 || characters < MostCharacters))
        {
            ended = !reader.Read();
            if (ended)
                break;
            rows.Add(new CsvRow(reader.LineNumber, reader.Cells()));
            characters += rows[^1].Cells.Sum(cell => (long)cell.Length);
        }
        return [.. rows.Take(count).Select(row => row.Cells)];
    }
}
