using System.CommandLine;
using Dbgsom.Clustering;
using Dbgsom.Files;

namespace Dbgsom.Cli.Commands;

/// <summary>dbgsom measure: how good a map is for samples.</summary>
internal sealed class MeasureCommand
{
    private readonly ModelArgument model = new();
    private readonly DataArguments data = new(labeled: true, forMap: true);
    private readonly PairReport.Arguments pairs = new();
    private readonly Option<ClusterRequest?> clusters = ClusterArgument.OptionalMethod(
        "--clusters",
        "also measure the clusters of the map: silhouette and Davies-Bouldin index of the samples and, with labels, the agreement of clusters with labels; default: METHOD ward, and an automatic COUNT"
    );
    private readonly Option<bool> json = new("--json") { Description = "print one JSON object" };

    private MeasureCommand() { }

    public static Command Create(CancellationToken cancellationToken)
    {
        var measure = new MeasureCommand();
        var command = new Command(
            "measure",
            "Measure how well a map represents samples. If they have labels, also how well it separates the labels."
        );
        measure.model.AddTo(command);
        measure.data.AddTo(command);
        measure.pairs.AddTo(command);
        command.Add(measure.clusters);
        command.Add(measure.json);
        measure.model.AddThreadsTo(command);
        command.SetAction(parsed => measure.data.Locate(() => measure.Run(parsed, cancellationToken)));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        pairs.Check(parsed);
        var map = model.Load(parsed);
        var wanted = ClusterArgument.Check(map, parsed.GetValue(clusters), "--clusters");
        var screen = new Screen(parsed);
        var loaded = data.LoadFor(map, parsed, screen, cancellationToken);
        var samples = loaded.Data;
        if (AbsentColumns.NoteOfMeasures(loaded.Absent) is { } absent)
            screen.Note(absent);
        var given = data.Labels(parsed, loaded, cancellationToken);
        var labels = given is null ? null : LabelReport.Of(map, samples, given, cancellationToken);
        var ofClusters = wanted is null
            ? null
            : ClusterReport.Of(wanted.Apply(map, cancellationToken), samples, given, cancellationToken);
        var report = new MeasureReport(map, map.Measure(samples, cancellationToken), cancellationToken);
        var slow = pairs.Measure(parsed, map, samples, screen, cancellationToken);
        if (parsed.GetValue(json))
        {
            var node = report.Json();
            slow?.AddTo(node);
            labels?.AddTo(node);
            ofClusters?.AddTo(node);
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
                        : [("hierarchy", "measures above are those of the first map, those below of the lowest maps")],
                    .. labels?.Rows() ?? [],
                    .. ofClusters?.Rows() ?? [],
                ]
            );
            labels?.PrintConfusion();
        }
        if (slow?.Note(report.Samples) is { } drawn)
            screen.Note(drawn);
        if (labels?.Note is null && labels?.NoteOfNames is { } names)
            screen.Note(names);
        if (labels?.Note is { } note)
            screen.Note(note);
        return 0;
    }
}
