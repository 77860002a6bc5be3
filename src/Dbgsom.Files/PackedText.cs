using System.IO.Compression;
using Dbgsom.Numerics;

namespace Dbgsom.Files;

/// <summary>
/// Unpacks gzip and finds out whether it was whole, which <see cref="GZipStream"/> does not tell: a member of known content is put behind the
/// file, and only where the file ends as it should does that content come out last.
/// </summary>
internal sealed class PackedText : ReadOnlyStream
{
    private static readonly byte[] Mark = "\0end of what is packed\0"u8.ToArray();
    private static readonly byte[] PackedMark = Pack(Mark);

    // As with archives: a file that unpacks to more is refused, unless an option allows it.
    private const long LargestUnsuspicious = 64L << 20;
    private const long HighestRatio = 100;

    private readonly GZipStream unpacked;
    private readonly long most;
    private long total;
    private readonly byte[] ahead = new byte[1 << 14];
    private int from;
    private int to;
    private bool ended;

    /// <param name="file">The file, which is closed with this.</param>
    /// <param name="most">The bytes it may unpack to; null for a hundred times its length, or 64 MiB where that is more.</param>
    public PackedText(Stream file, long? most = null)
    {
        long length = Math.Min(file.Length, long.MaxValue / HighestRatio);
        this.most = most ?? Math.Max(LargestUnsuspicious, length * HighestRatio);
        unpacked = new GZipStream(new Followed(file), CompressionMode.Decompress);
    }

    public override int Read(Span<byte> buffer)
    {
        while (!ended && to - from <= Mark.Length)
            Fill();
        int count = Math.Min(buffer.Length, to - from - (ended ? 0 : Mark.Length));
        ahead.AsSpan(from, count).CopyTo(buffer);
        from += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            unpacked.Dispose();
        base.Dispose(disposing);
    }

    private void Fill()
    {
        ahead.AsSpan(from, to - from).CopyTo(ahead);
        (from, to) = (0, to - from);
        int read = Unpack(ahead.AsSpan(to));
        to += read;
        total += read;
        if (total - Mark.Length > most)
            throw new InvalidDataException(
                $"it unpacks to more than {most >> 20} MiB, far more than its size; if this is intended, --max-unpacked SIZE allows more, or unpack the file first"
            );
        if (read > 0)
            return;
        if (!ahead.AsSpan(0, to).SequenceEqual(Mark))
            throw Bad();
        (ended, to) = (true, 0);
    }

    private int Unpack(Span<byte> buffer)
    {
        try
        {
            return unpacked.Read(buffer);
        }
        catch (InvalidDataException e)
        {
            throw Bad(e);
        }
    }

    private static InvalidDataException Bad(Exception? why = null) => new("the packed data is truncated or damaged", why);

    private static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Optimal))
            stream.Write(content);
        return packed.ToArray();
    }

    /// <summary>A file, then the mark.</summary>
    private sealed class Followed(Stream file) : ReadOnlyStream
    {
        private readonly MemoryStream mark = new(PackedMark);

        public override int Read(Span<byte> buffer) => file.Read(buffer) is > 0 and var read ? read : mark.Read(buffer);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                file.Dispose();
            base.Dispose(disposing);
        }
    }
}
