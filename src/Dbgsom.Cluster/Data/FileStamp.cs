using System.Security.Cryptography;

namespace Dbgsom.Cluster.Data;

/// <summary>What tells that a file is not what it was: its size, its time, and a hash of its first and last block.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="WrittenTicks">When it was written last, in UTC ticks.</param>
/// <param name="Ends">SHA-256 of the first and the last 64 KiB.</param>
[GenerateSerializer, Immutable, Alias("dbgsom.stamp")]
internal sealed record FileStamp(
    [property: Id(0)] long Length,
    [property: Id(1)] long WrittenTicks,
    [property: Id(2)] string Ends
)
{
    private const int Block = 1 << 16;

    // File systems differ in how finely they tell time to several machines.
    private static readonly TimeSpan Coarsest = TimeSpan.FromSeconds(2);

    public static FileStamp Of(string path)
    {
        var file = new FileInfo(path);
        return new FileStamp(file.Length, file.LastWriteTimeUtc.Ticks, HashEnds(path));
    }

    /// <summary>Refuses a file that is not what it was.</summary>
    /// <param name="path">The file.</param>
    /// <param name="ends">Whether to look into it too.</param>
    /// <exception cref="InvalidDataException">It is gone, or has changed.</exception>
    public void Check(string path, bool ends)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new InvalidDataException($"{path}: the file is gone, or this machine does not see it");
        if (file.Length != Length)
            throw new InvalidDataException($"{path}: the file has changed: {file.Length} bytes where there were {Length}");
        long later = Math.Abs(file.LastWriteTimeUtc.Ticks - WrittenTicks);
        if ((ends || later > 0) && HashEnds(path) != Ends)
            throw new InvalidDataException($"{path}: the file has changed: its first or last block is another");
        if (later > Coarsest.Ticks)
            throw new InvalidDataException(
                $"{path}: the file was written to since the job began; a copy of what it was has to have its time, too (cp -p)"
            );
    }

    private static string HashEnds(string path)
    {
        using var stream = File.OpenRead(path);
        var block = new byte[(int)Math.Min(Block, stream.Length)];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        stream.ReadExactly(block);
        hash.AppendData(block);
        stream.Seek(-block.Length, SeekOrigin.End);
        stream.ReadExactly(block);
        hash.AppendData(block);
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
