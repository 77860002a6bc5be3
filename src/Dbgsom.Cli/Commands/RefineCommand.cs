using System.CommandLine;
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
    private readonly RefinementArguments refinement = new();
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
        refine.refinement.AddTo(command);
        command.Add(refine.json);
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
        SomMap refined;
        using (var line = new ProgressLine(screen.IsWatched && !parsed.GetValue(json)))
            refined = refinement.Read(parsed).RefineMap(map, samples.Data, coded, line, cancellationToken);
        refined.Save(file);
        if (RefinementArguments.Note(map, refined) is { } note)
            screen.Note(note);
        if (parsed.GetValue(json))
            Screen.Json(MapReport.Json(refined, cancellationToken));
        else if (!screen.Quiet)
            Screen.Table(file, MapReport.Rows(refined, cancellationToken));
        return 0;
    }
}
