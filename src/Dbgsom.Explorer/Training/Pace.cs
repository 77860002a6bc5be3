using System.Diagnostics;

namespace Dbgsom.Explorer.Training;

/// <summary>
/// How fast epochs follow one another. A small map is trained in the blink of an eye; to be watched, an epoch takes a least time. The
/// map is the same either way.
/// </summary>
internal sealed class Pace
{
    /// <summary>The least time of an epoch that is watched.</summary>
    public static readonly TimeSpan Watched = TimeSpan.FromMilliseconds(80);

    private volatile bool fullSpeed;
    private long begun = Stopwatch.GetTimestamp();

    /// <summary>True for full speed, without waiting; may be changed at any time.</summary>
    public bool FullSpeed
    {
        get => fullSpeed;
        set => fullSpeed = value;
    }

    /// <summary>Waits until the next epoch may begin.</summary>
    public void Wait(CancellationToken cancellationToken)
    {
        var rest = Watched - Stopwatch.GetElapsedTime(begun);
        if (!fullSpeed && rest > TimeSpan.Zero)
            cancellationToken.WaitHandle.WaitOne(rest);
        begun = Stopwatch.GetTimestamp();
    }
}
