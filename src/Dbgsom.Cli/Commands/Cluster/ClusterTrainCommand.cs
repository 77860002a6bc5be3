using System.CommandLine;
using Dbgsom.Cluster;
using Dbgsom.Files;
using Dbgsom.Naming;

namespace Dbgsom.Cli.Commands.Cluster;

/// <summary>dbgsom cluster train: a map from files in parts, trained by several machines.</summary>
internal sealed class ClusterTrainCommand
{
    private readonly DataArguments data = new();
    private readonly PlanArguments changes = new();
    private readonly Option<string?> plan = OptionsOf.Text(
        "--plan",
        "FILE.json",
        "read tables by a plan saved by inspect, instead of making one"
    );
    private readonly TrainingArguments training = new();
    private readonly ClusterConnection cluster = new();
    private readonly JobWaiter waiter = new();
    private readonly Option<bool> classify = new("--classify")
    {
        Description = "train a classifier: the classes are in --label-column",
    };
    private readonly Option<string?> target = OptionsOf.Text(
        "--target",
        "column",
        "a column of numbers that the map learns to predict, kept apart from the features; fitted on the silo that runs the job, which then reads all files"
    );
    private readonly Option<long?> partSize = OptionsOf.Parsed<long?>(
        "--part-size",
        "size",
        "size of a part of the samples, such as 64M: the unit that a silo processes, and that is read again after a failure; default: 256M",
        text =>
            ByteSize.Parse(text) is > 0 and var size
                ? size
                : throw new ArgumentException($"'{text}' is not a size of at least one byte")
    );
    private readonly Option<string?> name = OptionsOf.Text("--job", "name", "the name of the job; default: a generated name");
    private readonly Option<string?> state = OptionsOf.Text(
        "--state",
        "DIR",
        "without --redis: a folder for the state of the job, so that cluster resume can continue it"
    );

    private ClusterTrainCommand() { }

    public static Command Create(CancellationToken cancellationToken)
    {
        var train = new ClusterTrainCommand();
        var command = new Command(
            "train",
            "Train a map on a cluster and save it. Without --redis the silos run in this process and need no server."
        );
        train.waiter.AddTo(command);
        train.data.AddTo(command);
        train.changes.AddTo(command);
        command.Add(train.plan);
        command.Add(train.classify);
        command.Add(train.target);
        train.cluster.AddTo(command, hasScratch: true, train.partSize, train.name, train.state);
        train.training.AddTo(command);
        command.SetAction(parsed => train.Run(parsed, cancellationToken).GetAwaiter().GetResult());
        return command;
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var saved = parsed.GetValue(plan) is { } file ? TablePlan.Load(file) : null;
        string? column = parsed.GetValue(target);
        bool classifies = parsed.GetValue(classify);
        if (column is not null && (classifies || data.NamesLabels(parsed)))
            throw new UsageException(
                "--target is a number to predict, and --classify and --label-column are for classes; give one or the other"
            );
        var (reading, planned) = data.PlanForOthers(parsed, changes, saved, column, cancellationToken);
        var options = training.Read(parsed);
        var job = new ClusterJob
        {
            Paths = data.Paths(parsed),
            Data = column is null ? reading : reading with { LabelColumn = null },
            Plan = planned,
            WeighsColumns = training.WeighsColumns(parsed, options),
            Options = options,
            Classify = classifies,
            Target = column,
            PartBytes = parsed.GetValue(partSize) ?? ClusterJob.DefaultPartBytes,
        };
        string model = waiter.Output(parsed, data.Paths(parsed));
        string? folder = parsed.GetValue(state);
        await using var connected = await cluster.Open(parsed, data.ScratchDirectory(parsed), folder, cancellationToken);
        string started = await connected.Start(job, parsed.GetValue(name));
        string? advice =
            cluster.IsRemote(parsed) ? $"dbgsom cluster resume {started} waits for it, cluster stop {started} stops it"
            : folder is not null ? $"continue with: dbgsom cluster resume {started} --state {folder}"
            : null;
        int code = await waiter.Wait(parsed, connected, started, model, advice, cluster.IsRemote(parsed), cancellationToken);
        if (code == 0 && !classifies && data.NamesLabels(parsed))
            new Screen(parsed).Note("the labels do not train the map; --classify trains a classifier on them");
        return code;
    }
}
