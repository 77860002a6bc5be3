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

    /// <summary>The anonymous memory of a process now, in bytes; 0 where it is ending.</summary>
    /// <param name="process">Its number, or "self".</param>
    public static long Of(string process)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{process}/status")
                .FirstOrDefault(line => line.StartsWith("RssAnon:", StringComparison.Ordinal));
            return line is null
                ? 0
                : long.Parse(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture)
                    << 10;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private void Look()
    {
        long now = Of("self");
        lock (gate)
            peak = Math.Max(peak, now);
    }
}
