using Dbgsom.Rows;

namespace Dbgsom.Cluster.Data;

/// <summary>A stamp that detects changes of a file: its size, its time, and a hash of some of its blocks.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="WrittenTicks">When it was written last, in UTC ticks.</param>
/// <param name="Blocks">The hash of <see cref="FileBlocks"/>.</param>
[GenerateSerializer, Immutable, Alias("dbgsom.stamp")]
internal sealed record FileStamp(
    [property: Id(0)] long Length,
    [property: Id(1)] long WrittenTicks,
    [property: Id(2)] string Blocks
)
{
    // File systems differ in how finely they tell time to several machines.
    private static readonly TimeSpan Coarsest = TimeSpan.FromSeconds(2);

    public static FileStamp Of(string path)
    {
        var file = new FileInfo(path);
        return new FileStamp(file.Length, file.LastWriteTimeUtc.Ticks, HashBlocks(path));
    }

    /// <summary>Refuses a file that is not what it was.</summary>
    /// <param name="path">The file.</param>
    /// <param name="blocks">True to compare the hash of blocks, too.</param>
    /// <exception cref="InvalidDataException">It is gone, or has changed.</exception>
    public void Check(string path, bool blocks)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new InvalidDataException($"{path}: the file does not exist, or this machine cannot open it");
        if (file.Length != Length)
            throw new InvalidDataException($"{path}: the file has changed: {file.Length} bytes where there were {Length}");
        long later = Math.Abs(file.LastWriteTimeUtc.Ticks - WrittenTicks);
        if ((blocks || later > 0) && HashBlocks(path) != Blocks)
            throw new InvalidDataException($"{path}: the file has changed: one of its blocks differs");
        if (later > Coarsest.Ticks)
            throw new InvalidDataException(
                $"{path}: the file was written to after the job began; a restored copy must keep the original time (cp -p)"
            );
    }

    private static string HashBlocks(string path)
    {
        using var file = File.OpenHandle(path);
        return FileBlocks.Hash(file, RandomAccess.GetLength(file));
    }
}
