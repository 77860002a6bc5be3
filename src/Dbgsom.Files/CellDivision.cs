namespace Dbgsom.Files;

/// <summary>Detects the delimiter of a text: spaces here, other characters in the parser.</summary>
internal static class CellDivision
{
    private const int LongestSample = 1 << 16;
    private const int MostRows = 100;

    /// <summary>A text in the form that the parser takes, the character between its cells, null to find it out, and what to say where that was a guess.</summary>
    /// <param name="text">The text as UTF-8.</param>
    /// <param name="separator">The character that its extension stands for, or null.</param>
    /// <param name="options">The options for reading.</param>
    public static (Stream Text, char? Separator, string? Guess) Of(Stream text, char? separator, DataFileOptions options)
    {
        // Where commas are in numbers, the one that is found most often is no good guess.
        char? sign = options.Delimiter ?? separator ?? (options.DecimalComma ? ';' : null);
        if (sign == ' ')
            return (new SpacedText(text, options.Comment), '\t', null);
        if (options.Delimiter is not null || separator is not null)
            return (text, sign, null);
        byte[] beginning = new byte[LongestSample];
        int length = text.ReadAtLeast(beginning, LongestSample, throwOnEndOfStream: false);
        text = new ReplayedStream(beginning[..length], text);
        return Spaced(beginning.AsSpan(0, length), sign, options) is { } cells
            ? (
                new SpacedText(text, options.Comment),
                '\t',
                $"the {cells} cells of each line were read as separated by spaces; --delimiter sets another delimiter"
            )
            : (text, sign, null);
    }

    /// <summary>
    /// The number of cells of each line where spaces divide them: all lines have as many, at least two, and below the first line no cell is a number
    /// otherwise, but one in each line is where spaces divide. Null where they do not.
    /// </summary>
    private static int? Spaced(ReadOnlySpan<byte> beginning, char? sign, DataFileOptions options)
    {
        // A line that was not read to its end has fewer cells.
        int end = beginning.Length < LongestSample ? beginning.Length : beginning.LastIndexOf((byte)'\n') + 1;
        byte[] sample = beginning[..end].ToArray();
        if (Rows(new SpacedText(new MemoryStream(sample), options.Comment), '\t', options) is not var (spaced, _))
            return null;
        int cells = spaced.Count == 0 ? 0 : spaced[0].Length;
        if (cells < 2 || spaced.Exists(row => row.Length != cells))
            return null;
        var form = NumberForm.Of(options);
        bool HasNumber(string[] row) => Array.Exists(row, form.IsNumber);
        var below = spaced.Count > 1 ? spaced[1..] : spaced;
        if (!below.TrueForAll(HasNumber))
            return null;
        // With a quote in the middle of a cell it is a table in no other way.
        if (Rows(new MemoryStream(sample), sign, options) is not var (plain, found))
            return cells;
        var rest = plain[^Math.Min(below.Count, plain.Count)..];
        // Spaces between thousands divide nothing.
        var grouped = form with
        {
            Thousands = ' ',
        };
        return
            plain.TrueForAll(row => row.Length == 1 || found == '\t')
            && !rest.Exists(HasNumber)
            && !rest.TrueForAll(row => Array.Exists(row, grouped.IsNumber))
            ? cells
            : null;
    }

    /// <summary>The rows of a text and what divides their cells; null where it is no table.</summary>
    private static (List<string[]> Rows, char Found)? Rows(Stream text, char? sign, DataFileOptions options)
    {
        using var records = new TextRecords(text, "", sign, options.Encoding, options.Comment);
        var rows = new List<string[]>();
        try
        {
            while (rows.Count < MostRows && records.Read())
                rows.Add(records.Cells());
        }
        catch (InvalidDataException)
        {
            // What is wrong is said when it is read.
            return null;
        }
        return (rows, records.Separator);
    }
}
