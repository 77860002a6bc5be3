using Dbgsom.Cluster.Data;
using Dbgsom.Cluster.Training;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Storage;

namespace Dbgsom.Cluster.Grains;

/// <inheritdoc cref="IJobGrain"/>
[Reentrant]
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
        // The silo that ran it is gone, with what it did since it was kept last.
        if (await Change(now => now.State == JobState.Running ? TakenUp(now, DateTime.UtcNow - now.KeptAt) : null))
            Run();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (runner is not null)
            await runner.Leave(handsOver: true);
    }

    public void Dispose()
    {
        writing.Dispose();
        runner?.Dispose();
    }

    public async Task Start(JobDefinition definition)
    {
        if (
            await Change(now =>
                now.State == JobState.Running
                    ? null
                    : new JobRecord
                    {
                        Definition = definition,
                        Kind = definition.Kind,
                        State = JobState.Running,
                        KeptAt = DateTime.UtcNow,
                    }
            )
        )
            Run();
    }

    public Task<JobStatus> Status()
    {
        var now = record.State;
        bool running = now.State == JobState.Running;
        var status = (running ? runner?.Status : now.Status) ?? new JobStatus { Job = Job, State = now.State };
        return Task.FromResult(
            status with
            {
                State = now.State,
                Kind = now.Kind,
                Resumed = now.Resumed,
                Message = running ? status.Message : now.Failure,
            }
        );
    }

    public async Task Stop()
    {
        var last = runner?.Status;
        if (
            await Change(now =>
                now.State == JobState.Running ? now with { State = JobState.Stopped, Status = last ?? now.Status } : null
            )
        )
        {
            DelayDeactivation(TimeSpan.Zero);
            if (runner is not null)
                await runner.Leave(handsOver: false);
        }
    }

    public async Task Resume()
    {
        if (
            await Change(now =>
                now.Definition is null || now.State is JobState.Running or JobState.Done ? null : TakenUp(now, TimeSpan.Zero)
            )
        )
            Run();
    }

    public Task<byte[]?> Model() => Task.FromResult(record.State.Model);

    public Task KeepParts(Guid runner, JobStatus status, PartDefinition[] parts, DataOutline outline) =>
        Keep(runner, status, now => now with { Parts = parts, Outline = outline });

    public Task KeepRun(Guid runner, JobStatus status, byte[] run) => Keep(runner, status, now => now with { Checkpoint = run });

    public async Task<bool> Forget()
    {
        await writing.WaitAsync();
        try
        {
            if (record.State.State == JobState.Running)
                return false;
            await record.ClearStateAsync();
            DeactivateOnIdle();
            return true;
        }
        finally
        {
            writing.Release();
        }
    }

    public async Task End(Guid runner, JobStatus status, byte[]? model, string? failure)
    {
        await Keep(
            runner,
            status,
            now => model is null ? now with { Failure = failure, State = JobState.Failed } : now.Done(model)
        );
        DelayDeactivation(TimeSpan.Zero);
    }

    private static JobRecord TakenUp(JobRecord now, TimeSpan lost) =>
        now with
        {
            State = JobState.Running,
            Failure = null,
            Resumed = now.Resumed + 1,
            Status = now.Status is { } status
                ? status with
                {
                    SecondsLost = status.SecondsLost + Math.Max(0, lost.TotalSeconds),
                }
                : null,
            KeptAt = DateTime.UtcNow,
        };

    private void Run()
    {
        runner?.Dispose();
        runner = runners.Start(Job, record.State);
        DelayDeactivation(TimeSpan.MaxValue);
    }

    private async Task Keep(Guid from, JobStatus status, Func<JobRecord, JobRecord> change)
    {
        if (
            !await Change(now =>
                runner?.Id == from && now.State == JobState.Running
                    ? change(now) with
                    {
                        Status = status,
                        KeptAt = DateTime.UtcNow,
                    }
                    : null
            )
        )
            throw new InvalidOperationException($"job {Job} runs on another silo, or has ended");
    }

    /// <summary>Changes the record, and writes it: both or neither. Calls may come in between, but one change follows the other.</summary>
    /// <param name="change">The record as it is to be; null to leave it.</param>
    /// <returns>True if the record changed.</returns>
    private async Task<bool> Change(Func<JobRecord, JobRecord?> change)
    {
        await writing.WaitAsync();
        var before = record.State;
        try
        {
            if (change(before) is not { } after)
                return false;
            record.State = after;
            await Write(after);
            return true;
        }
        catch
        {
            record.State = before;
            throw;
        }
        finally
        {
            writing.Release();
        }
    }

    private async Task Write(JobRecord ours)
    {
        try
        {
            await record.WriteStateAsync();
        }
        catch (InconsistentStateException e)
        {
            // A write that was thought lost was not: what it wrote is read, and ours comes over it.
            logger.LogWarning(e, "job {Job}: its record is written again", Job);
            await record.ReadStateAsync();
            record.State = ours;
            await record.WriteStateAsync();
        }
    }
}
