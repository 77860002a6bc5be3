using System.Globalization;
using System.IO.MemoryMappedFiles;

namespace Dbgsom.Rows;

/// <summary>
/// A file seen as memory, as a whole. Where it is unmapped while somebody reads, that waits for the reader: see <see cref="Acquire"/>.
/// </summary>
internal sealed unsafe class MappedFile : IDisposable
{
    private readonly FileStream stream;
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private readonly byte* first;
    private readonly DateTime written;
    private readonly string? blocks;

    /// <param name="stream">A file that is not empty; it is closed with this object.</param>
    /// <param name="access">To read, or to read and write.</param>
    public MappedFile(FileStream stream, MemoryMappedFileAccess access)
    {
        this.stream = stream;
        Length = stream.Length;
        if (access == MemoryMappedFileAccess.Read)
            (written, blocks) = (Written, FileBlocks.Hash(stream.SafeFileHandle, Length));
        file = MemoryMappedFile.CreateFromFile(stream, null, 0, access, HandleInheritability.None, leaveOpen: true);
        view = file.CreateViewAccessor(0, Length, access);
        first = (byte*)view.SafeMemoryMappedViewHandle.DangerousGetHandle() + view.PointerOffset;
    }

    /// <summary>Bytes of the file when it was mapped.</summary>
    public long Length { get; }

    private DateTime Written => File.GetLastWriteTimeUtc(stream.SafeFileHandle);

    /// <summary>
    /// Refuses a file that has become shorter: memory beyond its end cannot be read, and the process would be killed that tries. Asked before
    /// every reading of a block; what is cut off in the time a block takes is not noticed.
    /// </summary>
    /// <exception cref="IOException">It has.</exception>
    public void CheckLength(string name)
    {
        if (RandomAccess.GetLength(stream.SafeFileHandle) is var now && now < Length)
            throw new IOException(
                $"{name}: the file was {Length} bytes long and is {now} now: it was truncated while it was read"
            );
    }

    /// <summary>
    /// Refuses a file that is not what it was when it was mapped to be read: its length, its time, or one of the blocks of
    /// <see cref="FileBlocks"/>. Called after every reading of all rows: results that mix what was there before and after are given up.
    /// </summary>
    /// <exception cref="IOException">It was written to.</exception>
    public void CheckUnchanged(string name)
    {
        CheckLength(name);
        if (blocks is null)
            return;
        string? what =
            RandomAccess.GetLength(stream.SafeFileHandle) != Length ? "it is longer now"
            : Written is var now && now != written
                ? string.Create(CultureInfo.InvariantCulture, $"its time was {written:O} and is {now:O} now")
            : FileBlocks.Hash(stream.SafeFileHandle, Length) != blocks ? "its bytes have changed"
            : null;
        if (what is not null)
            throw new IOException(
                $"{name}: the file was written to while it was read ({what}), so that results would mix old and new values; run the command again on a file that does not change, such as a copy"
            );
    }

    /// <summary>Values that begin at a byte. Only for one who has called <see cref="Acquire"/>, until <see cref="Release"/>.</summary>
    public Span<T> Values<T>(long at, int count)
        where T : unmanaged
    {
        if ((ulong)at > (ulong)Length || (ulong)count > (ulong)(Length - at) / (uint)sizeof(T))
            throw new ArgumentOutOfRangeException(nameof(at), at, $"{count} values from there are not within {Length} bytes");
        return new Span<T>(first + at, count);
    }

    /// <summary>Keeps the memory from going away, also from the garbage collector, until <see cref="Release"/>.</summary>
    /// <exception cref="ObjectDisposedException">The file was let go of.</exception>
    public void Acquire()
    {
        bool taken = false;
        view.SafeMemoryMappedViewHandle.DangerousAddRef(ref taken);
    }

    public void Release() => view.SafeMemoryMappedViewHandle.DangerousRelease();

    public void Dispose()
    {
        // Not the view: that would first write it to disk. Its handle counts the readers.
        view.SafeMemoryMappedViewHandle.Dispose();
        file.Dispose();
        stream.Dispose();
    }
}
