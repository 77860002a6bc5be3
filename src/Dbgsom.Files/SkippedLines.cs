namespace Dbgsom.Files;

/// <summary>A text whose first lines are empty, so that the lines below keep their numbers.</summary>
/// <param name="text">The text in an encoding that writes line breaks as ASCII does; it is closed with this.</param>
/// <param name="lines">How many lines are emptied.</param>
internal sealed class SkippedLines(Stream text, int lines) : ReadOnlyStream
{
    private int left = lines;
    private bool wasReturn;

    public override int Read(Span<byte> buffer)
    {
        while (text.Read(buffer) is > 0 and var read)
            if (Kept(buffer[..read]) is > 0 and var kept)
                return kept;
        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            text.Dispose();
        base.Dispose(disposing);
    }

    private int Kept(Span<byte> bytes)
    {
        int kept = 0;
        for (int at = 0; at < bytes.Length; at++)
        {
            byte letter = bytes[at];
            // The line feed of a return belongs to the line that the return ended.
            if (wasReturn && letter != '\n')
                (left, wasReturn) = (left - 1, false);
            if (left == 0)
            {
                bytes[at..].CopyTo(bytes[kept..]);
                return kept + bytes.Length - at;
            }
            if (letter is (byte)'\n' or (byte)'\r')
                bytes[kept++] = letter;
            wasReturn = letter == '\r';
            if (letter == '\n')
                left--;
        }
        return kept;
    }
}
