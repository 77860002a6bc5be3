using System.CommandLine;
using System.Text.Json.Nodes;
using Dbgsom.Change;
using Dbgsom.Clustering;
using Dbgsom.Files;
using Dbgsom.Groups;

namespace Dbgsom.Cli.Commands;

/// <summary>dbgsom drift: how new rows lie on a map, and whether they differ from those before by more than chance.</summary>
internal sealed class DriftCommand
{
    private readonly ModelArgument model = new();
    private readonly DataArguments data = new(forMap: true);
    private readonly EarlierData old = new(
        "earlier rows, such as the training rows: they are needed to test drift; half of them train a map for the test"
    );
    private readonly Option<string?> unit = OptionsOf.Text(
        "--unit",
        "column",
        "the column that identifies the unit of a row, such as a machine; each unit counts once in the test"
    );
    private readonly Option<ClusterRequest?> clusters = ClusterArgument.Create(
        "the clusters in which rows are counted; without COUNT the number is chosen automatically; default: ward"
    );
    private readonly Option<int?> permutations = OptionsOf.Whole(
        "--permutations",
        1,
        GroupOptions.MostPermutations,
        "number of permutations of old and new rows in the test; default: 999"
    );
    private readonly Option<uint?> seed = OptionsOf.Seed(
        "seed of the shuffles, and of the choice which half of --old trains a map"
    );
    private readonly Option<bool> json = new("--json") { Description = "print one JSON object" };

    private DriftCommand() { }

    public static Command Create(CancellationToken cancellationToken)
    {
        var drift = new DriftCommand();
        var command = new Command(
            "drift",
            "Test whether new rows differ from earlier ones. Compares distances, clusters, features and odd rows."
        );
        drift.model.AddTo(command);
        drift.data.AddTo(command);
        drift.old.AddTo(command);
        command.Add(drift.unit);
        command.Add(drift.clusters);
        command.Add(drift.permutations);
        command.Add(drift.seed);
        command.Add(drift.json);
        drift.model.AddThreadsTo(command);
        command.SetAction(parsed => drift.data.Locate(() => drift.Run(parsed, cancellationToken)));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var screen = new Screen(parsed);
        var before = old.Paths(parsed);
        foreach (Option option in new Option[] { unit, permutations, seed })
            if (before.Count == 0 && parsed.GetResult(option) is not null)
                throw new UsageException($"{option.Name} is for the test, which needs earlier rows: --old FILE");
        if (
            before.FirstOrDefault(path => data.Paths(parsed).Any(other => other != "-" && DiskFiles.AreSame(path, other))) is
            { } same
        )
            throw new UsageException($"{same} is both DATA and --old; rows on both sides cannot show drift");
        var map = model.Load(parsed);
        string? column = parsed.GetValue(unit);
        var reading = data.GroupColumns(map, parsed);
        var reference = old.Load(data, map, parsed, screen, cancellationToken);
        var samples = data.LoadFor(map, parsed, screen, cancellationToken);
        var options = new DriftOptions
        {
            Reference = reference?.Data,
            ReferenceUnits = column is null ? null : Units(before),
            Units = column is null ? null : Units(null),
            Clusters = ClusterArgument.Check(map, parsed.GetValue(clusters), clusters.Name)?.Apply(map, cancellationToken),
        };
        if (parsed.GetValue(permutations) is { } number)
            options = options with { Permutations = number };
        if (parsed.GetValue(seed) is { } start)
            options = options with { Seed = start };
        MapDrift found;
        using (var line = new ProgressLine(screen.IsWatched))
            found = map.FindDrift(samples.Data, options, line.Of("shuffles"), cancellationToken);
        var report = new DriftReport(map, found);
        if (parsed.GetValue(json))
        {
            var node = new JsonObject();
            report.AddTo(node);
            Screen.Json(node);
        }
        else
        {
            Screen.Table(model.Path(parsed), report.Rows());
            report.PrintClusters();
        }
        if (reference is not null)
            NoteGaps(screen, reference.Data, samples.Data);
        if (found.Test is { RepeatedCount: > 0 and var repeated } && 10L * repeated > found.RowCount)
            screen.Note(
                $"{Numbers.Count(repeated)} of {Numbers.Count(found.RowCount)} new rows equal earlier rows: if they are the same rows, the test reports drift falsely; remove them from one side"
            );
        if (reference is null)
            screen.Note(
                "new rows are always slightly farther from their neurons than the training rows; --old FILE, with earlier rows, tests whether the difference is larger than that"
            );
        return 0;

        static void NoteGaps(Screen screen, DataMatrix before, DataMatrix now)
        {
            var (then, since) = (MissingShare(before), MissingShare(now));
            if (Math.Abs(then - since) > 0.01)
                screen.Note(
                    $"{Numbers.Percent(since)} of the cells are missing, earlier {Numbers.Percent(then)}: distances over fewer features are shorter, so missing values alone may appear as drift"
                );
        }

        static double MissingShare(DataMatrix rows)
        {
            long missing = 0;
            for (int row = 0; row < rows.RowCount; row++)
            for (int column = 0; column < rows.ColumnCount; column++)
                missing += double.IsNaN(rows[row, column]) ? 1 : 0;
            return (double)missing / ((long)rows.RowCount * rows.ColumnCount);
        }

        string[] Units(IReadOnlyList<string>? paths)
        {
            var kept = data.LoadOne(map, parsed, column!, unit.Name, cancellationToken, paths);
            string?[] units = reading.Groups(kept);
            int missing = Array.IndexOf(units, null);
            return missing < 0
                ? [.. units.OfType<string>()]
                : throw new InvalidDataException(
                    $"column '{kept.Name}': row {missing + 1} has no unit; remove such rows, or name another column"
                );
        }
    }
}
