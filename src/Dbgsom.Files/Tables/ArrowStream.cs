using System.Buffers.Binary;

namespace Dbgsom.Files.Tables;

/// <summary>
/// A file as the reader of Arrow sees it. That reads the length of a message as four bytes and takes memory for as many, before it finds that
/// the file is shorter: here a length that goes beyond the file is refused as soon as it is read, and the description that follows is
/// looked at.
/// </summary>
/// <param name="file">The file, which is not closed with this.</param>
internal sealed class ArrowStream(Stream file) : Stream
{
    private int announced;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int read = file.Read(buffer);
        if (announced > 0 && read == announced && buffer.Length == announced)
            ArrowMessage.Check(buffer);
        announced = 0;
        if (read == sizeof(int) && buffer.Length == sizeof(int))
            Announce(BinaryPrimitives.ReadInt32LittleEndian(buffer));
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    // A footer is announced at the end of a file and lies before: what follows there is no description of a batch, nor is its length asked for.
    private void Announce(int length)
    {
        if (length > Length)
            throw new InvalidDataException($"a part of {length} bytes is announced where the file has {Length}");
        announced = length <= Length - Position ? length : 0;
    }
}
