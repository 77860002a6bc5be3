using Orleans.Concurrency;
using Orleans.Runtime;

namespace Dbgsom.Cluster.Grains;

/// <summary>What the list of jobs holds.</summary>
[GenerateSerializer, Alias("dbgsom.job-names")]
internal sealed class JobNames
{
    [Id(0)]
    public List<string> Names { get; set; } = [];
}

/// <inheritdoc cref="IJobListGrain"/>
[Reentrant]
internal sealed class JobListGrain([PersistentState("jobs", JobGrain.Storage)] IPersistentState<JobNames> jobs)
    : Grain,
        IJobListGrain
{
    private const int MostJobs = 1000;

    private readonly HashSet<string> ended = [];

    public async Task Add(string job)
    {
        ended.Remove(job);
        jobs.State.Names.Remove(job);
        jobs.State.Names.Add(job);
        if (jobs.State.Names.Count > MostJobs)
            jobs.State.Names.RemoveAt(0);
        await jobs.WriteStateAsync();
    }

    public Task<string[]> All() => Task.FromResult(jobs.State.Names.ToArray());

    public async Task Wake()
    {
        foreach (string job in jobs.State.Names.Where(job => !ended.Contains(job)).ToArray())
        {
            var status = await GrainFactory.GetGrain<IJobGrain>(job).Status();
            if (status.State is JobState.Done or JobState.Unknown)
                ended.Add(job);
        }
    }
}
