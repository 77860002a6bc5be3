using Dbgsom.Explorer.Files;
using Dbgsom.Files;

namespace Dbgsom.Explorer.Training;

/// <summary>Looks over tables. The last one is kept, so that a person changes what is done with its columns without waiting for it again.</summary>
internal sealed class TableLooks : IDisposable
{
    private readonly SemaphoreSlim one = new(1);
    private object? lastKey;
    private TableScan? last;

    /// <summary>Scans all rows of a table.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or no table.</exception>
    public TableScan Of(ShelfFile file, DataFileOptions reading, CancellationToken cancellationToken)
    {
        var info = new FileInfo(file.FullPath);
        object key = (file.FullPath, info.Length, info.LastWriteTimeUtc, reading);
        one.Wait(cancellationToken);
        try
        {
            if (!key.Equals(lastKey))
                (last, lastKey) = (TablePlan.Look([file.FullPath], reading, null, cancellationToken), key);
            return last!;
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();
}
