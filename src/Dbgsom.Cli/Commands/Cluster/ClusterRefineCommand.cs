using System.CommandLine;
using Dbgsom.Cluster;

namespace Dbgsom.Cli.Commands.Cluster;

/// <summary>dbgsom cluster refine: improves the accuracy of a classifier on distributed samples.</summary>
internal sealed class ClusterRefineCommand
{
    private readonly ModelArgument model = new();
    private readonly DataArguments data = new(forMap: true);
    private readonly RefinementArguments refinement = new();
    private readonly ClusterConnection cluster = new();
    private readonly Option<string> output = new("--output", "-o")
    {
        HelpName = "MODEL",
        Description = "the refined model; an existing file is replaced",
        Required = true,
    };
    private readonly Option<bool> json = new("--json") { Description = "print the measures as one JSON object" };

    private ClusterRefineCommand() { }

    public static Command Create(CancellationToken cancellationToken)
    {
        var refine = new ClusterRefineCommand();
        var command = new Command(
            "refine",
            "Improve a classifier on distributed samples by learning vector quantization: the same map as on one machine."
        );
        refine.model.AddTo(command);
        command.Add(refine.output);
        refine.data.AddTo(command);
        refine.refinement.AddTo(command);
        command.Add(refine.json);
        refine.cluster.AddTo(command, hasScratch: true);
        command.SetAction(parsed => refine.Run(parsed, cancellationToken).GetAwaiter().GetResult());
        return command;
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var screen = new Screen(parsed);
        if (!data.NamesLabels(parsed))
            throw new UsageException("refine needs classes: name them with --label-column");
        string file = OutputPath.Check(parsed.GetRequiredValue(output), data.Inputs(parsed));
        var map = model.Load(parsed);
        await using var connected = await cluster.Open(parsed, data.ScratchDirectory(parsed), null, cancellationToken);
        SomMap refined;
        JobStatus last;
        using (var line = new ProgressLine(screen.IsWatched && !parsed.GetValue(json)))
        {
            var watcher = new JobWatcher(line);
            refined = await connected.Refine(
                map,
                data.Paths(parsed),
                refinement.Read(parsed),
                data.FileOptions(parsed),
                progress: watcher,
                cancellationToken: cancellationToken
            );
            last = watcher.Last!;
        }
        refined.Save(file);
        if (RefinementArguments.Note(map, refined) is { } unchanged)
            screen.Note(unchanged);
        foreach (string note in last.Notes)
            screen.Note(note);
        if (parsed.GetValue(json))
        {
            var node = MapReport.Json(refined, cancellationToken);
            node["cluster"] = JobWaiter.Json(last);
            Screen.Json(node);
        }
        else if (!screen.Quiet)
            Screen.Table(file, [.. MapReport.Rows(refined, cancellationToken), JobWaiter.Row(last)]);
        return 0;
    }
}
