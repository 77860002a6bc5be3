using Dbgsom.Cluster.Data;
using Dbgsom.Cluster.Training;
using Orleans.Concurrency;

namespace Dbgsom.Cluster.Grains;

/// <summary>One job: holds the training run, and keeps what another silo needs to go on with it. Its key is the job's name.</summary>
[Alias("dbgsom.job-grain")]
internal interface IJobGrain : IGrainWithStringKey
{
    /// <summary>Starts the job; one that was started already goes on.</summary>
    [Alias("start")]
    Task Start(JobDefinition definition);

    /// <summary>How it stands. A job whose silo died goes on with this call.</summary>
    [Alias("status")]
    Task<JobStatus> Status();

    /// <summary>Ends it; what was trained is kept.</summary>
    [Alias("stop")]
    Task Stop();

    /// <summary>Takes a job up again that failed or was stopped.</summary>
    [Alias("resume")]
    Task Resume();

    /// <summary>The model file; null while there is none.</summary>
    [Alias("model")]
    Task<byte[]?> Model();

    /// <summary>Keeps the parts; for the runner of the job.</summary>
    [Alias("keep-parts")]
    Task KeepParts(Guid runner, JobStatus status, PartDefinition[] parts, DataOutline outline);

    /// <summary>Keeps a run file; for the runner of the job.</summary>
    [Alias("keep-run")]
    Task KeepRun(Guid runner, JobStatus status, byte[] run);

    /// <summary>Drops all that is kept of a job that has ended; false where it has not.</summary>
    [Alias("forget")]
    Task<bool> Forget();

    /// <summary>Keeps the model, or why there is none; for the runner of the job.</summary>
    [Alias("end")]
    Task End(Guid runner, JobStatus status, byte[]? model, string? failure);
}

/// <summary>The jobs there are.</summary>
[Alias("dbgsom.job-list")]
internal interface IJobListGrain : IGrainWithIntegerKey
{
    /// <summary>Adds a job.</summary>
    [Alias("add")]
    Task Add(string job);

    /// <summary>All jobs, the newest last.</summary>
    [Alias("all")]
    Task<string[]> All();

    /// <summary>Looks after jobs whose silo may have died.</summary>
    [Alias("wake")]
    Task Wake();
}
