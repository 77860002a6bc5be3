using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Dbgsom.Rows;

/// <summary>A sample of a file's blocks: tells most files that were rewritten, whatever their size and time say.</summary>
internal static class FileBlocks
{
    private const int BlockBytes = 4096;
    private const int MostBlocks = 16;

    /// <summary>SHA-256 of at most 16 blocks of 4 KiB, spread evenly from the first byte to the last.</summary>
    /// <exception cref="IOException">The file cannot be read, or is shorter than <paramref name="length"/>.</exception>
    public static string Hash(SafeFileHandle file, long length)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> block = stackalloc byte[BlockBytes];
        long blocks = Math.Min(MostBlocks, (length + BlockBytes - 1) / BlockBytes);
        for (long b = 0; b < blocks; b++)
        {
            long start = blocks == 1 ? 0 : (long)((Int128)(length - BlockBytes) * b / (blocks - 1));
            var part = block[..(int)Math.Min(BlockBytes, length - start)];
            for (int filled = 0, read; filled < part.Length; filled += read)
            {
                read = RandomAccess.Read(file, part[filled..], start + filled);
                if (read == 0)
                    throw new EndOfStreamException($"the file is shorter than {length} bytes");
            }
            hash.AppendData(part);
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
