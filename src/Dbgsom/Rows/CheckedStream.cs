namespace Dbgsom.Rows;

/// <summary>Computes the CRC-32 of a stream while it is read. A reader that seeks has the whole stream read once more by <see cref="Finish"/>.</summary>
/// <param name="inner">The stream, at its first byte; it is closed by its owner.</param>
/// <param name="length">The bytes it should have.</param>
internal sealed class CheckedStream(Stream inner, long length) : Stream
{
    private const int ChunkBytes = 1 << 16;

    private Crc32 crc = new();
    private long count;
    private bool isSequential = true;

    public override bool CanRead => true;

    public override bool CanSeek => inner.CanSeek;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => isSequential ? count : inner.Position;
        set
        {
            isSequential &= value == count;
            inner.Position = value;
        }
    }

    /// <summary>Reads what is left, one byte beyond the announced length at most.</summary>
    /// <returns>The checksum of all bytes, and how many bytes were found.</returns>
    public (uint Crc, long Count) Finish()
    {
        if (!isSequential)
        {
            (inner.Position, crc, count, isSequential) = (0, new Crc32(), 0, true);
        }
        var chunk = new byte[ChunkBytes];
        while (count <= length && Read(chunk) > 0)
            continue;
        return (crc.Value, count);
    }

    public override int Read(Span<byte> buffer)
    {
        int read = inner.Read(buffer);
        if (isSequential)
        {
            crc.Append(buffer[..read]);
            count += read;
        }
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => Position + offset,
            _ => Length + offset,
        };

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
