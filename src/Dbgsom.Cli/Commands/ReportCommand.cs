using System.CommandLine;
using Dbgsom.Clustering;
using Dbgsom.Files;
using Dbgsom.Groups;
using Dbgsom.Naming;
using Dbgsom.Report;

namespace Dbgsom.Cli.Commands;

/// <summary>dbgsom report: a map as one HTML page.</summary>
internal sealed class ReportCommand
{
    private const int MostSamples = 1_000_000;

    private readonly ModelArgument model = new();
    private readonly DataArguments data = new(required: false, labeled: true, forMap: true);
    private readonly Option<string?> output = OptionsOf.Text(
        "--output",
        "FILE.html",
        "the page; default: the name of MODEL with .html, in this folder",
        "-o"
    );
    private readonly Option<string?> title = OptionsOf.Text("--title", "text", "the heading; default: the names of DATA");
    private readonly Option<int?> samples = OptionsOf.Whole(
        "--samples",
        1,
        MostSamples,
        "the maximum number of samples that the page draws and lists; default: 10000"
    );

    private readonly Option<string[]> keep = new("--keep")
    {
        HelpName = "a,b,…|all",
        Description =
            "columns of DATA to show unchanged with single samples, by name, by index from 0, or as a range; all: those that are neither features, labels nor row names",
    };

    private readonly Option<ClusterRequest?> clusters = ClusterArgument.Create(
        "the initial clusters of the page, which its slider changes; COUNT alone uses ward; default: ward, with an automatic number"
    );
    private readonly Option<string?> color = OptionsOf.Text(
        "--color",
        "column",
        "the initial color of neurons: a feature, any column of DATA, or a color of the page such as hits, umatrix or class; default: the clusters"
    );
    private readonly Option<string?> id = OptionsOf.Text(
        "--id-column",
        "column",
        "the column of row names, to show and find single samples; default: that of the map's plan"
    );

    private readonly Option<string?> by = OptionsOf.Text(
        "--by",
        "column",
        "the column of groups, to show their distribution and test their differences; for dates a part, as in date:month"
    );
    private readonly Option<string?> unit = OptionsOf.Text(
        "--unit",
        "column",
        "with --by, the column that identifies the unit of a row, such as a patient; each unit counts once"
    );

    private ReportCommand() { }

    public static Command Create(CancellationToken cancellationToken)
    {
        var report = new ReportCommand();
        var command = new Command(
            "report",
            "Write an HTML page about a map. It shows clusters and what makes them differ, component planes, odd samples and quality, and needs no network."
        );
        report.model.AddTo(command);
        report.data.AddTo(command);
        command.Add(report.output);
        command.Add(report.title);
        command.Add(report.samples);
        command.Add(report.keep);
        report.clusters.Aliases.Add("--regions");
        command.Add(report.clusters);
        command.Add(report.color);
        command.Add(report.id);
        command.Add(report.by);
        command.Add(report.unit);
        report.model.AddThreadsTo(command);
        command.SetAction(parsed => report.data.Locate(() => report.Run(parsed, cancellationToken)));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var screen = new Screen(parsed);
        string file = DefaultOutput.Name(parsed.GetValue(output), [model.Path(parsed)], ".html", screen);
        if (!string.Equals(Path.GetExtension(file), ".html", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"the output {file} must have the extension .html");
        OutputPath.Check(file, [.. data.Inputs(parsed), model.Path(parsed)]);
        var paths = data.Paths(parsed);
        if (paths.Count == 0 && data.NamesLabels(parsed))
            throw new UsageException("labels need samples: give DATA after MODEL");
        if (paths.Count == 0 && OptionsOf.List(parsed, keep) is not null)
            throw new UsageException("--keep needs samples: give DATA after MODEL");
        string? idColumn = parsed.GetValue(id);
        if (paths.Count == 0 && idColumn is not null)
            throw new UsageException("--id-column needs samples: give DATA after MODEL");
        if (paths.Count == 0 && parsed.GetValue(by) is not null)
            throw new UsageException("--by needs samples: give DATA after MODEL");
        if (parsed.GetValue(unit) is not null && parsed.GetValue(by) is null)
            throw new UsageException("--unit is for groups: give --by COLUMN");
        var map = model.Load(parsed);
        var wanted = ClusterArgument.Check(map, parsed.GetValue(clusters), "--clusters");
        var kept = OptionsOf.List(parsed, keep) is { } columns
            ? data.LoadKept(map, parsed, columns, idColumn, cancellationToken)
            : [];
        string? first = parsed.GetValue(color);
        if (first is not null && IsOfData(map, parsed, first) && kept.All(one => one.Name != first))
            kept = [.. kept, .. data.LoadKept(map, parsed, [first], idColumn, cancellationToken, "--color")];
        var loaded = paths.Count > 0 ? data.LoadFor(map, parsed, screen, cancellationToken, idColumn) : null;
        var groups = loaded is null ? null : Groups(map, loaded, wanted, parsed, screen, cancellationToken);
        var labels = loaded is null ? null : data.Labels(parsed, loaded, cancellationToken);
        var options = PageOptions.Of(data, parsed, map, model.Path(parsed), loaded, labels) with
        {
            Groups = groups,
            Title = parsed.GetValue(title),
            Columns = [.. kept.Select(column => new SampleColumn(column.Name, column.Cells))],
            Clusters = wanted,
            Color = first is not null && first == data.LabelName(parsed) ? "class" : first,
        };
        if (parsed.GetValue(by) is { } grouped)
            options = options with { GroupName = grouped };
        if (idColumn is not null)
            options = options with { IdName = idColumn };
        if (parsed.GetValue(samples) is { } most)
            options = options with { MaxSamples = most };
        map.SaveReport(file, loaded?.Data, options, cancellationToken);
        if (loaded is null)
            screen.Note("without DATA the page shows only the map, without samples, outliers and the topographic function");
        return 0;
    }

    /// <summary>Where groups of DATA lie; null where none are asked for.</summary>
    private MapGroups? Groups(
        SomMap map,
        LoadedData samples,
        ClusterRequest? clusters,
        ParseResult parsed,
        Screen screen,
        CancellationToken cancellationToken
    )
    {
        if (parsed.GetValue(by) is not { } text)
            return null;
        var reading = data.GroupColumns(map, parsed);
        var (column, part) = GroupColumn.Divide(text);
        var names = reading.Groups(data.LoadOne(map, parsed, column, by.Name, cancellationToken), part);
        var units = parsed.GetValue(unit) is { } name
            ? reading.Groups(data.LoadOne(map, parsed, name, unit.Name, cancellationToken))
            : null;
        foreach (string note in reading.Notes)
            screen.Note(note);
        using var line = new ProgressLine(screen.IsWatched);
        return map.Groups(
            samples.Data,
            names,
            new GroupOptions { Units = units, Clusters = clusters?.Apply(map, cancellationToken) },
            line.Of("shuffles"),
            cancellationToken
        );
    }

    /// <summary>True if a color is a column of DATA rather than a feature, the labels or a color of the page.</summary>
    private bool IsOfData(SomMap map, ParseResult parsed, string color) =>
        data.Paths(parsed).Count > 0
        && color != data.LabelName(parsed)
        && map.FeatureNames?.Contains(color) != true
        && map.PassiveFeatures.All(feature => feature.Name != color)
        && !ReportOptions.ColorNames.Contains(color);
}
