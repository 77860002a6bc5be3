using System.CommandLine;
using System.Text.Json.Nodes;
using Dbgsom.Files;
using Dbgsom.Measures;

namespace Dbgsom.Cli.Commands;

/// <summary>dbgsom measure: how good a map is for samples.</summary>
internal sealed class MeasureCommand
{
    private readonly ModelArgument model = new();
    private readonly DataArguments data = new(labeled: true, forMap: true);
    private readonly PairReport.Arguments pairs = new();
    private readonly Option<bool> json = new("--json") { Description = "print one JSON object" };

    private MeasureCommand() { }

    public static Command Create(CancellationToken cancellationToken)
    {
        var measure = new MeasureCommand();
        var command = new Command(
            "measure",
            "Measure how well a map stands for samples and, where they have labels, how well it tells these apart."
        );
        measure.model.AddTo(command);
        measure.data.AddTo(command);
        measure.pairs.AddTo(command);
        command.Add(measure.json);
        measure.model.AddThreadsTo(command);
        command.SetAction(parsed => measure.data.Locate(() => measure.Run(parsed, cancellationToken)));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        pairs.Check(parsed);
        var map = model.Load(parsed);
        var screen = new Screen(parsed);
        var loaded = data.LoadFor(map, parsed, screen, cancellationToken);
        var samples = loaded.Data;
        if (loaded.Absent.Count > 0)
            screen.Note(
                $"the numbers are over the columns that are there, with distances scaled to all: they compare only with those of data that lacks {ColumnPlan.Quote(loaded.Absent)}, too"
            );
        var labels = data.Labels(parsed, loaded, cancellationToken) is { } given
            ? LabelReport.Of(map, samples, given, cancellationToken)
            : null;
        var measures = map.Measure(samples, cancellationToken);
        double distortion = map.Distortion(samples, null, cancellationToken);
        double? product = MapReport.Product(map, cancellationToken);
        var slow = pairs.Measure(parsed, map, samples, screen, cancellationToken);
        int dead = map.Neurons.Count(neuron => neuron.IsDead);
        double mass = samples.SampleWeights.IsEmpty ? samples.RowCount : samples.SampleWeights.ToArray().Sum();
        if (parsed.GetValue(json))
        {
            var node = new JsonObject
            {
                ["quantization_error"] = Numbers.Json(measures.QuantizationError),
                ["topographic_error"] = Numbers.Json(measures.TopographicError.EightNeighbor),
                ["topographic_error_4"] = Numbers.Json(measures.TopographicError.FourNeighbor),
                ["topographic_product"] = product is { } value ? Numbers.Json(value) : null,
                ["explained_variance"] = Numbers.Json(measures.ExplainedVariance),
                ["combined_error"] = Numbers.Json(measures.CombinedError),
                ["distortion"] = Numbers.Json(distortion),
                ["neurons"] = map.Neurons.Count,
                ["edges"] = map.Edges.Count,
                ["samples"] = Numbers.Json(mass),
                ["features"] = map.FeatureCount,
                ["dead_neurons"] = dead,
            };
            slow?.AddTo(node);
            labels?.AddTo(node);
            Screen.Json(node);
        }
        else
        {
            Screen.Table(
                model.Path(parsed),
                [
                    ("samples", $"{Numbers.Count(mass)} of {MapReport.Counted(map.FeatureCount, "feature")}"),
                    ("neurons", $"{map.Neurons.Count}, {map.Edges.Count} edges"),
                    ("quantization error", Numbers.Show(measures.QuantizationError)),
                    ("topographic error", MapReport.Topographic(map, measures.TopographicError)),
                    MapReport.ProductRow(product),
                    ("explained variance", MapReport.Explained(measures.ExplainedVariance)),
                    ("combined error", Numbers.Show(measures.CombinedError)),
                    ("distortion", Numbers.Show(distortion)),
                    .. slow?.Rows() ?? [],
                    .. map.Children.Count == 0
                        ? Array.Empty<(string, string)>()
                        : [("hierarchy", "measures above are those of the first map, those below of the lowest maps")],
                    .. labels?.Rows() ?? [],
                ]
            );
            labels?.PrintConfusion();
        }
        if (slow?.Note(mass) is { } drawn)
            screen.Note(drawn);
        if (labels?.Note is { } note)
            screen.Note(note);
        return 0;
    }
}
