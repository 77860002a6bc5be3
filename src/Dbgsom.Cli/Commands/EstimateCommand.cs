using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Dbgsom.Files;
using Dbgsom.Training;
using Dbgsom.Training.Estimates;

namespace Dbgsom.Cli.Commands;

/// <summary>dbgsom estimate: how large a map will be, before it is trained.</summary>
internal sealed class EstimateCommand
{
    // The sizes of the table where nothing is asked for.
    private static readonly int[] Sizes = [4, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000];

    private readonly DataArguments data = new();
    private readonly PlanArguments changes = new();
    private readonly TrainingArguments training = new(
        without:
        [
            "lambda",
            "target-neurons",
            "growth-criterion",
            "vertical-growth",
            "min-samples-vertical-growth",
            "tau2",
            "max-depth",
            "class-vote",
        ]
    );
    private readonly Option<string[]> lambdas = new("--lambda")
    {
        HelpName = "number,…",
        Description = "print the expected number of neurons for this lambda; a number greater than 0",
    };
    private readonly Option<string[]> neurons = new("--neurons")
    {
        HelpName = "number,…",
        Description = "print the lambda that gives this number of neurons; a whole number of at least 4",
    };
    private readonly Option<int?> threads = OptionsOf.Whole(
        "--threads",
        1,
        int.MaxValue,
        "maximum number of threads; default: one per core; the estimate is the same for any number"
    );
    private readonly Option<bool> json = new("--json") { Description = "print one JSON object" };

    private EstimateCommand() { }

    public static Command Create(CancellationToken cancellationToken)
    {
        var estimate = new EstimateCommand();
        var command = new Command(
            "estimate",
            "Show which lambda gives how many neurons. Trains trial maps with the options and the seed of train."
        );
        estimate.data.AddTo(command);
        estimate.changes.AddTo(command);
        command.Add(estimate.lambdas);
        command.Add(estimate.neurons);
        estimate.training.AddTo(command);
        command.Add(estimate.threads);
        command.Add(estimate.json);
        command.SetAction(parsed => estimate.Run(parsed, cancellationToken));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var screen = new Screen(parsed);
        var options = training.Read(parsed);
        double[] askedLambdas = [.. (OptionsOf.List(parsed, lambdas) ?? []).Select(Lambda)];
        int[] askedSizes = [.. (OptionsOf.List(parsed, neurons) ?? []).Select(Size)];
        var samples = data.LoadPlanned(parsed, screen, changes, null, options, o => o, cancellationToken).Data;
        var estimate = Estimate(samples.Data, training.Weigh(parsed, options, samples), parsed, screen, cancellationToken);
        var pairs = askedLambdas.Select(lambda => (lambda, estimate.ExpectedNeurons(lambda)));
        pairs = pairs.Concat(askedSizes.Select(size => (estimate.LambdaFor(size), size)));
        if (askedLambdas.Length + askedSizes.Length == 0)
            pairs = SizesOf(estimate).Select(size => (estimate.LambdaFor(size), size));
        Print(parsed, screen, estimate, [.. pairs]);
        return 0;
    }

    private GrowthEstimate Estimate(
        DataMatrix samples,
        SomOptions options,
        ParseResult parsed,
        Screen screen,
        CancellationToken cancellationToken
    )
    {
        using var line = new ProgressLine(screen.IsWatched && !parsed.GetValue(json));
        return data.Use(
            parsed,
            () => GrowthEstimate.Estimate(samples, options, parsed.GetValue(threads), line, cancellationToken)
        );
    }

    /// <summary>A range of sizes, with what the default preset aims at and the most there can be.</summary>
    private static IEnumerable<int> SizesOf(GrowthEstimate estimate) =>
        Sizes
            .Append(Target(estimate))
            .Append(estimate.MaxReachableNeurons)
            .Where(size => size <= estimate.MaxReachableNeurons)
            .Distinct()
            .Order();

    private static int Target(GrowthEstimate estimate) => SomOptions.Default.Resolve(estimate.Samples).TargetNeurons!.Value;

    private void Print(ParseResult parsed, Screen screen, GrowthEstimate estimate, (double Lambda, int Neurons)[] pairs)
    {
        if (parsed.GetValue(json))
            Screen.Json(Json(estimate, pairs));
        else
            Screen.Table(
                "lambda and the neurons to expect",
                pairs.Select(pair => (Numbers.Precise(pair.Lambda), $"{pair.Neurons}{Remark(estimate, pair.Neurons)}"))
            );
        if (estimate.LimitedBy != StopReason.Capacity && pairs.All(pair => pair.Neurons != estimate.MaxReachableNeurons))
            screen.Note($"no lambda gives more than {estimate.MaxReachableNeurons} neurons: {estimate.Limit}");
        if (estimate.TrialRows < estimate.Samples)
            screen.Note($"from maps of {Numbers.Count(estimate.TrialRows)} of {Numbers.Count(estimate.Samples)} samples");
    }

    private static string Remark(GrowthEstimate estimate, int size)
    {
        string target = size == Target(estimate) ? ", the target of the default preset without a lambda" : "";
        return size == estimate.MaxReachableNeurons ? $"{target}, the most: {estimate.Limit}" : target;
    }

    private static JsonObject Json(GrowthEstimate estimate, (double Lambda, int Neurons)[] pairs) =>
        new()
        {
            ["estimates"] = new JsonArray([.. pairs.Select(pair => Pair(estimate, pair.Lambda, pair.Neurons))]),
            ["greatest_neurons"] = estimate.MaxReachableNeurons,
            ["max_neurons"] = estimate.MaxNeurons,
            ["limited_by"] = MapReport.Lower(estimate.LimitedBy),
            ["default_target"] = Target(estimate),
            ["spread_norm"] = Numbers.Json(estimate.SpreadNorm),
            ["samples"] = Numbers.Json(estimate.Samples),
            ["trial_rows"] = estimate.TrialRows,
            ["trial_neurons"] = estimate.Trials.Max(trial => trial.Neurons),
            ["trials"] = estimate.Trials.Count,
            ["preset"] = estimate.Options.Preset,
            ["seed"] = estimate.Options.Seed,
        };

    private static JsonObject Pair(GrowthEstimate estimate, double lambda, int neurons) =>
        new()
        {
            ["lambda"] = Numbers.Json(lambda),
            ["neurons"] = neurons,
            ["growing_threshold"] = Numbers.Json(lambda * estimate.SpreadNorm),
        };

    private static double Lambda(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
        && value > 0
        && double.IsFinite(value)
            ? value
            : throw new UsageException($"--lambda is '{text}'; valid is a number greater than 0");

    private static int Size(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= 4
            ? value
            : throw new UsageException($"--neurons is '{text}'; valid is a whole number of at least 4");
}
