using System.CommandLine;
using System.Text.Json.Nodes;
using Dbgsom.Classification;
using Dbgsom.Files;

namespace Dbgsom.Cli.Commands;

/// <summary>dbgsom labels: which labels are likely wrong.</summary>
internal sealed class LabelsCommand
{
    private readonly ModelArgument model = new();
    private readonly DataArguments data = new(labeled: true, forMap: true);
    private readonly Option<string?> output = OptionsOf.Text(
        "--output",
        "FILE",
        $"{string.Join(", ", LabelTable.Extensions.Where(one => one != ".npy").Select(one => "FILE" + one))}, or FILE.npy for the suggestions alone; default: only the summary",
        "-o"
    );
    private readonly Option<string?> id = OptionsOf.Text("--id-column", "column", "the column of row names, written as id");
    private readonly Option<bool> json = new("--json") { Description = "print the summary as one JSON object" };

    private LabelsCommand() { }

    public static Command Create(CancellationToken cancellationToken)
    {
        var labels = new LabelsCommand();
        var command = new Command(
            "labels",
            "Find labels that disagree with those of similar rows. Each row gets a suggestion: clean, analyze or remove."
        );
        labels.model.AddTo(command);
        labels.data.AddTo(command);
        command.Add(labels.output);
        command.Add(labels.id);
        command.Add(labels.json);
        labels.model.AddThreadsTo(command);
        command.SetAction(parsed => labels.data.Locate(() => labels.Run(parsed, cancellationToken)));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var screen = new Screen(parsed);
        string? file = parsed.GetValue(output);
        if (file is not null)
            OutputPath.CheckTable(file, LabelTable.Extensions, [.. data.Inputs(parsed), model.Path(parsed)]);
        if (!data.NamesLabels(parsed))
            throw new UsageException("no labels are given: name them with --label-column or --labels");
        var map = model.Load(parsed);
        if (!map.HasTrainingSamples)
            throw new UsageException(
                $"labels are assessed by the training samples of a map, which {model.Path(parsed)} lacks: {ModelArgument.NoSamples}"
            );
        var samples = data.LoadFor(map, parsed, screen, cancellationToken, parsed.GetValue(id));
        var given = data.Labels(parsed, samples, cancellationToken)!;
        var table = LabelTable.Create(map, samples, LabelColumn.ForMeasures(given.Texts), cancellationToken);
        if (file is not null)
            table.Save(file);
        if (parsed.GetValue(json))
            Screen.Json(Json(table.Quality));
        else if (!screen.Quiet || file is null)
            Screen.Table(data.LabelName(parsed)!, Rows(table.Quality));
        if (file is null && table.Quality.Count(LabelSuggestion.Remove) + table.Quality.Count(LabelSuggestion.Analyze) > 0)
            screen.Note("-o FILE.csv writes the rows");
        return 0;
    }

    private static IEnumerable<(string Name, string Value)> Rows(LabelQuality quality)
    {
        int labeled = quality.Verdicts.Count - quality.Count(LabelSuggestion.None);
        string Share(LabelSuggestion suggestion, string meaning) =>
            $"{Numbers.Count(quality.Count(suggestion))} of {Numbers.Count(labeled)} ({Numbers.Percent(quality.Count(suggestion) / (double)labeled)}): {meaning}";
        yield return ("clean", Share(LabelSuggestion.Clean, "similar rows have the same label"));
        yield return ("analyze", Share(LabelSuggestion.Analyze, "similar rows have several labels"));
        yield return ("remove", Share(LabelSuggestion.Remove, "similar rows agree on another label"));
        if (labeled < quality.Verdicts.Count)
            yield return ("no label", Numbers.Count(quality.Verdicts.Count - labeled));
    }

    private static JsonObject Json(LabelQuality quality) =>
        new()
        {
            ["rows"] = quality.Verdicts.Count,
            ["clean"] = quality.Count(LabelSuggestion.Clean),
            ["analyze"] = quality.Count(LabelSuggestion.Analyze),
            ["remove"] = quality.Count(LabelSuggestion.Remove),
            ["no_label"] = quality.Count(LabelSuggestion.None),
        };
}
