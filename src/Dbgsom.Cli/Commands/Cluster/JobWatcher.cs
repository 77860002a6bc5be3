using Dbgsom.Cluster;

namespace Dbgsom.Cli.Commands.Cluster;

/// <summary>Hands reports of a job on at once, on the thread that reports.</summary>
internal sealed class JobWatcher(Action<JobStatus> take) : IProgress<JobStatus>
{
    public void Report(JobStatus value) => take(value);
}
