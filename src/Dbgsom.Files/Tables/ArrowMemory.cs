using System.Buffers;
using Apache.Arrow.Memory;

namespace Dbgsom.Files.Tables;

/// <summary>Gives the reader of Arrow memory, but none out of proportion to the file: lengths in it may be damaged or made up.</summary>
/// <param name="fileBytes">The length of the file.</param>
internal sealed class ArrowMemory(long fileBytes) : MemoryAllocator
{
    private const long LeastMost = 64L << 20;

    // As with archives: what is packed more tightly than this is stored unpacked, if it is meant.
    private const long HighestRatio = 100;

    private readonly long most = Math.Max(
        LeastMost,
        fileBytes > long.MaxValue / HighestRatio ? long.MaxValue : fileBytes * HighestRatio
    );

    /// <inheritdoc/>
    protected override IMemoryOwner<byte> AllocateInternal(int length, out int bytesAllocated)
    {
        if (length > most)
            throw new InvalidDataException(
                $"it would unpack to {length} bytes at once, but the file has {fileBytes}; if this is intended, store the data uncompressed"
            );
        bytesAllocated = length;
        return Default.Value.Allocate(length);
    }
}
