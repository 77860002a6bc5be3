using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Dbgsom.Files;
using Dbgsom.Grid;
using Dbgsom.Naming;
using Dbgsom.Passes;
using Dbgsom.Regression;
using Dbgsom.Report;
using Dbgsom.Rows;
using Dbgsom.Training.Growth;

namespace Dbgsom.Cli.Commands;

/// <summary>dbgsom train: a map from data.</summary>
internal sealed class TrainCommand
{
    private readonly DataArguments data = new(labeled: true);
    private readonly PlanArguments changes = new();
    private readonly Option<string?> plan = OptionsOf.Text(
        "--plan",
        "FILE.json",
        "read the table by a plan saved by inspect, instead of making one"
    );
    private readonly TrainingArguments training = new();
    private readonly Option<string?> output = OptionsOf.Text(
        "--output",
        "MODEL",
        "the model file; an existing one is replaced; default: the name of DATA with .som.npz, in this folder",
        "-o"
    );
    private readonly Option<bool> report = new("--report")
    {
        Description = "also write an HTML page about the map, beside the model, as the command report does",
    };
    private readonly Option<int?> threads = OptionsOf.Whole(
        "--threads",
        1,
        int.MaxValue,
        "maximum number of threads; default: one per core; the map is the same for any number"
    );
    private readonly Option<DataPrecision?> precision = OptionsOf.OneOf<DataPrecision>(
        "--precision",
        "precision of the samples in memory; default: as-given"
    );
    private readonly Option<bool> classify = new("--classify")
    {
        Description = "train a classifier: the classes are in --label-column, or in --labels",
    };
    private readonly Option<string?> target = OptionsOf.Text(
        "--target",
        "column",
        "a numeric column that the map learns to predict, kept apart from the features; predict then prints prediction, low and high"
    );
    private readonly Option<bool> noPruning = new("--no-pruning")
    {
        Description = "compare every sample with all neurons in every epoch; slower, with the same map",
    };
    private readonly Option<bool> json = new("--json") { Description = "print the measures as one JSON object" };
    private readonly Option<string?> checkpoint = OptionsOf.Text(
        "--checkpoint",
        "FILE",
        "save the run to this file whenever the map grows, every 25 epochs or 10 seconds, and on Ctrl-C; the file is kept at the end"
    );
    private readonly Option<string?> start = OptionsOf.Text(
        "--start",
        "FILE",
        "the initial weights of a grid of given size, in the units of the data: NAME.npy with one row per neuron, the grid row by row, another codebook that import reads, or a map"
    );
    private readonly Option<string?> resume = OptionsOf.Text(
        "--resume",
        "FILE",
        "continue a saved run on the same data, with its options, to the identical map"
    );

    private TrainCommand() { }

    public static Command Create(CancellationToken cancellationToken)
    {
        var train = new TrainCommand();
        var command = new Command("train", "Train a map on a table and save it.");
        command.Add(train.output);
        command.Add(train.report);
        train.data.AddTo(command);
        train.changes.AddTo(command);
        command.Add(train.plan);
        command.Add(train.classify);
        command.Add(train.target);
        train.training.AddTo(command);
        foreach (
            Option option in new Option[]
            {
                train.threads,
                train.noPruning,
                train.precision,
                train.json,
                train.checkpoint,
                train.start,
                train.resume,
            }
        )
            command.Add(option);
        command.SetAction(parsed => train.Run(parsed, cancellationToken));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var screen = new Screen(parsed);
        var options = training.Read(parsed);
        string? from = parsed.GetValue(resume);
        if (from is not null && training.Given(parsed).FirstOrDefault() is { } given)
            throw new UsageException(
                $"{given} cannot be changed when a run continues; leave it out, or start a new run without --resume"
            );
        string? codebook = parsed.GetValue(start);
        if (codebook is not null && from is not null)
            throw new UsageException(
                "--start cannot be changed when a run continues; leave it out, or start a new run without --resume"
            );
        CheckLabels(parsed, options);
        if (from is not null && !File.Exists(from))
            throw new FileNotFoundException($"{from}: the file does not exist");
        var inputs = data.Inputs(parsed);
        string model = OutputPath.Check(
            DefaultOutput.Name(parsed.GetValue(output), data.Paths(parsed), ".som.npz", screen),
            from is null ? inputs : [.. inputs, from]
        );
        string? save = parsed.GetValue(checkpoint) is { } file ? OutputPath.Check(file, [.. inputs, model]) : null;
        string? page = parsed.GetValue(report) ? OutputPath.Check(PageBeside(model), [.. inputs, model]) : null;

        var (samples, table) = data.LoadPlanned(
            parsed,
            screen,
            changes,
            parsed.GetValue(plan) is { } saved ? TablePlan.Load(saved) : null,
            options,
            o =>
                o with
                {
                    Precision = parsed.GetValue(precision) ?? DataPrecision.AsGiven,
                    LabelColumn = parsed.GetValue(target) ?? o.LabelColumn,
                },
            cancellationToken
        );
        options = training.Weigh(parsed, options, samples);
        bool classifies = parsed.GetValue(classify);
        var labels = classifies || page is not null ? data.Labels(parsed, samples, cancellationToken) : null;
        double[]? targets = parsed.GetValue(target) is { } column ? Targets(parsed, samples, column, screen) : null;
        if (!classifies && targets is null && samples.Labels is not null)
            screen.Note(
                $"the labels do not train the map{(page is null ? "" : ", they are shown on the page")}; --classify trains a classifier on them"
            );
        var clock = Stopwatch.StartNew();
        using var rows = new LocalEngine(samples.Data, parsed.GetValue(threads), classifies ? labels?.ToClassLabels() : null)
        {
            ScratchDirectory = data.ScratchDirectory(parsed),
            Pruning = !parsed.GetValue(noPruning),
        };
        var map = Train(
            save,
            () => data.Use(parsed, () => Begin(rows, options, from, codebook, screen, cancellationToken)),
            screen.IsWatched && !parsed.GetValue(json),
            cancellationToken
        );
        if (targets is not null)
            map = FitTarget(parsed, map, samples.Data, targets, screen, cancellationToken);
        double seconds = clock.Elapsed.TotalSeconds;
        map = TablePlan.Keep(map, table?.ToJson(), screen.Note);
        map.Save(model);
        Print(parsed, screen, map, model, seconds);
        if (page is null)
            return 0;
        var shown = targets is null ? labels : null;
        data.Locate(() =>
        {
            map.SaveReport(page, samples.Data, PageOptions.Of(data, parsed, map, model, samples, shown), cancellationToken);
            return 0;
        });
        if (!screen.Quiet && !parsed.GetValue(json))
            foreach (string line in new[] { "Written:", model, page })
                Screen.Line(line);
        return 0;
    }

    /// <summary>The page of a model: FILE.html beside FILE.som.npz.</summary>
    private static string PageBeside(string model) =>
        Path.Combine(Path.GetDirectoryName(model) ?? "", DefaultOutput.Stem(model) + ".html");

    /// <summary>The numbers of a column, refused before there is work to lose.</summary>
    private double[] Targets(ParseResult parsed, LoadedData samples, string column, Screen screen)
    {
        double[] targets = TargetColumn.Read(samples, column, data.FileOptions(parsed));
        int missing = targets.Count(double.IsNaN);
        if (targets.Length - missing < SomRegressor.MinTargets)
            throw new InvalidDataException(
                $"column '{column}': {Numbers.Count(targets.Length - missing)} of {Numbers.Count(targets.Length)} rows have a number; --target needs at least {SomRegressor.MinTargets}"
            );
        if (missing > 0)
            screen.Note(
                $"{Numbers.Count(missing)} of {Numbers.Count(targets.Length)} rows have no {column}; they train only the map"
            );
        return targets;
    }

    private SomMap FitTarget(
        ParseResult parsed,
        SomMap map,
        DataMatrix samples,
        double[] targets,
        Screen screen,
        CancellationToken cancellationToken
    )
    {
        using var line = new ProgressLine(screen.IsWatched && !parsed.GetValue(json));
        try
        {
            return SomRegressor
                .FitTarget(
                    map.WithThreads(parsed.GetValue(threads)),
                    samples,
                    targets,
                    parsed.GetValue(target),
                    line.Of("target"),
                    cancellationToken
                )
                .Map;
        }
        catch (OperationCanceledException)
        {
            throw new InterruptedException("interrupted while the target was fitted; no model was saved");
        }
    }

    private void CheckLabels(ParseResult parsed, SomOptions options)
    {
        bool classifies = parsed.GetValue(classify);
        if (parsed.GetValue(target) is not null && (classifies || data.NamesLabels(parsed)))
            throw new UsageException(
                "--target is a number to predict, and --classify, --label-column and --labels are for classes; give one or the other"
            );
        if (classifies && !data.NamesLabels(parsed))
            throw new UsageException("--classify needs classes: name them with --label-column or --labels");
        if (!classifies && data.LabelFile(parsed) is not null)
            throw new UsageException("--labels is for a classifier: add --classify");
        if (!classifies && options.GrowthCriterion == GrowthCriterion.Entropy)
            throw new UsageException("--growth-criterion entropy needs classes: add --classify, and --label-column or --labels");
    }

    private static TrainingRun Begin(
        LocalEngine rows,
        SomOptions options,
        string? from,
        string? codebook,
        Screen screen,
        CancellationToken cancellationToken
    )
    {
        var run =
            from is not null ? TrainingRun.Resume(from, rows, cancellationToken)
            : codebook is not null ? TrainingRun.StartFrom(options, rows, WeightsOf(codebook, options), cancellationToken)
            : TrainingRun.Start(options, rows, cancellationToken);
        foreach (var diagnostic in run.StartDiagnostics)
            screen.Note(diagnostic.Message);
        return run;
    }

    /// <summary>Weights to start from, in the units of the data.</summary>
    private static DataMatrix WeightsOf(string file, SomOptions options)
    {
        if (!File.Exists(file))
            throw new FileNotFoundException($"{file}: the file does not exist");
        if (!file.EndsWith(".npz", StringComparison.OrdinalIgnoreCase))
            return Codebook.Load(file, options.Grid, options.Topology, options.Boundary).Weights;
        var map = SomMap.Load(file);
        var (columns, down) = MapGrid.Extent([.. map.Neurons.Select(neuron => neuron.Position)]);
        var boundary = map.Grid.Torus is null ? GridBoundary.Planar : GridBoundary.Toroidal;
        if (
            columns * (long)down == map.Neurons.Count
            && options.Grid is { IsAuto: false } asked
            && (asked != new GridSize(columns, down) || options.Topology != map.Grid.Shape || options.Boundary != boundary)
        )
            throw new UsageException(
                $"{file} has a different grid than requested, so its neurons would change their places; give --grid {columns}x{down} --topology {map.Grid.Shape} --boundary {boundary}"
            );
        var weights = map.WeightsInDataUnits;
        return DataMatrix.From(weights.Values.ToArray(), weights.FeatureCount).WithFeatureNames(map.FeatureNames);
    }

    private static SomMap Train(string? checkpoint, Func<TrainingRun> begin, bool watched, CancellationToken cancellationToken)
    {
        using var line = new ProgressLine(watched);
        return new TrainingSession(checkpoint, line).Run(begin, cancellationToken);
    }

    private void Print(ParseResult parsed, Screen screen, SomMap map, string model, double seconds)
    {
        if (parsed.GetValue(json))
        {
            var node = MapReport.Json(map);
            node["fit_seconds"] = JsonValue.Create(seconds);
            Screen.Json(node);
        }
        else if (!screen.Quiet)
            Screen.Table(model, [.. MapReport.Rows(map), ("time", $"{Numbers.Show(Math.Round(seconds, 3))} s")]);
        // What was known before training was said then.
        foreach (var diagnostic in map.Diagnostics.Where(diagnostic => !diagnostic.IsKnownAtStart))
            screen.Note(diagnostic.Message);
    }
}
