using Dbgsom.Cluster.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Dbgsom.Cluster.Training;

/// <summary>Starts the training of jobs on this silo.</summary>
internal sealed class JobRunners(IGrainFactory grains, ISiloStatusOracle silos, SiloWork work, ILoggerFactory loggers)
{
    public JobRunner Start(string job, JobRecord record)
    {
        var runner = new JobRunner(job, record, grains, silos, work, loggers.CreateLogger<JobRunner>());
        runner.Start();
        return runner;
    }
}
