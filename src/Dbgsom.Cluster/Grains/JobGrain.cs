using Dbgsom.Cluster.Data;
using Dbgsom.Cluster.Training;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Storage;

namespace Dbgsom.Cluster.Grains;

/// <inheritdoc cref="IJobGrain"/>
[Reentrant]
[KeepAlive]
internal sealed class JobGrain(
    [PersistentState("job", JobGrain.Storage)] IPersistentState<JobRecord> record,
    JobRunners runners,
    ILogger<JobGrain> logger
) : Grain, IJobGrain, IDisposable
{
    /// <summary>The name of the storage that jobs are kept in.</summary>
    public const string Storage = "dbgsom";

    private readonly SemaphoreSlim writing = new(1);
    private JobRunner? runner;

    private string Job => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (record.State.State != JobState.Running)
            return;
        record.State.Resumed++;
        await Write();
        Run();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (runner is not null)
            await runner.Leave();
    }

    public void Dispose()
    {
        writing.Dispose();
        runner?.Dispose();
    }

    public async Task Start(JobDefinition definition)
    {
        if (record.State.State == JobState.Running)
            return;
        record.State = new JobRecord { Definition = definition, State = JobState.Running };
        await Write();
        Run();
    }

    public Task<JobStatus> Status() =>
        Task.FromResult(
            (runner?.Status ?? new JobStatus { Job = Job, State = JobState.Unknown }) with
            {
                State = record.State.State,
                Resumed = record.State.Resumed,
                Message = record.State.Failure ?? runner?.Status.Message,
            }
        );

    public async Task Stop()
    {
        if (record.State.State != JobState.Running)
            return;
        record.State.State = JobState.Stopped;
        await Write();
        if (runner is not null)
            await runner.Leave();
    }

    public async Task Resume()
    {
        if (record.State.Definition is null || record.State.State is JobState.Running or JobState.Done)
            return;
        record.State.State = JobState.Running;
        record.State.Failure = null;
        record.State.Resumed++;
        await Write();
        Run();
    }

    public Task<byte[]?> Model() => Task.FromResult(record.State.Model);

    public Task KeepParts(Guid runner, PartDefinition[] parts, DataOutline outline) =>
        Keep(runner, () => (record.State.Parts, record.State.Outline) = (parts, outline));

    public Task KeepRun(Guid runner, byte[] run) => Keep(runner, () => record.State.Checkpoint = run);

    public Task End(Guid runner, byte[]? model, string? failure) =>
        Keep(
            runner,
            () =>
            {
                record.State.Model = model;
                record.State.Failure = failure;
                record.State.State = failure is null ? JobState.Done : JobState.Failed;
                if (model is not null)
                    record.State.Checkpoint = null;
            }
        );

    private void Run() => runner = runners.Start(Job, record.State);

    private async Task Keep(Guid from, Action change)
    {
        if (runner?.Id != from || record.State.State != JobState.Running)
            throw new InvalidOperationException($"job {Job} is run elsewhere, or has ended");
        change();
        await Write();
    }

    /// <summary>Writes what there is. Calls may come in between, but one write follows the other.</summary>
    private async Task Write()
    {
        await writing.WaitAsync();
        try
        {
            await record.WriteStateAsync();
        }
        catch (InconsistentStateException e)
        {
            // A write that was thought lost was not: what it wrote is read, and ours comes over it.
            logger.LogWarning(e, "job {Job}: its record is written again", Job);
            var ours = record.State;
            await record.ReadStateAsync();
            record.State = ours;
            await record.WriteStateAsync();
        }
        finally
        {
            writing.Release();
        }
    }
}
