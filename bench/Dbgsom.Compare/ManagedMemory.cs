namespace Dbgsom.Compare;

/// <summary>How large the managed heap gets.</summary>
internal static class ManagedMemory
{
    /// <summary>Bytes at most during some work, beyond those before it; looked at every millisecond.</summary>
    public static long Peak(Action work)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long most = before;
        using var done = new ManualResetEventSlim();
        var watch = new Thread(() =>
        {
            do most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false));
            while (!done.Wait(1));
        });
        watch.Start();
        work();
        done.Set();
        watch.Join();
        return most - before;
    }
}
