using CsvHelper;

namespace Dbgsom.Files;

/// <summary>Reads CSV: header or not, delimiter found out, a record at a time.</summary>
internal static class CsvFile
{
    // A row of a million long numbers fits; a quote that is never closed cannot take the memory for a whole file.
    private const int LongestRow = 1 << 24;

    public static DataPart Read(
        Stream stream,
        string file,
        char? separator,
        DataFileOptions options,
        IReadOnlyList<string>? header,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var reader = CsvReader.Create(stream, Options(Separator(separator, options)), leaveOpen: true);
            return Read(reader, file, options, header, cancellationToken);
        }
        catch (CsvFormatException e)
        {
            throw Explained(file, e);
        }
        catch (InvalidDataException e) when (!e.Message.StartsWith(file, StringComparison.Ordinal))
        {
            // Packed text that is damaged or cut short; the message of .NET does not say where.
            throw DataPart.Bad(file, e.Message.TrimEnd('.'));
        }
    }

    /// <summary>What the parser complains of, with the file.</summary>
    public static InvalidDataException Explained(string file, CsvFormatException e)
    {
        // Of a row that is too long the message names an option of the parser; all others name line and fault.
        bool tooLong = e.Message.Contains(nameof(CsvReaderOptions.MaxRecordSize), StringComparison.Ordinal);
        string what = tooLong
            ? $"line {e.LineNumber} begins a row longer than {LongestRow >> 20} MiB: this is no CSV, or a quote is never closed"
            : e.Message;
        return DataPart.Bad(file, what);
    }

    private static DataPart Read(
        CsvReader reader,
        string file,
        DataFileOptions options,
        IReadOnlyList<string>? header,
        CancellationToken cancellationToken
    )
    {
        if (!reader.Read())
            throw DataPart.Bad(file, "there is no data in it");
        string[] first = Cells(reader);
        long firstLine = reader.LineNumber;
        bool more = reader.Read();
        bool isHeader = CsvHeader.Is(first, more ? Cells(reader) : null, options.DecimalComma);
        if (isHeader && !more)
            throw DataPart.Bad(file, $"there is no row below the header (line {firstLine})");
        IReadOnlyList<string>? names =
            isHeader ? CsvHeader.Names(first, file, firstLine)
            : header?.Count == first.Length ? header
            : null;
        using var rows = new CsvRows(file, names, first.Length, options);
        if (!isHeader)
        {
            byte[][] cells = Array.ConvertAll(first, System.Text.Encoding.UTF8.GetBytes);
            rows.Add(firstLine, cells.Length, column => cells[column]);
        }
        for (; more; more = reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Add(reader.LineNumber, reader.FieldCount, reader.GetSpan);
        }
        var part = rows.ToPart();
        return isHeader && CsvHeader.IsDoubtful(first, options.DecimalComma)
            ? part with
            {
                Notes = [.. part.Notes, $"{file}: line {firstLine} was taken for a header: {ColumnPlan.Quote(first)}"],
            }
            : part;
    }

    // Where commas are in numbers, the one that is found most often is no good guess.
    private static char? Separator(char? separator, DataFileOptions options) =>
        options.Delimiter ?? separator ?? (options.DecimalComma ? ';' : null);

    private static string[] Cells(CsvReader reader) =>
        [.. Enumerable.Range(0, reader.FieldCount).Select(column => reader.GetString(column))];

    public static CsvReaderOptions Options(char? separator, bool skipEmptyLines = true) =>
        new()
        {
            Separator = separator,
            HasHeader = false,
            SkipEmptyLines = skipEmptyLines,
            TrimWhitespace = true,
            MaxRecordSize = LongestRow,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Throw,
            PoolStrings = true,
        };
}
