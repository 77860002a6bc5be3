using System.CommandLine;
using Dbgsom.Files;
using Dbgsom.Naming;
using Dbgsom.Report;

namespace Dbgsom.Cli.Commands;

/// <summary>dbgsom report: a map as one HTML page.</summary>
internal sealed class ReportCommand
{
    private const int MostSamples = 1_000_000;

    private readonly ModelArgument model = new();
    private readonly DataArguments data = new(required: false, labeled: true, forMap: true);
    private readonly Option<string> output = new("--output", "-o")
    {
        HelpName = "FILE.html",
        Description = "the page",
        Required = true,
    };
    private readonly Option<string?> title = OptionsOf.Text("--title", "text", "the heading; default: the names of DATA");
    private readonly Option<int?> samples = OptionsOf.Whole(
        "--samples",
        1,
        MostSamples,
        "the most samples the page holds to draw and list; default: 10000"
    );

    private readonly Option<string[]> keep = new("--keep")
    {
        HelpName = "a,b,…|all",
        Description =
            "columns of DATA to show beside single samples as they are in the file, by name, by index from 0, or as a range; all: those that are neither features, labels nor names of rows",
    };

    private ReportCommand() { }

    public static Command Create(CancellationToken cancellationToken)
    {
        var report = new ReportCommand();
        var command = new Command(
            "report",
            "Write one HTML page to look at a map: regions and what makes them differ, component planes, odd samples, quality. It needs no network."
        );
        report.model.AddTo(command);
        report.data.AddTo(command);
        command.Add(report.output);
        command.Add(report.title);
        command.Add(report.samples);
        command.Add(report.keep);
        report.model.AddThreadsTo(command);
        command.SetAction(parsed => report.data.Locate(() => report.Run(parsed, cancellationToken)));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var screen = new Screen(parsed);
        string file = parsed.GetRequiredValue(output);
        if (!string.Equals(Path.GetExtension(file), ".html", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"the output {file} has not the extension .html");
        OutputPath.Check(file, [.. data.Inputs(parsed), model.Path(parsed)]);
        var paths = data.Paths(parsed);
        if (paths.Count == 0 && data.NamesLabels(parsed))
            throw new UsageException("labels are those of samples: give DATA after MODEL");
        if (paths.Count == 0 && OptionsOf.List(parsed, keep) is not null)
            throw new UsageException("--keep shows columns of samples: give DATA after MODEL");
        var map = model.Load(parsed);
        var kept = OptionsOf.List(parsed, keep) is { } columns
            ? data.LoadKept(map, parsed, columns, null, cancellationToken)
            : [];
        var loaded = paths.Count > 0 ? data.LoadFor(map, parsed, screen, cancellationToken) : null;
        var options = new ReportOptions
        {
            Title = parsed.GetValue(title),
            DataNames = [.. paths.Select(path => path == "-" ? path : Path.GetFileName(Path.TrimEndingDirectorySeparator(path)))],
            DataWords = loaded is null ? [] : data.Words(parsed, map),
            ModelName = Path.GetFileName(model.Path(parsed)),
            Labels = loaded is null ? null : data.Labels(parsed, loaded, cancellationToken)?.Texts,
            Ids = loaded?.Ids,
            Columns = [.. kept.Select(column => new SampleColumn(column.Name, column.Cells))],
        };
        if (TablePlan.FromMap(map)?.NameOf(ColumnUse.Id) is { } id)
            options = options with { IdName = id };
        if (data.LabelName(parsed) is { } name)
            options = options with { LabelName = name };
        if (parsed.GetValue(samples) is { } most)
            options = options with { MaxSamples = most };
        map.SaveReport(file, loaded?.Data, options, cancellationToken);
        if (loaded is null)
            screen.Note("without DATA the page shows the map alone: no samples, no odd ones, no topographic function");
        return 0;
    }
}
