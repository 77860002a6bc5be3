using System.CommandLine;
using Dbgsom.Cluster;
using Dbgsom.Naming;

namespace Dbgsom.Cli.Commands.Cluster;

/// <summary>dbgsom cluster status: how jobs stand.</summary>
internal sealed class ClusterStatusCommand
{
    private readonly ClusterArguments cluster = new();
    private readonly Argument<string?> job = new("JOB")
    {
        Description = "the job; default: all jobs",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<bool> json = new("--json") { Description = "print one JSON object per job" };

    private ClusterStatusCommand() { }

    public static Command Create(CancellationToken cancellationToken)
    {
        var status = new ClusterStatusCommand();
        var command = new Command("status", "Print the status of the jobs of a cluster.") { status.job, status.json };
        status.cluster.AddTo(command);
        command.SetAction(parsed => status.Run(parsed, cancellationToken).GetAwaiter().GetResult());
        return command;
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var connected = await DbgsomCluster.Connect(cluster.Require(parsed), cancellationToken);
        string? one = parsed.GetValue(job);
        var all = one is null ? await connected.Jobs() : [await connected.Status(one)];
        if (one is not null && all[0].State == JobState.Unknown)
            throw new InvalidDataException($"unknown job {one}");
        foreach (var status in all)
            if (parsed.GetValue(json))
                Screen.Json(JobWaiter.Json(status));
            else
                Screen.Line($"{status.Job}: {status.State.ToString().ToLowerInvariant()}, {JobWaiter.Describe(status)}");
        return 0;
    }
}

/// <summary>dbgsom cluster stop: ends a job.</summary>
internal sealed class ClusterStopCommand
{
    private readonly ClusterArguments cluster = new();
    private readonly Argument<string> job = new("JOB") { Description = "the job" };

    private ClusterStopCommand() { }

    public static Command Create(CancellationToken cancellationToken)
    {
        var stop = new ClusterStopCommand();
        var command = new Command("stop", "Stop a job after its current pass; cluster resume continues it.") { stop.job };
        stop.cluster.AddTo(command);
        command.SetAction(parsed => stop.Run(parsed, cancellationToken).GetAwaiter().GetResult());
        return command;
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        string name = parsed.GetRequiredValue(job);
        await using var connected = await DbgsomCluster.Connect(cluster.Require(parsed), cancellationToken);
        var status = await connected.Status(name);
        if (status.State != JobState.Running)
            throw new InvalidDataException(
                status.State == JobState.Unknown
                    ? $"unknown job {name}"
                    : $"job {name} is {status.State.ToString().ToLowerInvariant()} already"
            );
        await connected.Stop(name);
        return 0;
    }
}

/// <summary>dbgsom cluster resume: waits for a job, which goes on if it had ended before its time.</summary>
internal sealed class ClusterResumeCommand
{
    private readonly ClusterConnection cluster = new();
    private readonly JobWaiter waiter = new();
    private readonly Argument<string> job = new("JOB") { Description = "the job" };
    private readonly Option<string?> state = OptionsOf.Text(
        "--state",
        "DIR",
        "without --redis: the folder with the state of the job"
    );

    private ClusterResumeCommand() { }

    public static Command Create(CancellationToken cancellationToken)
    {
        var resume = new ClusterResumeCommand();
        var command = new Command(
            "resume",
            "Wait for the map of a job and save it; a failed or stopped job continues from its last saved state."
        )
        {
            resume.job,
        };
        resume.waiter.AddTo(command);
        resume.cluster.AddTo(command, hasScratch: false, resume.state);
        command.SetAction(parsed => resume.Run(parsed, cancellationToken).GetAwaiter().GetResult());
        return command;
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        string name = parsed.GetRequiredValue(job);
        string model = waiter.Output(parsed, []);
        string? folder = parsed.GetValue(state);
        if (folder is not null && !Directory.Exists(folder))
            throw new DirectoryNotFoundException($"--state {folder}: the folder does not exist");
        if (folder is null)
            cluster.RequireRemote(parsed);
        await using var connected = await cluster.Open(parsed, null, folder, cancellationToken);
        var status = await connected.Status(name);
        if (status.State == JobState.Unknown)
            throw new InvalidDataException($"unknown job {name}");
        if (status.Kind == JobKind.Measure)
            throw new InvalidDataException(
                $"job {name} is a measuring job and has no map to wait for; run {Tool.Name} cluster measure again"
            );
        await connected.Resume(name);
        string advice = folder is null
            ? $"dbgsom cluster resume {name} waits for it"
            : $"continue with: dbgsom cluster resume {name} --state {folder}";
        return await waiter.Wait(parsed, connected, name, model, advice, folder is null, cancellationToken);
    }
}
