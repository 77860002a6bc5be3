namespace Dbgsom.Files;

/// <summary>A text whose cells have a tab between them, where it has any run of spaces and tabs. Those that begin or end a line, and those in quotes, divide nothing.</summary>
/// <param name="text">The text as UTF-8; it is closed with this.</param>
/// <param name="comment">The character that begins lines to leave out; null for none.</param>
internal sealed class SpacedText(Stream text, char? comment) : ReadOnlyStream
{
    private readonly byte[] chunk = new byte[1 << 16];
    private int from;
    private int to;
    private bool hasBegun;
    private bool isInLine;
    private bool isComment;
    private bool isInQuotes;
    private bool wasQuote;
    private bool wasSpace = true;

    public override int Read(Span<byte> buffer)
    {
        while (from == to)
            if (!Fill())
                return 0;
        int count = Math.Min(buffer.Length, to - from);
        chunk.AsSpan(from, count).CopyTo(buffer);
        from += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            text.Dispose();
        base.Dispose(disposing);
    }

    // A tab is written with the cell behind it, so what is written may be one byte longer than what was read.
    private bool Fill()
    {
        int mark = hasBegun ? 0 : System.Text.Encoding.UTF8.Preamble.Length;
        int end = 1 + text.ReadAtLeast(chunk.AsSpan(1), Math.Max(1, mark), throwOnEndOfStream: false);
        int start = mark > 0 && chunk.AsSpan(1, end - 1).StartsWith(System.Text.Encoding.UTF8.Preamble) ? 1 + mark : 1;
        hasBegun = true;
        (from, to) = (0, 0);
        for (int at = start; at < end; at++)
            Take(chunk[at]);
        return end > 1;
    }

    private void Take(byte letter)
    {
        if (isInQuotes)
        {
            isInQuotes = letter != '"';
            wasQuote = !isInQuotes;
        }
        else if (letter is (byte)'\n' or (byte)'\r')
            (isInLine, isComment, wasSpace, wasQuote) = (false, false, true, false);
        else if (isComment)
            return;
        else if (letter is (byte)' ' or (byte)'\t')
        {
            (wasSpace, wasQuote) = (true, false);
            return;
        }
        else
        {
            isComment = !isInLine && letter == comment;
            if (isComment)
                return;
            if (isInLine && wasSpace)
                chunk[to++] = (byte)'\t';
            // A quote opens at the beginning of a cell only; two in a row are one that is written.
            isInQuotes = letter == '"' && (wasSpace || wasQuote);
            (isInLine, wasSpace, wasQuote) = (true, false, false);
        }
        chunk[to++] = letter;
    }
}
