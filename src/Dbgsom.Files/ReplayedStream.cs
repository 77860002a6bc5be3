namespace Dbgsom.Files;

/// <summary>A stream that gives bytes that were read ahead once more, and then the rest.</summary>
/// <param name="first">These bytes.</param>
/// <param name="rest">The stream behind them, which is closed with this.</param>
internal sealed class ReplayedStream(byte[] first, Stream rest) : ReadOnlyStream
{
    private int at;

    public override int Read(Span<byte> buffer)
    {
        if (at == first.Length)
            return rest.Read(buffer);
        int count = Math.Min(buffer.Length, first.Length - at);
        first.AsSpan(at, count).CopyTo(buffer);
        at += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            rest.Dispose();
        base.Dispose(disposing);
    }
}
