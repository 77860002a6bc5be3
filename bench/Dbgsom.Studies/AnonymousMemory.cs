using System.Globalization;

namespace Dbgsom.Studies;

/// <summary>Looks at the anonymous memory of this process now and then.</summary>
internal sealed class AnonymousMemory : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly Lock gate = new();
    private readonly Timer timer;
    private long peak;

    public AnonymousMemory() => timer = new Timer(_ => Look(), null, TimeSpan.Zero, Interval);

    /// <summary>The most there was, in bytes.</summary>
    public long Peak
    {
        get
        {
            Look();
            return Volatile.Read(ref peak);
        }
    }

    public void Dispose() => timer.Dispose();

    private void Look()
    {
        string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("RssAnon:", StringComparison.Ordinal));
        long now =
            long.Parse(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) << 10;
        lock (gate)
            peak = Math.Max(peak, now);
    }
}
