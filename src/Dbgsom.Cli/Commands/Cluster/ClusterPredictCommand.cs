using System.CommandLine;
using Dbgsom.Cluster;
using Dbgsom.Files;
using Dbgsom.Naming;

namespace Dbgsom.Cli.Commands.Cluster;

/// <summary>dbgsom cluster predict: what a map says of files in parts, a file of results each.</summary>
internal sealed class ClusterPredictCommand
{
    private readonly ModelArgument model = new();
    private readonly DataArguments data = new(forMap: true);
    private readonly ClusterConnection cluster = new();
    private readonly Option<string> output = new("--output", "-o")
    {
        HelpName = "DIR",
        Description = "the folder for the results, one file per data file; all silos must see it; created if it does not exist",
        Required = true,
    };
    private readonly Option<string?> format = OptionsOf.Text(
        "--format",
        string.Join('|', PredictionTable.Extensions.Select(extension => extension[1..])),
        "the format of the results; default: csv"
    );

    private ClusterPredictCommand() { }

    public static Command Create(CancellationToken cancellationToken)
    {
        var predict = new ClusterPredictCommand();
        var command = new Command("predict", "Predict the samples of distributed files and write one result file per data file.");
        predict.model.AddTo(command);
        predict.data.AddTo(command);
        command.Add(predict.output);
        command.Add(predict.format);
        predict.cluster.AddTo(command, hasScratch: true);
        command.SetAction(parsed => predict.Run(parsed, cancellationToken).GetAwaiter().GetResult());
        return command;
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var screen = new Screen(parsed);
        string extension = "." + (parsed.GetValue(format) ?? "csv").ToLowerInvariant();
        if (!PredictionTable.Extensions.Contains(extension))
            throw new UsageException(
                $"--format {extension[1..]} is not one of {string.Join(", ", PredictionTable.Extensions.Select(known => known[1..]))}"
            );
        var map = model.Load(parsed);
        await using var connected = await cluster.Open(parsed, data.ScratchDirectory(parsed), null, cancellationToken);
        await connected.Predict(
            map,
            data.Paths(parsed),
            parsed.GetRequiredValue(output),
            data.FileOptions(parsed),
            extension,
            new Told(screen),
            cancellationToken
        );
        return 0;
    }

    private sealed class Told(Screen screen) : IProgress<string>
    {
        public void Report(string value)
        {
            if (!screen.Quiet)
                Screen.Line(value);
        }
    }
}
