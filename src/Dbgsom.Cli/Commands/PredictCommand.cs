using System.CommandLine;
using System.Globalization;
using Dbgsom.Clustering;
using Dbgsom.Files;
using Dbgsom.Naming;
using Dbgsom.Regression;

namespace Dbgsom.Cli.Commands;

/// <summary>dbgsom predict: what a map says of samples.</summary>
internal sealed class PredictCommand
{
    private readonly ModelArgument model = new();
    private readonly DataArguments data = new(forMap: true);
    private readonly Option<string?> output = OptionsOf.Text(
        "--output",
        "FILE",
        $"{string.Join(", ", PredictionTable.Extensions.Where(one => one != ".npy").Select(one => "FILE" + one))}, or FILE.npy for the classes (without classes: the predicted numbers, or the labels) alone; default: CSV on standard output",
        "-o"
    );
    private readonly Option<int?> top = OptionsOf.Whole(
        "--top",
        1,
        SomOptions.MaxGridNeurons,
        "number of nearest neurons to list, as neuron_2, distance_2, …; default: 1"
    );
    private readonly Option<string[]> keep = new("--keep")
    {
        HelpName = "a,b,…|all",
        Description =
            "columns of DATA to append unchanged to the results, by name, by index from 0, or as a range; all: those that are neither features nor row names",
    };
    private readonly Option<string?> id = OptionsOf.Text("--id-column", "column", "the column of row names, written as id");

    private readonly Option<bool> probabilities = new("--probabilities")
    {
        Description = "include the probability of every class, as p_CLASS, …; for maps trained with --classify",
    };
    private readonly Option<bool> path = new("--path")
    {
        Description =
            "include the winners from the first map down to the lowest, as in 3/7; for maps trained with --vertical-growth",
    };

    private readonly Option<ClusterRequest?> clusters = ClusterArgument.Create(
        "include the cluster of each sample, as cluster; without COUNT the number of clusters is chosen automatically"
    );
    private readonly Option<bool> outliers = new("--outliers")
    {
        Description =
            $"include the outlier score of each sample, as outlier: a robust z-score of the distance to the neuron; {Numbers.Show(SomMap.OutlierThreshold)} or more is an outlier",
    };

    private readonly Option<double?> level = OptionsOf.Parsed<double?>(
        "--level",
        "share",
        $"the probability that the interval from low to high contains the true number, for maps trained with --target; default: {Numbers.Show(RegressionMap.DefaultLevel)}",
        text =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value > 0 && value < 1
                ? value
                : throw new ArgumentException($"'{text}' is not a number above 0 and below 1, such as 0.95")
    );

    private PredictCommand() { }

    public static Command Create(CancellationToken cancellationToken)
    {
        var predict = new PredictCommand();
        var command = new Command(
            "predict",
            "Find the neuron, class or predicted number of each sample. A classifier gives classes, a map trained with --target a number; each line also has the neuron's label, its x and y on the grid and the distance to it."
        );
        predict.model.AddTo(command);
        predict.data.AddTo(command);
        command.Add(predict.output);
        command.Add(predict.top);
        command.Add(predict.probabilities);
        command.Add(predict.path);
        command.Add(predict.clusters);
        command.Add(predict.outliers);
        command.Add(predict.level);
        command.Add(predict.id);
        command.Add(predict.keep);
        predict.model.AddThreadsTo(command);
        command.SetAction(parsed => predict.data.Locate(() => predict.Run(parsed, cancellationToken)));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var screen = new Screen(parsed);
        string? file = parsed.GetValue(output);
        if (file is not null)
            OutputPath.CheckTable(file, PredictionTable.Extensions, [.. data.Paths(parsed), model.Path(parsed)]);
        var map = model.Load(parsed);
        int count = parsed.GetValue(top) ?? 1;
        if (count > map.Neurons.Count)
            throw new UsageException($"--top is {count}; valid is 1 to the number of neurons ({map.Neurons.Count})");
        if (parsed.GetValue(probabilities) && map.Classes is null)
            throw new UsageException("--probabilities needs classes; the map was trained without --classify");
        var wanted = ClusterArgument.Check(map, parsed.GetValue(clusters), "--clusters");
        if (parsed.GetValue(outliers) && !map.CanScoreOutliers)
            throw new UsageException(
                "--outliers needs the distances of the training samples, which this model lacks: "
                    + (map.HasTrainingSamples ? "its file format is older than 1.2; train it again" : ModelArgument.NoSamples)
            );
        if (parsed.GetValue(level) is not null && map.Regression is null)
            throw new UsageException("--level is for predicted numbers; the map was trained without --target");
        if (map.Regression is { } regression && (parsed.GetValue(level) ?? RegressionMap.DefaultLevel) > regression.MaxLevel)
            throw new UsageException(
                $"--level is {Numbers.Show(parsed.GetValue(level) ?? RegressionMap.DefaultLevel)}; with {Numbers.Count(regression.HeldOutRows)} samples that have a target, valid is at most {Numbers.Show(regression.MaxLevel)}"
            );
        var kept = OptionsOf.List(parsed, keep) is { } columns
            ? data.LoadKept(map, parsed, columns, parsed.GetValue(id), cancellationToken)
            : [];
        var samples = data.LoadFor(map, parsed, screen, cancellationToken, parsed.GetValue(id));
        var table = PredictionTable.Create(
            map,
            samples,
            new PredictionOptions
            {
                Top = count,
                Probabilities = parsed.GetValue(probabilities),
                Paths = parsed.GetValue(path),
                Clusters = wanted,
                Outliers = parsed.GetValue(outliers),
                Kept = kept,
                Level = parsed.GetValue(level) ?? RegressionMap.DefaultLevel,
            },
            cancellationToken
        );
        // With more odd rows than a tenth the threshold tells little.
        int rows = samples.Data.RowCount;
        if (table.OddCount is { } odd && 10L * odd > rows)
            screen.Note(
                $"{Numbers.Count(odd)} of {Numbers.Count(rows)} rows are outliers, more than a tenth: either they differ from the training rows, or most training rows lie much nearer to their neurons than the rest, for example because many rows are equal; use the scores to rank rows, not to classify them"
            );
        if (file is not null)
        {
            table.Save(file);
            return 0;
        }
        StandardStreams.Write(table.WriteCsv);
        return 0;
    }
}
