namespace Dbgsom.Cluster;

/// <summary>What a silo gives to training.</summary>
public sealed record DbgsomSiloOptions
{
    /// <summary>How many threads a pass uses at most, at least 1; null for one a core. The map is the same for any number.</summary>
    public int? Threads { get; init; }

    /// <summary>
    /// Bytes of samples, with their scaled copies, that are held in memory; parts beyond stay in their file or go to a scratch file that is
    /// mapped. At least 0; half a gigabyte by default.
    /// </summary>
    public long MemoryBytes { get; init; } = 1L << 29;

    /// <summary>The folder for scratch files; null for that of temporary files.</summary>
    public string? ScratchDirectory { get; init; }

    /// <summary>The version it says it has; for tests.</summary>
    internal string Version { get; init; } = Grains.MergeGrain.LibraryVersion;

    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    internal void Validate()
    {
        if (Threads is < 1)
            throw new ArgumentOutOfRangeException(nameof(Threads), Threads, "the number of threads is at least 1");
        if (MemoryBytes < 0)
            throw new ArgumentOutOfRangeException(nameof(MemoryBytes), MemoryBytes, "the memory is at least 0 bytes");
    }
}
