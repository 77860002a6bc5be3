using System.CommandLine;
using Dbgsom.Clustering;
using Dbgsom.Files;
using Dbgsom.Groups;

namespace Dbgsom.Cli.Commands;

/// <summary>dbgsom groups: where groups of samples lie on a map, whether that is chance, and how samples move in time.</summary>
internal sealed class GroupsCommand
{
    private const string Clusters = "clusters";
    private const string Neurons = "neurons";
    private const string Features = "features";
    private const string Transitions = "transitions";

    private readonly ModelArgument model = new();
    private readonly DataArguments data = new(forMap: true);
    private readonly Option<string?> by = OptionsOf.Text(
        "--by",
        "column",
        $"the column of the groups, by name or by index from 0; for dates a part, as in date:month: one of {string.Join(", ", DatedCells.Parts.Keys)}"
    );
    private readonly Option<bool> byFile = new("--by-file") { Description = "use the files of DATA as groups" };
    private readonly Option<string?> unit = OptionsOf.Text(
        "--unit",
        "column",
        "the column that identifies the unit of a row, such as a patient or a machine; each unit counts once"
    );
    private readonly Option<string?> order = OptionsOf.Text(
        "--order",
        "column",
        "a column of times or numbers that orders the rows of a unit: shows the steps between clusters"
    );
    private readonly Option<ClusterRequest?> clusters = ClusterArgument.Create(
        "the clusters of the map to compare; without COUNT the number is chosen automatically; default: ward"
    );
    private readonly Option<int?> permutations = OptionsOf.Whole(
        "--permutations",
        0,
        GroupOptions.MostPermutations,
        "number of permutations of the groups for the tests; 0 for no tests; default: 999"
    );
    private readonly Option<uint?> seed = OptionsOf.Seed("seed of the shuffles");
    private readonly Option<string?> table = OptionsOf.Parsed<string?>(
        "--table",
        $"{Clusters}|{Neurons}|{Features}|{Transitions}",
        $"the content of --output: each group in each cluster; in each neuron, with tests; mean and spread of every feature by group and cluster; or the steps between clusters; default: {Clusters}, without groups {Transitions}",
        text =>
            text is Clusters or Neurons or Features or Transitions
                ? text
                : throw new ArgumentException(
                    $"unknown table '{text}'; valid is {Clusters}, {Neurons}, {Features} and {Transitions}"
                )
    );
    private readonly Option<string?> output = OptionsOf.Text(
        "--output",
        "FILE",
        $"save a table as {string.Join(", ", GroupTable.Extensions.Select(one => "FILE" + one))}, see --table",
        "-o"
    );
    private readonly Option<bool> json = new("--json") { Description = "print one JSON object" };

    private GroupsCommand() { }

    public static Command Create(CancellationToken cancellationToken)
    {
        var groups = new GroupsCommand();
        var command = new Command(
            "groups",
            "Compare where groups of rows lie on a map. Groups are files, months, patients or classes; shuffling tests whether they differ."
        );
        groups.model.AddTo(command);
        groups.data.AddTo(command);
        command.Add(groups.by);
        command.Add(groups.byFile);
        command.Add(groups.unit);
        command.Add(groups.order);
        command.Add(groups.clusters);
        command.Add(groups.permutations);
        command.Add(groups.seed);
        command.Add(groups.table);
        command.Add(groups.output);
        command.Add(groups.json);
        groups.model.AddThreadsTo(command);
        command.SetAction(parsed => groups.data.Locate(() => groups.Run(parsed, cancellationToken)));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var screen = new Screen(parsed);
        Check(parsed);
        string wanted = parsed.GetValue(table) ?? (HasGroups(parsed) ? Clusters : Transitions);
        var map = model.Load(parsed);
        var kept = Kept(map, parsed, cancellationToken);
        var columns = data.GroupColumns(map, parsed);
        string?[]? units = kept.Unit is { } unitColumn ? columns.Groups(unitColumn) : null;
        double[]? places = kept.Order is { } orderColumn ? columns.Order(orderColumn) : null;
        string?[]? named = kept.By is { } byColumn
            ? columns.Groups(byColumn, GroupColumn.Divide(parsed.GetValue(by)!).Part)
            : null;
        foreach (string note in columns.Notes)
            screen.Note(note);
        var samples = data.LoadFor(map, parsed, screen, cancellationToken);
        var regions = (
            ClusterArgument.Check(map, parsed.GetValue(clusters), clusters.Name) ?? new ClusterRequest(ClusterMethod.Ward)
        ).Apply(map, cancellationToken);
        string?[]? names = parsed.GetValue(byFile) ? FilesOf(samples) : named;
        var found = names is null
            ? null
            : Compare(map, samples, names, units, regions, wanted == Neurons, parsed, screen, cancellationToken);
        var steps = places is null ? null : map.Transitions(samples.Data, places, units, regions, cancellationToken);
        if (wanted == Features && found!.Profiles.Count == 0)
            throw new UsageException(
                $"{found.Names.Count} groups in {regions.Count} clusters of {map.FeatureCount} features are more than four million means; name fewer groups or clusters"
            );
        if (parsed.GetValue(output) is { } file)
            Table(wanted, map, found, steps).Save(file);
        var report = new GroupReport(found, steps, parsed.GetValue(by) ?? "file");
        if (parsed.GetValue(json))
            Screen.Json(report.Json());
        else if (!screen.Quiet)
            report.Print();
        foreach (string note in report.Notes())
            screen.Note(note);
        return 0;
    }

    /// <summary>Refuses what does not go together, before anything is read.</summary>
    private void Check(ParseResult parsed)
    {
        if (parsed.GetValue(by) is not null && parsed.GetValue(byFile))
            throw new UsageException("--by and --by-file both define the groups; give one of the two");
        bool hasOrder = parsed.GetValue(order) is not null;
        if (!HasGroups(parsed) && !hasOrder)
            throw new UsageException(
                "no groups are given: --by COLUMN names their column, --by-file uses the files of DATA, --order COLUMN follows rows in time"
            );
        string? wanted = parsed.GetValue(table);
        if (wanted is not null && parsed.GetValue(output) is null)
            throw new UsageException("--table is the content of --output; also give -o FILE");
        if (wanted == Transitions && !hasOrder)
            throw new UsageException($"--table {Transitions} needs --order COLUMN, which orders the rows");
        if (wanted is Clusters or Neurons or Features && !HasGroups(parsed))
            throw new UsageException($"--table {wanted} needs --by COLUMN or --by-file, which define the groups");
        if (parsed.GetValue(output) is { } file)
            OutputPath.CheckTable(file, GroupTable.Extensions, [.. data.Paths(parsed), model.Path(parsed)]);
    }

    private bool HasGroups(ParseResult parsed) => parsed.GetValue(by) is not null || parsed.GetValue(byFile);

    /// <summary>The columns that are read beside the features.</summary>
    private (KeptColumn? By, KeptColumn? Unit, KeptColumn? Order) Kept(
        SomMap map,
        ParseResult parsed,
        CancellationToken cancellationToken
    )
    {
        KeptColumn? Load(Option<string?> option) =>
            parsed.GetValue(option) is not { } text
                ? null
                : data.LoadOne(
                    map,
                    parsed,
                    option == by ? GroupColumn.Divide(text).Column : text,
                    option.Name,
                    cancellationToken
                );

        return (Load(by), Load(unit), Load(order));
    }

    private static string[] FilesOf(LoadedData samples) =>
        samples.Files.Count > 1
            ?
            [
                .. samples
                    .Files.Zip(NamesOf([.. samples.Files.Select(file => file.File)]))
                    .SelectMany(one => Enumerable.Repeat(one.Second, one.First.RowCount)),
            ]
            : throw new UsageException("--by-file compares files, and DATA is one; give several, or a folder of them");

    /// <summary>The names of files; their paths where two are called alike, numbered where the same file is repeated.</summary>
    private static string[] NamesOf(string[] paths)
    {
        string[] names = Array.ConvertAll(paths, path => Path.GetFileName(path));
        if (names.Distinct().Count() < names.Length)
            names = [.. paths];
        return names.Distinct().Count() == names.Length
            ? names
            : [.. names.Select((name, i) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{i + 1} {name}"))];
    }

    private MapGroups Compare(
        SomMap map,
        LoadedData samples,
        string?[] names,
        string?[]? units,
        MapClusters regions,
        bool testsNeurons,
        ParseResult parsed,
        Screen screen,
        CancellationToken cancellationToken
    )
    {
        using var line = new ProgressLine(screen.IsWatched);
        var options = new GroupOptions
        {
            Units = units,
            Clusters = regions,
            TestsNeurons = testsNeurons,
            Seed = parsed.GetValue(seed) ?? 0,
        };
        if (parsed.GetValue(permutations) is { } number)
            options = options with { Permutations = number };
        return map.Groups(samples.Data, names, options, line.Of("shuffles"), cancellationToken);
    }

    private static GroupTable Table(string wanted, SomMap map, MapGroups? groups, MapTransitions? steps) =>
        wanted switch
        {
            Clusters => GroupTable.OfClusters(groups!),
            Neurons => GroupTable.OfNeurons(groups!, map),
            Features => GroupTable.OfFeatures(groups!, map),
            _ => GroupTable.OfTransitions(steps!),
        };
}
