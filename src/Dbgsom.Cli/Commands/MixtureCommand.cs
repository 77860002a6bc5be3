using System.CommandLine;
using Dbgsom.Files;
using Dbgsom.Naming;

namespace Dbgsom.Cli.Commands;

/// <summary>dbgsom mixture: samples as mixtures of the prototypes of a map.</summary>
internal sealed class MixtureCommand
{
    private readonly ModelArgument model = new();
    private readonly DataArguments data = new(forMap: true);
    private readonly Option<string?> output = OptionsOf.Text(
        "--output",
        "FILE",
        "mixture.csv, or mixture.npy for the numbers alone; default: CSV on standard output",
        "-o"
    );
    private readonly Option<bool> sparse = new("--sparse")
    {
        Description = "only coefficients greater than 0: CSV with the columns row, neuron, coefficient",
    };
    private readonly Option<string?> id = OptionsOf.Text("--id-column", "column", "the column of row names, written as id");

    private MixtureCommand() { }

    public static Command Create(CancellationToken cancellationToken)
    {
        var mixture = new MixtureCommand();
        var command = new Command(
            "mixture",
            "Write each sample as a mixture of neurons. The coefficients are at least 0 and come as near to the sample as possible."
        );
        mixture.model.AddTo(command);
        mixture.data.AddTo(command);
        command.Add(mixture.output);
        command.Add(mixture.sparse);
        command.Add(mixture.id);
        mixture.model.AddThreadsTo(command);
        command.SetAction(parsed => mixture.data.Locate(() => mixture.Run(parsed, cancellationToken)));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var screen = new Screen(parsed);
        string? file = parsed.GetValue(output);
        bool entries = parsed.GetValue(sparse);
        if (file is not null)
            Check(file, entries, [.. data.Paths(parsed), model.Path(parsed)]);
        var map = model.Load(parsed);
        var samples = data.LoadFor(map, parsed, screen, cancellationToken, parsed.GetValue(id));
        var table = Find(map, samples, screen, cancellationToken);
        if (file is not null)
        {
            table.Save(file, entries, cancellationToken);
            return 0;
        }
        StandardStreams.Write(stream => table.WriteCsv(stream, entries, cancellationToken));
        return 0;
    }

    private static MixtureTable Find(SomMap map, LoadedData samples, Screen screen, CancellationToken cancellationToken)
    {
        using var line = new ProgressLine(screen.IsWatched);
        return MixtureTable.Create(map, samples, line, cancellationToken);
    }

    private static void Check(string file, bool sparse, IEnumerable<string> inputs)
    {
        OutputPath.CheckTable(file, MixtureTable.Extensions, inputs);
        if (sparse && !Path.GetExtension(file).Equals(".csv", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"the output {file} is not a CSV file: with --sparse it must end in .csv");
    }
}
