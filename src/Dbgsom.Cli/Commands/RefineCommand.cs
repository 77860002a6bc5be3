using System.CommandLine;
using System.Globalization;
using Dbgsom.Classification.Lvq;
using Dbgsom.Rows;

namespace Dbgsom.Cli.Commands;

/// <summary>dbgsom refine: improves the accuracy of a classifier.</summary>
internal sealed class RefineCommand
{
    private readonly ModelArgument model = new();
    private readonly DataArguments data = new(labeled: true, forMap: true);
    private readonly Option<string> output = new("--output", "-o")
    {
        HelpName = "MODEL",
        Description = "the refined model; an existing file is replaced",
        Required = true,
    };
    private readonly Option<int?> iterations = OptionsOf.Whole("--iterations", 1, int.MaxValue, "iterations; default: 10");
    private readonly Option<double?> sigma = OptionsOf.Parsed<double?>(
        "--sigma",
        "number",
        "neighborhood width in hops (a number greater than 0); default: that of the last training epoch",
        text =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && value > 0
            && double.IsFinite(value)
                ? value
                : throw new ArgumentException($"'{text}' must be a number greater than 0")
    );
    private readonly Option<bool> keepLast = new("--keep-last")
    {
        Description = "keep the neurons of the last iteration, not those with the highest accuracy",
    };
    private readonly Option<bool> json = new("--json") { Description = "print the measures as one JSON object" };

    private RefineCommand() { }

    public static Command Create(CancellationToken cancellationToken)
    {
        var refine = new RefineCommand();
        var command = new Command(
            "refine",
            "Improve a classifier by learning vector quantization. Neurons move toward samples of their class and away from others (batch LVQ); the epoch with the best accuracy is saved."
        );
        refine.model.AddTo(command);
        command.Add(refine.output);
        refine.data.AddTo(command);
        foreach (Option option in new Option[] { refine.iterations, refine.sigma, refine.keepLast, refine.json })
            command.Add(option);
        command.SetAction(parsed => refine.data.Locate(() => refine.Run(parsed, cancellationToken)));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var screen = new Screen(parsed);
        if (!data.NamesLabels(parsed))
            throw new UsageException("refine needs classes: name them with --label-column or --labels");
        string file = OutputPath.Check(parsed.GetRequiredValue(output), data.Inputs(parsed));
        var map = model.Load(parsed);
        var samples = data.LoadFor(map, parsed, screen, cancellationToken);
        var labels = data.Labels(parsed, samples, cancellationToken)!;
        var coded = map.Classes is null
            ? labels.ToClassLabels()
            : ClassLabels.FromNames(labels.NamesFor(map.Classes.Kind), map.Classes, string.IsNullOrEmpty);
        var refinement = new LvqRefinement
        {
            Iterations = parsed.GetValue(iterations) ?? 10,
            Sigma = parsed.GetValue(sigma),
            KeepBest = !parsed.GetValue(keepLast),
        };
        SomMap refined;
        using (var line = new ProgressLine(screen.IsWatched && !parsed.GetValue(json)))
            refined = refinement.RefineMap(map, samples.Data, coded, line, cancellationToken);
        refined.Save(file);
        if (refined.Training.LvqIterations == map.Training.LvqIterations)
            screen.Note("No iteration improves the accuracy, so the neurons are unchanged.");
        if (parsed.GetValue(json))
            Screen.Json(MapReport.Json(refined, cancellationToken));
        else if (!screen.Quiet)
            Screen.Table(file, MapReport.Rows(refined, cancellationToken));
        return 0;
    }
}
