using System.CommandLine;
using Dbgsom.Export;
using Dbgsom.Space;

namespace Dbgsom.Cli.Commands;

/// <summary>dbgsom export: a map in other programs' formats.</summary>
internal sealed class ExportCommand
{
    private readonly ModelArgument model = new();
    private readonly Option<MapFormat?> format = OptionsOf.OneOf<MapFormat>(
        "--format",
        string.Join("; ", MapFormat.All.Select(format => $"{format.Name}: {format.Description}"))
            + "; default: the format of the extension of FILE",
        "format"
    );
    private readonly Option<string> output = new("--output", "-o")
    {
        HelpName = "FILE",
        Description = "the file",
        Required = true,
    };
    private readonly Option<bool> isDouble = new("--double")
    {
        Description = "ONNX in double precision, as predict uses; default: single",
    };
    private readonly Option<bool> perFeature = new("--input-per-feature")
    {
        Description = "ONNX with one named input per feature; default: one input with all features",
    };

    private ExportCommand() { }

    public static Command Create()
    {
        var export = new ExportCommand();
        var command = new Command(
            "export",
            "Write a map in another program's format. Python opens the model itself with numpy.load."
        );
        export.model.AddTo(command);
        command.Add(export.format);
        command.Add(export.output);
        command.Add(export.isDouble);
        command.Add(export.perFeature);
        command.SetAction(export.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        string file = parsed.GetRequiredValue(output);
        var chosen = parsed.GetValue(format) ?? ByExtension(file);
        if (chosen != MapFormat.Onnx && (parsed.GetValue(isDouble) || parsed.GetValue(perFeature)))
            throw new UsageException($"--double and --input-per-feature need the format onnx; the format is {chosen.Name}");
        OutputPath.Check(file, model.Path(parsed));
        var map = model.Load(parsed);
        if (chosen == MapFormat.Onnx && map.Children.Count > 0)
            throw new InvalidDataException(
                $"{model.Path(parsed)}: the map has {MapReport.Counted(map.AllMaps().Count() - 1, "map")} below it, and an ONNX model can contain only one: "
                    + "train without --vertical-growth, or save each of the library's SomMap.AllMaps() with SaveOnnx"
            );
        if (chosen == MapFormat.Onnx && map.EffectiveOptions.Metric is { RanksAsEuclidean: false } metric)
            throw new InvalidDataException(
                $"{model.Path(parsed)}: the metric of the map is {metric}, which ONNX export does not support: "
                    + $"train with --metric {string.Join(" or ", Metric.All.Where(other => other.RanksAsEuclidean))}, or choose another format"
            );
        if (chosen == MapFormat.Onnx)
            map.SaveOnnx(
                file,
                new OnnxOptions { IsDouble = parsed.GetValue(isDouble), HasInputPerFeature = parsed.GetValue(perFeature) }
            );
        else
            Export(map, parsed, file, chosen);
        if (!string.Equals(chosen.Extension, Path.GetExtension(file), StringComparison.OrdinalIgnoreCase))
            new Screen(parsed).Note(
                $"{file} is written in the format {chosen.Name}, whose files usually end in {chosen.Extension}"
            );
        return 0;
    }

    private void Export(SomMap map, ParseResult parsed, string file, MapFormat chosen)
    {
        try
        {
            map.Export(file, chosen);
        }
        catch (InvalidOperationException e) when (chosen.NeedsFullGrid)
        {
            throw new InvalidDataException($"{model.Path(parsed)}: {e.Message} (--grid)", e);
        }
    }

    private static MapFormat ByExtension(string file) =>
        MapFormat.All.FirstOrDefault(format =>
            string.Equals(format.Extension, Path.GetExtension(file), StringComparison.OrdinalIgnoreCase)
        )
        ?? throw new UsageException(
            $"the output {file} must have one of the extensions {string.Join(", ", MapFormat.All.Select(format => format.Extension).Distinct())}; or name a --format"
        );
}
