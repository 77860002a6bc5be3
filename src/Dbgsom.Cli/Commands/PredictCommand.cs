using System.CommandLine;
using Dbgsom.Files;

namespace Dbgsom.Cli.Commands;

/// <summary>dbgsom predict: what a map says of samples.</summary>
internal sealed class PredictCommand
{
    private readonly ModelArgument model = new();
    private readonly DataArguments data = new();
    private readonly Option<string?> output = OptionsOf.Text(
        "--output",
        "FILE",
        "labels.csv, or labels.npy for the labels alone as integers; default: CSV on standard output",
        "-o"
    );
    private readonly Option<int?> top = OptionsOf.Whole(
        "--top",
        1,
        SomOptions.MostNeurons,
        "how many of the nearest neurons to name, as neuron_2, distance_2, …; default: 1"
    );
    private readonly Option<string?> id = OptionsOf.Text("--id-column", "column", "a column that names the rows, repeated as id");

    private PredictCommand() { }

    public static Command Create(CancellationToken cancellationToken)
    {
        var predict = new PredictCommand();
        var command = new Command(
            "predict",
            "Print label, neuron, its place on the grid and the distance to it for each sample."
        );
        predict.model.AddTo(command);
        predict.data.AddTo(command);
        command.Add(predict.output);
        command.Add(predict.top);
        command.Add(predict.id);
        command.SetAction(parsed => predict.Run(parsed, cancellationToken));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var screen = new Screen(parsed);
        string? file = parsed.GetValue(output);
        if (file is not null)
            Check(file, [.. data.Paths(parsed), model.Path(parsed)]);
        var map = model.Load(parsed);
        int count = parsed.GetValue(top) ?? 1;
        if (count > map.Neurons.Count)
            throw new UsageException($"--top is {count}; valid is 1 to the number of neurons ({map.Neurons.Count})");
        var samples = data.LoadFor(map, parsed, screen, cancellationToken, parsed.GetValue(id));
        var table = PredictionTable.Of(map, samples, count, cancellationToken);
        if (file is not null)
        {
            table.Save(file);
            return 0;
        }
        using var standardOutput = Console.OpenStandardOutput();
        table.WriteCsv(standardOutput);
        return 0;
    }

    private static void Check(string file, IEnumerable<string> inputs)
    {
        if (!PredictionTable.Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            throw new UsageException(
                $"the output {file} has none of the extensions {string.Join(", ", PredictionTable.Extensions)}"
            );
        OutputPath.Check(file, inputs);
    }
}
