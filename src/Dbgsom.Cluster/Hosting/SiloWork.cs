namespace Dbgsom.Cluster.Hosting;

/// <summary>The cores and the memory of a silo that passes may use.</summary>
/// <param name="options">How much that is.</param>
internal sealed class SiloWork(DbgsomSiloOptions options) : IDisposable
{
    // A pass uses all cores, so passes take turns.
    private readonly SemaphoreSlim turn = new(1);
    private long reserved;

    /// <summary>How many threads a pass uses.</summary>
    public int Threads => options.Threads ?? Environment.ProcessorCount;

    /// <summary>The version of the library.</summary>
    public string Version => options.Version;

    /// <summary>Bytes of samples in memory.</summary>
    public long Reserved => Interlocked.Read(ref reserved);

    /// <summary>The folder for scratch files.</summary>
    public string? ScratchDirectory => options.ScratchDirectory;

    /// <summary>Does work on threads of its own, off the scheduler of grains, when nothing else is done.</summary>
    public async Task<T> Run<T>(Func<T> work)
    {
        await turn.WaitAsync();
        try
        {
            return await Task.Factory.StartNew(
                work,
                CancellationToken.None,
                TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
                TaskScheduler.Default
            );
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Takes memory, if there is as much left.</summary>
    public bool TryReserve(long bytes)
    {
        if (Interlocked.Add(ref reserved, bytes) <= options.MemoryBytes)
            return true;
        Interlocked.Add(ref reserved, -bytes);
        return false;
    }

    /// <summary>Gives memory back.</summary>
    public void Free(long bytes) => Interlocked.Add(ref reserved, -bytes);

    public void Dispose() => turn.Dispose();
}
