using System.CommandLine;
using Dbgsom.Files;

namespace Dbgsom.Cli.Commands;

/// <summary>dbgsom impute: the same samples with their missing values filled in.</summary>
internal sealed class ImputeCommand
{
    private readonly ModelArgument model = new();
    private readonly DataArguments data = new(forMap: true);
    private readonly Option<string?> output = OptionsOf.Text(
        "--output",
        "FILE",
        $"{string.Join(", ", ImputationTable.Extensions.Select(one => "FILE" + one))}; default: CSV on standard output",
        "-o"
    );
    private readonly Option<string?> id = OptionsOf.Text("--id-column", "column", "the column of row names, written as id");

    private readonly Option<bool> deviations = new("--deviations")
    {
        Description =
            "add the uncertainty of values that were filled in: the standard deviation of a number as NAME_sd, the probability of the likeliest category as NAME_p",
    };

    private ImputeCommand() { }

    public static Command Create(CancellationToken cancellationToken)
    {
        var impute = new ImputeCommand();
        var command = new Command("impute", "Fill in missing values from what the map learned of similar rows.");
        impute.model.AddTo(command);
        impute.data.AddTo(command);
        command.Add(impute.output);
        command.Add(impute.id);
        command.Add(impute.deviations);
        impute.model.AddThreadsTo(command);
        command.SetAction(parsed => impute.data.Locate(() => impute.Run(parsed, cancellationToken)));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var screen = new Screen(parsed);
        string? file = parsed.GetValue(output);
        if (file is not null)
            OutputPath.CheckTable(file, ImputationTable.Extensions, [.. data.Paths(parsed), model.Path(parsed)]);
        var map = model.Load(parsed);
        if (!map.HasTrainingSamples)
            throw new UsageException(
                $"missing values are estimated from the training samples of a map, which {model.Path(parsed)} lacks: {ModelArgument.NoSamples}"
            );
        var samples = data.LoadFor(map, parsed, screen, cancellationToken, parsed.GetValue(id), keepsUnknownTexts: true);
        var table = ImputationTable.Create(map, samples, parsed.GetValue(deviations), cancellationToken);
        if (file is not null)
            table.Save(file);
        else
            StandardStreams.Write(table.WriteCsv);
        screen.Note(
            table.FilledCount == 1
                ? "1 missing value was filled in"
                : $"{Numbers.Count(table.FilledCount)} missing values were filled in"
        );
        if (table.MissingDateCount > 0)
            screen.Note(
                table.MissingDateCount == 1
                    ? "1 missing date stays missing: dates are not filled in"
                    : $"{Numbers.Count(table.MissingDateCount)} missing dates stay missing: dates are not filled in"
            );
        if (table.UnknownCount > 0)
            screen.Note(
                table.UnknownCount == 1
                    ? "1 cell that the map does not understand stays as it is"
                    : $"{Numbers.Count(table.UnknownCount)} cells that the map does not understand stay as they are"
            );
        return 0;
    }
}
