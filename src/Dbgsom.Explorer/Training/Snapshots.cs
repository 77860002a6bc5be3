using System.Diagnostics;
using Dbgsom.Report;
using Dbgsom.Training.Growth;

namespace Dbgsom.Explorer.Training;

/// <summary>Pictures of a map in the making: at most five a second, and one at every step of growth.</summary>
internal sealed class Snapshots(LiveFeed feed, ReportOptions options)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private long? taken;

    /// <summary>True if a snapshot is due.</summary>
    public bool IsDue(EpochReport report) =>
        taken is not { } before || report.GrowthStep || Stopwatch.GetElapsedTime(before) >= Pause;

    /// <summary>Takes one.</summary>
    public void Take(TrainingRun run)
    {
        using var json = new MemoryStream();
        ReportContent.Of(run, options).WriteJson(json);
        feed.Publish(LiveKind.Snapshot, json.ToArray());
        taken = Stopwatch.GetTimestamp();
    }
}
