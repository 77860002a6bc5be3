using System.CommandLine;
using Dbgsom.Cluster;

namespace Dbgsom.Cli.Commands.Cluster;

/// <summary>dbgsom cluster measure: the quality of a map on distributed samples.</summary>
internal sealed class ClusterMeasureCommand
{
    private readonly ModelArgument model = new();
    private readonly DataArguments data = new(forMap: true);
    private readonly PairReport.Arguments pairs = new();
    private readonly ClusterConnection cluster = new();
    private readonly Option<bool> json = new("--json") { Description = "print one JSON object" };

    private ClusterMeasureCommand() { }

    public static Command Create(CancellationToken cancellationToken)
    {
        var measure = new ClusterMeasureCommand();
        var command = new Command(
            "measure",
            "Measure a map on distributed samples, with --label-column also how well it separates labels: the numbers equal those of one machine, even if a machine fails."
        );
        measure.model.AddTo(command);
        measure.data.AddTo(command);
        measure.pairs.AddTo(command);
        command.Add(measure.json);
        measure.cluster.AddTo(command, hasScratch: true);
        command.SetAction(parsed => measure.Run(parsed, cancellationToken).GetAwaiter().GetResult());
        return command;
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var screen = new Screen(parsed);
        pairs.Check(parsed);
        var (isAsked, neighbors, sampleSize) = pairs.Read(parsed);
        var map = model.Load(parsed);
        await using var connected = await cluster.Open(parsed, data.ScratchDirectory(parsed), null, cancellationToken);
        MeasureResult measures;
        JobStatus last;
        using (var line = new ProgressLine(screen.IsWatched && !parsed.GetValue(json)))
        {
            var watcher = new JobWatcher(line);
            measures = await connected.MeasureWith(
                map,
                data.Paths(parsed),
                new MeasureOptions
                {
                    Pairs = isAsked,
                    Neighbors = neighbors,
                    SampleSize = sampleSize,
                },
                data.FileOptions(parsed),
                progress: watcher,
                cancellationToken: cancellationToken
            );
            last = watcher.Last!;
        }
        var report = new MeasureReport(map, measures.Map, cancellationToken);
        var labels = measures.Labels is { } ofLabels ? LabelReport.Of(ofLabels) : null;
        var slow = measures.Pairs is { } ofPairs ? PairReport.Of(ofPairs) : null;
        Print(parsed, map, report, slow, labels, last);
        foreach (string note in last.Notes)
            screen.Note(note);
        if (measures.Labels is { LabeledRows: var labeled })
            DataArguments.NoteMissing(screen, measures.Rows - labeled, measures.Rows);
        if (slow?.Note(report.Samples) is { } drawn)
            screen.Note(drawn);
        if ((labels?.Note ?? labels?.NoteOfNames) is { } told)
            screen.Note(told);
        return 0;
    }

    private void Print(
        ParseResult parsed,
        SomMap map,
        MeasureReport report,
        PairReport? slow,
        LabelReport? labels,
        JobStatus status
    )
    {
        if (parsed.GetValue(json))
        {
            var node = report.Json();
            slow?.AddTo(node);
            labels?.AddTo(node);
            node["cluster"] = JobWaiter.Json(status);
            Screen.Json(node);
        }
        else
        {
            Screen.Table(
                model.Path(parsed),
                [
                    .. report.Rows(),
                    .. slow?.Rows() ?? [],
                    .. map.Children.Count == 0
                        ? Array.Empty<(string, string)>()
                        : [("hierarchy", "these measures are those of the first map")],
                    .. labels?.Rows() ?? [],
                    JobWaiter.Row(status),
                ]
            );
            labels?.PrintConfusion();
        }
    }
}
