using System.CommandLine;
using System.Globalization;
using Dbgsom.Plots;
using Dbgsom.Report;
using Dbgsom.Rows;

namespace Dbgsom.Cli.Commands;

/// <summary>dbgsom demo: the whole way from samples to figures, with the embedded sample.</summary>
internal sealed class DemoCommand
{
    // Fewer than the 244 the sample would get by itself: a map of this size can be read at a glance.
    private const int Neurons = 80;

    private readonly Option<string> output = new("--out")
    {
        HelpName = "DIR",
        Description = "the folder for model and figures, created if it does not exist",
        DefaultValueFactory = _ => "dbgsom-demo",
    };

    private readonly Option<bool> report = new("--report")
    {
        Description = "also write a report: one HTML page to open in a browser",
    };

    private DemoCommand() { }

    public static Command Create(CancellationToken cancellationToken)
    {
        var demo = new DemoCommand();
        var command = new Command("demo", "Train a map on an embedded sample and draw its figures.") { demo.output, demo.report };
        command.SetAction(parsed => demo.Run(parsed, cancellationToken));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var screen = new Screen(parsed);
        string folder = parsed.GetRequiredValue(output);
        Directory.CreateDirectory(folder);
        string model = OutputPath.Check(Path.Combine(folder, "shapes.som.npz"));

        // What figures need is loaded while the map trains, and the figures are drawn side by side: most of a run this short is starting up.
        var loading = Task.Run(FigureOutput.Load, cancellationToken);
        var samples = SampleData.Shapes();
        SomMap map;
        using (var line = new ProgressLine(screen.IsWatched))
            map = new SomVq(SomOptions.Default with { TargetNeurons = Neurons }).Fit(samples, line, cancellationToken);
        map.Save(model);
        if (!screen.Quiet)
            Screen.Table("shapes, the embedded sample", MapReport.Rows(map, cancellationToken));
        foreach (var diagnostic in map.Diagnostics)
            screen.Note(diagnostic.Message);

        loading.GetAwaiter().GetResult();
        FigureOutput.NoteMissingFont(screen);
        var drawing = Figures(map, samples, cancellationToken)
            .Select(figure => Task.Run(() => Save(figure.Draw(), Path.Combine(folder, figure.Name)), cancellationToken))
            .ToArray();
        List<string> files = [model, .. Task.WhenAll(drawing).GetAwaiter().GetResult().SelectMany(paths => paths)];
        if (parsed.GetValue(report))
            files.Add(SaveReport(map, samples, Path.Combine(folder, "report.html"), cancellationToken));
        if (!screen.Quiet)
            foreach (string line in files.Prepend("Written:"))
                Screen.Line(line);
        return 0;
    }

    private static IEnumerable<(string Name, Func<Figure> Draw)> Figures(
        SomMap map,
        DataMatrix samples,
        CancellationToken cancellationToken
    )
    {
        yield return ("network", () => map.PlotNetwork(samples, cancellationToken: cancellationToken));
        yield return ("error", () => map.Plot(color: NeuronAttribute.Error));
        yield return ("topographic-function", () => map.PlotTopographicFunction(samples, cancellationToken: cancellationToken));
    }

    private static string SaveReport(SomMap map, DataMatrix samples, string file, CancellationToken cancellationToken)
    {
        var options = new ReportOptions
        {
            Title = "The embedded sample “shapes”",
            Labels = [.. SampleData.ShapeLabels().Select(label => label.ToString(CultureInfo.InvariantCulture))],
            LabelName = "shape",
        };
        map.SaveReport(file, samples, options, cancellationToken);
        return file;
    }

    private static string[] Save(Figure figure, string path)
    {
        string[] files = [.. FigureOutput.Extensions.Select(extension => path + extension)];
        foreach (string file in files)
            figure.Save(file);
        return files;
    }
}
