namespace Dbgsom.Cluster;

/// <summary>The resources that a silo uses for training.</summary>
public sealed record DbgsomSiloOptions
{
    /// <summary>The maximum number of threads of a pass, at least 1; null for one per core. The map is the same for any number.</summary>
    public int? Threads { get; init; }

    /// <summary>
    /// The bytes of samples, including scaled copies, that are held in memory. Further parts stay in their file or go to a
    /// memory-mapped scratch file. At least 0; the default is 512 MiB.
    /// </summary>
    public long MemoryBytes { get; init; } = 1L << 29;

    /// <summary>The folder for scratch files; null for the folder of temporary files.</summary>
    public string? ScratchDirectory { get; init; }

    /// <summary>The version it says it has; for tests.</summary>
    internal string Version { get; init; } = Grains.MergeGrain.LibraryVersion;

    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    internal void Validate()
    {
        if (Threads is < 1)
            throw new ArgumentOutOfRangeException(nameof(Threads), Threads, "the number of threads must be at least 1");
        if (MemoryBytes < 0)
            throw new ArgumentOutOfRangeException(nameof(MemoryBytes), MemoryBytes, "the memory must be at least 0 bytes");
    }
}
