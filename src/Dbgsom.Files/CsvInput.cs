using Dbgsom.Naming;

namespace Dbgsom.Files;

/// <summary>The rows of a CSV file with its header found out, a record at a time.</summary>
internal sealed class CsvInput : RowInput
{
    private readonly TextRecords reader;
    private readonly RowsAhead ahead;

    /// <param name="stream">The file as UTF-8, see <see cref="TextFile"/>.</param>
    /// <param name="file">The file as messages name it.</param>
    /// <param name="separator">The character between cells that its extension stands for.</param>
    /// <param name="options">The options for reading.</param>
    /// <param name="header">Column names of an earlier file, for one without: as when a file was cut into pieces.</param>
    public CsvInput(Stream stream, string file, char? separator, DataFileOptions options, IReadOnlyList<string>? header)
    {
        if (options.SkipLines > 0)
            stream = new SkippedLines(stream, options.SkipLines);
        var (text, sign, division) = CellDivision.Of(stream, separator, options);
        reader = new TextRecords(text, file, sign, options.Encoding, options.Comment);
        try
        {
            if (!reader.Read())
                throw DataPart.Bad(file, "it contains no data" + CsvAdvice.Nothing(options));
            long firstLine = reader.LineNumber;
            string[] first = CsvHeader.Joined(reader, file, options.HeaderLines);
            if (!Array.Exists(first, NumberForm.Of(options).IsNumber))
                reader.Names = CsvHeader.Named(first);
            ahead = new RowsAhead(reader);
            (bool isHeader, string? guess) = CsvHeader.Find(first, ahead.First, options, header);
            Notes =
            [
                .. division is null ? [] : new[] { $"{file}: {division}" },
                .. guess is null ? [] : new[] { $"{file}: line {firstLine} {guess}" },
            ];
            if (isHeader && ahead.First(1).Count == 0)
                throw DataPart.Bad(file, $"the file has no rows below the header (line {firstLine})");
            reader.Names =
                isHeader ? CsvHeader.Names(first, file, firstLine)
                : header?.Count == first.Length ? header
                : options.Plan?.NamesFor(first.Length);
            if (!isHeader && header is null && PlaceNote.For(options, file, reader.Names) is { } byPlace)
                Notes = [.. Notes, $"{byPlace}; --header yes reads the first line as names"];
            Origin = new CsvOrigin(file, firstLine, first, isHeader, reader.Separator);
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    public override CsvOrigin Origin { get; }

    public override IReadOnlyList<string>? Names => reader.Names;

    public override IReadOnlyList<string> Notes { get; }

    public override IReadOnlyList<string[]> First(int count) =>
        Origin.IsHeader ? ahead.First(count) : [Origin.First, .. ahead.First(count - 1)];

    public override void ForEach(Row take, CancellationToken cancellationToken)
    {
        if (!Origin.IsHeader)
            Give(take, new CsvRow(Origin.FirstLine, Origin.First));
        foreach (var row in ahead.Taken)
            Give(take, row);
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            take(reader.LineNumber, reader.FieldCount, reader.GetSpan);
        }
    }

    public override void Dispose() => reader.Dispose();

    private static void Give(Row take, CsvRow row)
    {
        byte[][] cells = Array.ConvertAll(row.Cells, System.Text.Encoding.UTF8.GetBytes);
        take(row.Line, cells.Length, column => cells[column]);
    }
}
