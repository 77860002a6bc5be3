using System.Buffers.Binary;

namespace Dbgsom.Files.Tables;

/// <summary>
/// A file as the reader of Arrow sees it. That reads the length of a message as four bytes and takes memory for as many, before it finds that
/// the file is shorter: here a length that goes beyond the file is refused as soon as it is read, and the description that follows is
/// looked at.
/// </summary>
/// <param name="file">The file, which is not closed with this.</param>
internal sealed class ArrowStream(Stream file) : WatchedFile(file)
{
    private int announced;

    public override int Read(Span<byte> buffer)
    {
        int read = base.Read(buffer);
        if (announced > 0 && read == announced && buffer.Length == announced)
            ArrowMessage.Check(buffer);
        announced = 0;
        if (read == sizeof(int) && buffer.Length == sizeof(int))
            Announce(BinaryPrimitives.ReadInt32LittleEndian(buffer));
        return read;
    }

    // A footer is announced at the end of a file and lies before: what follows there is no description of a batch, nor is its length asked for.
    private void Announce(int length)
    {
        if (length > Length)
            throw new InvalidDataException($"a part declares {length} bytes, but the file has {Length}");
        announced = length <= Length - Position ? length : 0;
    }
}
