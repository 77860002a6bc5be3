using System.Diagnostics;
using Dbgsom.Cluster.Data;
using Dbgsom.Cluster.Grains;
using Dbgsom.Cluster.Hosting;
using Dbgsom.Cluster.Training;
using Dbgsom.Files;
using Dbgsom.Measures;
using Dbgsom.Naming;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace Dbgsom.Cluster;

/// <summary>
/// A client of a cluster that trains maps: it starts, watches and stops jobs. The map of a job is bit for bit the one that a single
/// machine trains on the same files.
/// </summary>
/// <example>
/// <code>
/// await using var cluster = await DbgsomCluster.StartLocal(silos: 2);
/// string job = await cluster.Start(new ClusterJob { Paths = ["parts/"] });
/// SomMap map = await cluster.Wait(job);
/// </code>
/// </example>
public sealed partial class DbgsomCluster : IAsyncDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    private readonly IReadOnlyList<IHost> hosts;
    private readonly IGrainFactory grains;

    private DbgsomCluster(IReadOnlyList<IHost> hosts)
    {
        this.hosts = hosts;
        grains = hosts[0].Services.GetRequiredService<IGrainFactory>();
    }

    /// <summary>The silos, or the client.</summary>
    internal IReadOnlyList<IHost> Hosts => hosts;

    /// <summary>Connects to silos that use a Redis server for membership.</summary>
    /// <param name="options">The name of the cluster and its Redis server.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="IOException">The server or a silo does not answer.</exception>
    /// <exception cref="ArgumentException">The connection string is invalid.</exception>
    public static async Task<DbgsomCluster> Connect(DbgsomClusterOptions options, CancellationToken cancellationToken = default)
    {
        await RedisServer.Check(options, cancellationToken);
        return new DbgsomCluster([await ClusterHosts.StartClient(options, cancellationToken)]);
    }

    /// <summary>Starts silos in this process, without any other service. They stop when this object is disposed.</summary>
    /// <param name="silos">The number of silos, from 1 to 64.</param>
    /// <param name="options">The resources of each silo; null for an equal share of the cores.</param>
    /// <param name="stateDirectory">
    /// A folder for the state of jobs, so that other silos with the same folder can resume them; null to keep the state in memory.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static async Task<DbgsomCluster> StartLocal(
        int silos = 1,
        DbgsomSiloOptions? options = null,
        string? stateDirectory = null,
        CancellationToken cancellationToken = default
    )
    {
        if (silos is < 1 or > 64)
            throw new ArgumentOutOfRangeException(nameof(silos), silos, "valid is 1 to 64 silos");
        options ??= new DbgsomSiloOptions { Threads = Math.Max(1, Environment.ProcessorCount / silos) };
        options.Validate();
        return new DbgsomCluster(await ClusterHosts.StartLocal(silos, options, stateDirectory, cancellationToken));
    }

    /// <summary>Starts a job.</summary>
    /// <param name="job">The map to train.</param>
    /// <param name="name">
    /// The name of the job; null for a generated name. A running job of that name continues and is not started again.
    /// </param>
    /// <returns>The name of the job.</returns>
    /// <exception cref="IOException">No silo answers, or the state of the job cannot be stored.</exception>
    /// <exception cref="ArgumentException">The job uses something that a cluster does not support, or a value is out of range.</exception>
    public async Task<string> Start(ClusterJob job, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(job);
        return await Start(job.ToDefinition(), name);
    }

    private async Task<string> Start(JobDefinition definition, string? name)
    {
        name ??= $"job-{Guid.NewGuid().ToString("N")[..12]}";
        if (name.Length == 0 || name.Contains('/', StringComparison.Ordinal))
            throw new ArgumentException(
                $"'{name}' cannot be the name of a job; a name is not empty and contains no /",
                nameof(name)
            );
        await Told(() => List.Add(name));
        await Told(() => Job(name).Start(definition));
        // Whoever looked after jobs in between has found none to look after.
        await Told(() => List.Add(name));
        return name;
    }

    /// <summary>Returns the status of a job.</summary>
    /// <exception cref="IOException">No silo answers.</exception>
    public async Task<JobStatus> Status(string job)
    {
        JobStatus? status = null;
        await Told(async () => status = await Job(job).Status());
        return status!;
    }

    /// <summary>Returns the status of all jobs, newest last.</summary>
    /// <exception cref="IOException">No silo answers.</exception>
    public async Task<IReadOnlyList<JobStatus>> Jobs()
    {
        string[] names = [];
        await Told(async () => names = await List.All());
        return await Task.WhenAll(names.Select(Status));
    }

    /// <summary>Stops a job after its current pass. Its state is kept.</summary>
    /// <exception cref="IOException">No silo answers, or the state of the job cannot be stored.</exception>
    public Task Stop(string job) => Told(() => Job(job).Stop());

    /// <summary>Resumes a failed or stopped job from its last saved state.</summary>
    /// <exception cref="IOException">No silo answers, or the state of the job cannot be stored.</exception>
    public async Task Resume(string job)
    {
        await Told(() => Job(job).Resume());
        // Looked after again, should its silo die.
        if ((await Status(job)).State == JobState.Running)
            await Told(() => List.Add(job));
    }

    /// <summary>Waits for the map of a job.</summary>
    /// <param name="job">The name of the job.</param>
    /// <param name="progress">Receives the status from time to time.</param>
    /// <param name="cancellationToken">Cancels waiting, not the job.</param>
    /// <exception cref="InvalidDataException">The job failed; the message gives the reason.</exception>
    /// <exception cref="InvalidOperationException">The job was stopped, measures a map, or does not exist.</exception>
    /// <exception cref="IOException">No silo answered for two minutes.</exception>
    public async Task<SomMap> Wait(
        string job,
        IProgress<JobStatus>? progress = null,
        CancellationToken cancellationToken = default
    ) => SomMap.Load(await WaitForResult(job, JobKind.Train, progress, cancellationToken), $"the map of job {job}");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts.Reverse())
            await ClusterHosts.Stop(host);
    }

    private async Task<byte[]> WaitForResult(
        string job,
        JobKind kind,
        IProgress<JobStatus>? progress,
        CancellationToken cancellationToken
    )
    {
        var away = TimeSpan.FromMinutes(2);
        long lastAnswer = Stopwatch.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            JobStatus status;
            byte[]? model = null;
            try
            {
                status = await Status(job);
                if (status.State == JobState.Done)
                    model = await Job(job).Model();
                lastAnswer = Stopwatch.GetTimestamp();
            }
            catch (Exception e)
            {
                // The silo of the job may have died: another takes it up when it is repeated.
                if (Stopwatch.GetElapsedTime(lastAnswer) > away)
                    throw new IOException($"job {job}: {Text.Plain(e)}", e);
                await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
                continue;
            }
            progress?.Report(status);
            // Two kinds of job end with a map.
            if ((status.Kind == JobKind.Measure) != (kind == JobKind.Measure) && status.State != JobState.Unknown)
                throw new InvalidOperationException($"job {job} is a measuring job and has no map to wait for");
            if (model is not null)
                return model;
            if (status.State == JobState.Failed)
                throw new InvalidDataException(status.Message);
            if (status.State is JobState.Stopped or JobState.Unknown)
                throw new InvalidOperationException(
                    status.State == JobState.Stopped ? $"job {job} was stopped" : $"unknown job {job}"
                );
            await Task.Delay(BetweenLooks, cancellationToken);
        }
    }

    /// <summary>Calls a silo; what is wrong is said in plain words.</summary>
    private static async Task Told(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception e) when (e is not (OperationCanceledException or ArgumentException))
        {
            throw new IOException(Text.Plain(e), e);
        }
    }

    private IJobListGrain List => grains.GetGrain<IJobListGrain>(0);

    private IJobGrain Job(string name) => grains.GetGrain<IJobGrain>(name);
}
