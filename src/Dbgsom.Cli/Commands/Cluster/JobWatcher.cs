using Dbgsom.Cluster;

namespace Dbgsom.Cli.Commands.Cluster;

/// <summary>Shows reports of a job at once, on the thread that reports, and keeps the last one.</summary>
internal sealed class JobWatcher(ProgressLine line) : IProgress<JobStatus>
{
    /// <summary>The last report; null before the first.</summary>
    public JobStatus? Last { get; private set; }

    public void Report(JobStatus value)
    {
        Last = value;
        line.Report(() => JobWaiter.Describe(value));
    }
}
