using System.CommandLine;
using Dbgsom.Cluster;
using Dbgsom.Measures;

namespace Dbgsom.Cli.Commands.Cluster;

/// <summary>dbgsom cluster measure: how good a map is for samples in parts, where they lie.</summary>
internal sealed class ClusterMeasureCommand
{
    private readonly ModelArgument model = new();
    private readonly DataArguments data = new(forMap: true);
    private readonly ClusterConnection cluster = new();
    private readonly Option<bool> json = new("--json") { Description = "print one JSON object" };

    private ClusterMeasureCommand() { }

    public static Command Create(CancellationToken cancellationToken)
    {
        var measure = new ClusterMeasureCommand();
        var command = new Command(
            "measure",
            "Measure a map on distributed samples: the numbers equal those of one machine, even if a machine fails."
        );
        measure.model.AddTo(command);
        measure.data.AddTo(command);
        command.Add(measure.json);
        measure.cluster.AddTo(command, hasScratch: true);
        command.SetAction(parsed => measure.Run(parsed, cancellationToken).GetAwaiter().GetResult());
        return command;
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var screen = new Screen(parsed);
        var map = model.Load(parsed);
        await using var connected = await cluster.Open(parsed, data.ScratchDirectory(parsed), null, cancellationToken);
        JobStatus? last = null;
        MapMeasures measures;
        using (var line = new ProgressLine(screen.IsWatched && !parsed.GetValue(json)))
            measures = await connected.Measure(
                map,
                data.Paths(parsed),
                data.FileOptions(parsed),
                progress: new JobWatcher(status =>
                {
                    last = status;
                    line.Report(() => JobWaiter.Describe(status));
                }),
                cancellationToken: cancellationToken
            );
        Print(parsed, map, new MeasureReport(map, measures, cancellationToken), last!);
        foreach (string note in last!.Notes)
            screen.Note(note);
        return 0;
    }

    private void Print(ParseResult parsed, SomMap map, MeasureReport report, JobStatus status)
    {
        if (parsed.GetValue(json))
        {
            var node = report.Json();
            node["cluster"] = JobWaiter.Json(status);
            Screen.Json(node);
        }
        else
            Screen.Table(
                model.Path(parsed),
                [
                    .. report.Rows(),
                    .. map.Children.Count == 0
                        ? Array.Empty<(string, string)>()
                        : [("hierarchy", "these measures are those of the first map")],
                    (
                        "cluster",
                        $"{MapReport.Counted(status.Silos, "silo")}, {MapReport.Counted(status.Parts, "part")}, {status.Retries} repeated"
                    ),
                ]
            );
    }
}
