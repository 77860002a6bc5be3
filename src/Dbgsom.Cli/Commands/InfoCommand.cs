using System.CommandLine;
using System.Text.Json.Nodes;
using Dbgsom.Files;
using Dbgsom.Options;

namespace Dbgsom.Cli.Commands;

/// <summary>dbgsom info: what a saved map is.</summary>
internal sealed class InfoCommand
{
    private readonly ModelArgument model = new();
    private readonly Option<bool> json = new("--json") { Description = "print one JSON object" };

    private InfoCommand() { }

    public static Command Create(CancellationToken cancellationToken)
    {
        var info = new InfoCommand();
        var command = new Command("info", "Show how a saved map was trained and how good it is.");
        info.model.AddTo(command);
        command.Add(info.json);
        command.SetAction(parsed => info.Run(parsed, cancellationToken));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var map = model.Load(parsed);
        if (parsed.GetValue(json))
        {
            Screen.Json(Describe(map, cancellationToken));
            return 0;
        }
        Screen.Table(
            model.Path(parsed),
            [.. MapReport.Rows(map, cancellationToken), .. RegionReport.Rows(map), .. Provenance(map)]
        );
        if (TablePlan.FromMap(map) is { } plan)
            Screen.Write(InspectCommand.Table(plan));
        Screen.Table("effective options", Options(map));
        foreach (var diagnostic in map.Diagnostics)
            Screen.Line($"note: {diagnostic.Message}");
        return 0;
    }

    private static IEnumerable<(string, string)> Provenance(SomMap map)
    {
        // Few names stand beside the samples already.
        if (map.FeatureNames is { Count: > 6 } names)
            yield return (
                "features",
                string.Join(", ", names.Take(20).Select(Shown.Name)) + (names.Count > 20 ? $" and {names.Count - 20} more" : "")
            );
        if (map.HasTrainingSamples)
            yield return ("data fingerprint", map.Training.DataFingerprint);
        yield return (map.Training.Epochs == 0 ? "made by" : "trained by", $"Dbgsom {map.Training.LibraryVersion}");
    }

    private static IEnumerable<(string, string)> Options(SomMap map) =>
        SomOption.All.Select(option =>
            (option.Name + (option.IsQuirk ? " (library only)" : ""), option.Format(map.EffectiveOptions))
        );

    private static JsonObject Describe(SomMap map, CancellationToken cancellationToken)
    {
        var node = MapReport.Json(map, cancellationToken);
        RegionReport.AddTo(node, map);
        node["fine_epochs"] = map.Training.FineEpochs;
        node["labels"] = map.LabelCount;
        node["feature_names"] = map.FeatureNames is { } names ? new JsonArray([.. names.Select(name => (JsonNode)name)]) : null;
        if (map.PassiveFeatures.Count > 0)
            node["passive_features"] = new JsonArray([.. map.PassiveFeatures.Select(one => (JsonNode)one.Name)]);
        node["table_plan"] = TablePlan.FromMap(map)?.ToNode();
        node["data_fingerprint"] = map.Training.DataFingerprint;
        node["library_version"] = map.Training.LibraryVersion;
        node["options"] = Json(map.Options);
        node["effective_options"] = Json(map.EffectiveOptions);
        node["diagnostics"] = new JsonArray([.. map.Diagnostics.Select(diagnostic => (JsonNode)diagnostic.Message)]);
        return node;
    }

    private static JsonObject Json(SomOptions options) =>
        new(SomOption.All.Select(option => KeyValuePair.Create(option.Name, option.ToJson(options))));
}
