using System.CommandLine;
using System.Globalization;
using Dbgsom.Files;

namespace Dbgsom.Cli.Commands;

/// <summary>dbgsom similar: the rows that are most like one of them.</summary>
internal sealed class SimilarCommand
{
    private const int DefaultCount = 10;

    private readonly ModelArgument model = new();
    private readonly DataArguments data = new(forMap: true);
    private readonly Option<string> row = new("--row")
    {
        HelpName = "id|number",
        Description =
            "the row to compare: its name in --id-column, or in the id column of the map, or its number from 0; a name takes precedence",
        Required = true,
    };
    private readonly Option<int?> count = OptionsOf.Whole(
        "--count",
        1,
        int.MaxValue,
        $"number of similar rows; default: {DefaultCount}"
    );
    private readonly Option<string?> output = OptionsOf.Text(
        "--output",
        "FILE",
        $"{string.Join(", ", SimilarTable.Extensions.Where(one => one != ".npy").Select(one => "FILE" + one))}, or FILE.npy for the numbers of the rows alone; default: CSV on standard output",
        "-o"
    );
    private readonly Option<string?> id = OptionsOf.Text("--id-column", "column", "the column of row names, written as id");

    private SimilarCommand() => count.Aliases.Add("-k");

    public static Command Create(CancellationToken cancellationToken)
    {
        var similar = new SimilarCommand();
        var command = new Command(
            "similar",
            "Find the rows most similar to a given row. The search is exact, by the distance that the map was trained with."
        );
        similar.model.AddTo(command);
        similar.data.AddTo(command);
        command.Add(similar.row);
        command.Add(similar.count);
        command.Add(similar.output);
        command.Add(similar.id);
        similar.model.AddThreadsTo(command);
        command.SetAction(parsed => similar.data.Locate(() => similar.Run(parsed, cancellationToken)));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var screen = new Screen(parsed);
        string? file = parsed.GetValue(output);
        if (file is not null)
            OutputPath.CheckTable(file, SimilarTable.Extensions, [.. data.Paths(parsed), model.Path(parsed)]);
        var map = model.Load(parsed);
        var samples = data.LoadFor(map, parsed, screen, cancellationToken, parsed.GetValue(id));
        int asked = Place(parsed.GetRequiredValue(row), samples);
        var found = map.FindSimilarToRow(samples.Data, asked, parsed.GetValue(count) ?? DefaultCount, cancellationToken);
        var table = new SimilarTable(found, samples.Ids);
        if (file is not null)
            table.Save(file);
        else
            StandardStreams.Write(table.WriteCsv);
        return 0;
    }

    private static int Place(string asked, LoadedData samples)
    {
        int[] named = samples.Ids is { } ids ? [.. ids.Index().Where(one => one.Item == asked).Select(one => one.Index)] : [];
        if (named.Length > 1)
            throw new UsageException(
                $"--row: {named.Length} rows are named '{asked}', the first of them {named[0]} and {named[1]}; give the number of one"
            );
        if (named.Length == 1)
            return named[0];
        int rows = samples.Data.RowCount;
        return int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < rows
            ? number
            : throw new UsageException(
                $"--row: no row is named '{asked}'{(samples.Ids is null ? ", as no column names the rows (--id-column)" : "")}; valid is a name or a number from 0 to {rows - 1}"
            );
    }
}
