using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Storage;

namespace Dbgsom.Cluster.Grains;

/// <summary>The stored list of jobs.</summary>
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
        string[] before = [.. jobs.State.Names];
        jobs.State.Names.Remove(job);
        jobs.State.Names.Add(job);
        if (jobs.State.Names.Count > MostJobs)
            await DropOldest();
        try
        {
            await jobs.WriteStateAsync();
        }
        catch (InconsistentStateException)
        {
            // Another silo had the list for a moment: its jobs are kept, too.
            await jobs.ReadStateAsync();
            jobs.State.Names.Remove(job);
            jobs.State.Names.Add(job);
            await jobs.WriteStateAsync();
        }
        catch
        {
            jobs.State.Names = [.. before];
            throw;
        }
    }

    public Task<string[]> All() => Task.FromResult(jobs.State.Names.ToArray());

    public Task Wake() => Task.WhenAll(jobs.State.Names.Where(job => !ended.Contains(job)).ToArray().Select(Wake));

    private async Task Wake(string job)
    {
        var status = await GrainFactory.GetGrain<IJobGrain>(job).Status();
        if (status.State != JobState.Running)
            ended.Add(job);
    }

    private async Task DropOldest()
    {
        foreach (string job in jobs.State.Names.ToArray())
            if (await GrainFactory.GetGrain<IJobGrain>(job).Forget())
            {
                jobs.State.Names.Remove(job);
                ended.Remove(job);
                return;
            }
    }
}
