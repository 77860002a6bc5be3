using System.CommandLine;
using System.Text.Json.Nodes;
using Dbgsom.Clustering;
using Dbgsom.Ensembles;
using Dbgsom.Files;

namespace Dbgsom.Cli.Commands;

/// <summary>dbgsom ensemble: how sure clusters and neighborhoods are.</summary>
internal sealed class EnsembleCommand
{
    private const int MostMaps = 100_000;

    private readonly DataArguments data = new();
    private readonly PlanArguments changes = new();
    private readonly TrainingArguments training = new();
    private readonly Option<int?> maps = OptionsOf.Whole(
        "--maps",
        2,
        MostMaps,
        $"number of maps; default: {SomEnsemble.DefaultMaps}"
    );
    private readonly Option<bool> bootstrap = new("--bootstrap")
    {
        Description =
            "train each map on a bootstrap sample: as many rows, drawn with replacement; otherwise maps differ by their seed",
    };
    private readonly Option<ClusterRequest?> clusters = ClusterArgument.Create(
        "how the neurons of each map are grouped; without COUNT the median number of nine maps; default: ward"
    );
    private readonly Option<string?> model = OptionsOf.Text(
        "--output",
        "MODEL",
        "save the map that agrees best with the others, usually as NAME.som.npz",
        "-o"
    );
    private readonly Option<string?> rows = OptionsOf.Text(
        "--rows",
        "FILE",
        $"write the cluster of each row and the share of maps that agree: {string.Join(", ", EnsembleTable.Extensions.Select(one => "FILE" + one))}"
    );
    private readonly Option<string?> id = OptionsOf.Text("--id-column", "column", "the column of row names, written as id");
    private readonly Option<int?> threads = OptionsOf.Whole(
        "--threads",
        1,
        int.MaxValue,
        "maximum number of threads, each of which trains a map; default: one per core; the result is the same for any number"
    );
    private readonly Option<bool> json = new("--json") { Description = "print the summary as one JSON object" };

    private EnsembleCommand() { }

    public static Command Create(CancellationToken cancellationToken)
    {
        var ensemble = new EnsembleCommand();
        var command = new Command("ensemble", "Train many maps and show how stable their clusters are.");
        ensemble.data.AddTo(command);
        ensemble.changes.AddTo(command);
        command.Add(ensemble.maps);
        command.Add(ensemble.bootstrap);
        command.Add(ensemble.clusters);
        command.Add(ensemble.model);
        command.Add(ensemble.rows);
        command.Add(ensemble.id);
        ensemble.training.AddTo(command);
        command.Add(ensemble.threads);
        command.Add(ensemble.json);
        command.SetAction(parsed => ensemble.Run(parsed, cancellationToken));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var screen = new Screen(parsed);
        var options = training.Read(parsed);
        if (parsed.GetValue(model) is { } file)
            OutputPath.Check(file, data.Paths(parsed));
        if (parsed.GetValue(rows) is { } table)
            OutputPath.CheckTable(table, EnsembleTable.Extensions, data.Paths(parsed));
        var (samples, plan) = data.LoadPlanned(
            parsed,
            screen,
            changes,
            null,
            options,
            o => o with { IdColumn = parsed.GetValue(id) },
            cancellationToken
        );
        options = training.Weigh(parsed, options, samples);
        var found = data.Use(parsed, () => Fit(parsed, samples.Data, options, screen, cancellationToken));
        if (parsed.GetValue(model) is { } path)
            TablePlan.Keep(found.Map, plan?.ToJson(), screen.Note).Save(path);
        if (parsed.GetValue(rows) is { } to)
            new EnsembleTable(found, samples.Ids).Save(to);
        if (parsed.GetValue(json))
            Screen.Json(Json(found));
        else if (!screen.Quiet)
            Screen.Table($"{Numbers.Count(found.Agreements.Count)} maps", Summary(found));
        return 0;
    }

    private EnsembleResult Fit(
        ParseResult parsed,
        DataMatrix samples,
        SomOptions options,
        Screen screen,
        CancellationToken cancellationToken
    )
    {
        using var line = new ProgressLine(screen.IsWatched && !parsed.GetValue(json));
        try
        {
            return new SomEnsemble(options)
            {
                Maps = parsed.GetValue(maps) ?? SomEnsemble.DefaultMaps,
                Bootstrap = parsed.GetValue(bootstrap),
                Clusters = parsed.GetValue(clusters),
                Threads = parsed.GetValue(threads),
            }.Fit(samples, line.Of("maps"), cancellationToken);
        }
        catch (OperationCanceledException)
        {
            throw new InterruptedException("interrupted; nothing was saved");
        }
    }

    private static IEnumerable<(string Name, string Value)> Summary(EnsembleResult found)
    {
        double[] stability = [.. found.Stability.Order()];
        int unsure = stability.Count(share => share < 0.5);
        yield return ("clusters", Numbers.Count(found.ClusterCount));
        yield return (
            "rows",
            $"stay with their cluster in {Numbers.Percent(stability.Average())} of the maps; {Numbers.Count(unsure)} of {Numbers.Count(stability.Length)} in less than half"
        );
        yield return (
            "maps agree",
            $"mean adjusted Rand index {Numbers.Show(found.Agreements.Average())} (1 for the same clusters, 0 for chance)"
        );
        yield return (
            "neighborhoods",
            $"neighbors on one map are neighbors on another in {Numbers.Percent(found.NeighborhoodStability)} ({Numbers.Percent(found.NeighborhoodChance)} by chance)"
        );
        yield return (
            "map shown",
            $"{Numbers.Count(found.MapIndex)} of 0 to {found.Agreements.Count - 1}, which agrees best with the others ({Numbers.Show(found.Agreements[found.MapIndex])})"
        );
    }

    private static JsonObject Json(EnsembleResult found) =>
        new()
        {
            ["maps"] = found.Agreements.Count,
            ["clusters"] = found.ClusterCount,
            ["mean_stability"] = Numbers.Json(found.Stability.Average()),
            ["mean_agreement"] = Numbers.Json(found.Agreements.Average()),
            ["neighborhood_stability"] = Numbers.Json(found.NeighborhoodStability),
            ["neighborhood_chance"] = Numbers.Json(found.NeighborhoodChance),
            ["map"] = found.MapIndex,
            ["map_agreement"] = Numbers.Json(found.Agreements[found.MapIndex]),
        };
}
