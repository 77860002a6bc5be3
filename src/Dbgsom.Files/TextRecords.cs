using System.Text.Unicode;
using CsvHelper;
using Dbgsom.Naming;

namespace Dbgsom.Files;

/// <summary>The records of a text file, one at a time. What is not text is refused by line and column.</summary>
internal sealed class TextRecords : IDisposable
{
    // A row of a million long numbers fits; a quote that is never closed cannot take the memory for a whole file.
    private const int LongestRow = 1 << 24;

    private readonly string file;
    private readonly TextEncoding encoding;
    private readonly CsvReader reader;

    /// <param name="stream">The file as UTF-8, see <see cref="TextEncoding.AsUtf8"/>; it is not closed with this.</param>
    /// <param name="file">The file as messages name it.</param>
    /// <param name="separator">The character between cells; null to find it out.</param>
    /// <param name="encoding">The encoding that was asked for.</param>
    /// <param name="comment">The character that begins lines to leave out; null for none.</param>
    /// <param name="skipEmptyLines">True if empty lines are passed over.</param>
    public TextRecords(
        Stream stream,
        string file,
        char? separator,
        TextEncoding encoding,
        char? comment = null,
        bool skipEmptyLines = true
    )
    {
        (this.file, this.encoding) = (file, encoding);
        reader = CsvReader.Create(stream, Options(separator, comment, skipEmptyLines), leaveOpen: true);
    }

    /// <summary>The names of the columns, for messages; null as long as they are not known.</summary>
    public IReadOnlyList<string>? Names { get; set; }

    /// <summary>The character between cells, found out where it was not given.</summary>
    public char Separator => reader.Separator;

    /// <summary>The line that the record begins on, from 1.</summary>
    public long LineNumber => reader.LineNumber;

    /// <summary>Number of cells of the record.</summary>
    public int FieldCount => reader.FieldCount;

    /// <summary>A cell of the record, as UTF-8.</summary>
    public ReadOnlySpan<byte> GetSpan(int column) => reader.GetSpan(column);

    /// <summary>The cells of the record.</summary>
    public string[] Cells() => [.. Enumerable.Range(0, FieldCount).Select(column => reader.GetString(column))];

    /// <summary>Goes to the next record.</summary>
    /// <returns>True if another one was read.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, not CSV, or contains something that is not text.</exception>
    public bool Read()
    {
        try
        {
            if (!reader.Read())
                return false;
        }
        catch (CsvFormatException e)
        {
            throw DataPart.Bad(file, Explained(e));
        }
        catch (InvalidDataException e) when (!e.Message.StartsWith(file, StringComparison.Ordinal))
        {
            // Packed text that is damaged or cut short; the message of .NET does not say where.
            throw DataPart.Bad(file, e.Message.TrimEnd('.'));
        }
        var record = reader.RawRecord;
        if (!IsText(record))
            throw NoText();
        return true;
    }

    public void Dispose() => reader.Dispose();

    // The message about a row that is too long names an option of the parser; all others name line and fault.
    private static string Explained(CsvFormatException e) =>
        e.Message.Contains(nameof(CsvReaderOptions.MaxRecordSize), StringComparison.Ordinal)
            ? $"line {e.LineNumber} begins a row longer than {LongestRow >> 20} MiB: this is not CSV, or a quote is never closed"
            : e.Message;

    private InvalidDataException NoText()
    {
        for (int column = 0; column < FieldCount; column++)
        {
            var cell = GetSpan(column);
            string place = $"line {LineNumber}, column {ColumnPlan.Describe(column, Names)}: '{BadText.Shown(cell)}'";
            if (!Utf8.IsValid(cell))
                return DataPart.Bad(
                    file,
                    $"{place} is not UTF-8; give the encoding of the file, as in --encoding latin1; valid is {Named.NamesOf<TextEncoding>()}"
                );
            if (cell.IndexOf(Invalid) >= 0)
                return DataPart.Bad(file, $"{place} is not UTF-16: the file is damaged, or it has another --encoding");
            if (cell.Contains((byte)0))
                return DataPart.Bad(
                    file,
                    encoding == TextEncoding.Utf16
                        ? $"{place} holds a NUL (\\0), which is not text: the file is damaged, or it has another --encoding"
                        : $"{place} holds a NUL (\\0), which is not text: the file is damaged, or it is UTF-16, which --encoding utf-16 reads"
                );
        }
        return DataPart.Bad(file, $"line {LineNumber} holds bytes that are not text, outside its cells");
    }

    private static ReadOnlySpan<byte> Invalid => [0xEF, 0xBF, 0xBF];

    /// <summary>True if bytes are UTF-8 without NUL and without what stands for invalid bytes.</summary>
    public static bool IsText(ReadOnlySpan<byte> text) =>
        Utf8.IsValid(text) && !text.Contains((byte)0) && text.IndexOf(Invalid) < 0;

    private static CsvReaderOptions Options(char? separator, char? comment, bool skipEmptyLines) =>
        new()
        {
            Separator = separator,
            HasHeader = false,
            CommentPrefix = comment,
            SkipEmptyLines = skipEmptyLines,
            TrimWhitespace = true,
            MaxRecordSize = LongestRow,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Throw,
            PoolStrings = true,
        };
}
