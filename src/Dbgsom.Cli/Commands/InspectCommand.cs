using System.CommandLine;
using System.Globalization;
using Dbgsom.Files;
using Spectre.Console;
using Text = Spectre.Console.Text;

namespace Dbgsom.Cli.Commands;

/// <summary>dbgsom inspect: what the columns of a table hold, and what train does with them.</summary>
internal sealed class InspectCommand
{
    private readonly DataArguments data = new();
    private readonly PlanArguments changes = new();
    private readonly Option<string?> plan = OptionsOf.Text("--plan", "FILE.json", "save the plan to this file, for train --plan");
    private readonly Option<bool> json = new("--json") { Description = "print the plan as one JSON object" };

    private InspectCommand() { }

    public static Command Create(CancellationToken cancellationToken)
    {
        var inspect = new InspectCommand();
        var command = new Command("inspect", "Show what each column of a table holds and how train uses it.");
        inspect.data.AddTo(command);
        inspect.changes.AddTo(command);
        command.Add(inspect.plan);
        command.Add(inspect.json);
        command.SetAction(parsed => inspect.Run(parsed, cancellationToken));
        return command;
    }

    /// <summary>The columns of a plan as a table.</summary>
    public static Table Table(TablePlan plan)
    {
        var table = new Table { Border = TableBorder.Rounded };
        foreach (string name in new[] { "column", "holds", "missing", "distinct", "range", "skew", "decision" })
            table.AddColumn(new TableColumn(name));
        foreach (var column in plan.Columns)
            table.AddRow(
                new Text(Shown.Name(column.Name)),
                new Text(column.Role.Name),
                new Text(column.MissingCount == 0 ? "" : Numbers.Count(column.MissingCount)),
                new Text((column.HasMoreDistinct ? "> " : "") + Numbers.Count(column.DistinctCount)),
                new Text(Range(column)),
                new Text(column.Skewness is { } skewness ? Numbers.Show(Math.Round(skewness, 2)) : ""),
                new Text(Shown.Text($"{column.Use.Description}: {column.Reason}"))
            );
        return table;
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var screen = new Screen(parsed);
        string? file = parsed.GetValue(plan) is { } path ? OutputPath.Check(path, data.Inputs(parsed)) : null;
        var found = data.MakePlan(parsed, changes, cancellationToken);
        if (file is not null)
            found.Save(file);
        if (parsed.GetValue(json))
            Screen.Json(found.ToNode());
        else
            Screen.Write(Table(found));
        foreach (string note in changes.Notes(parsed, found).Concat(SkewNote.For(found.Columns) is { } skew ? [skew] : []))
            screen.Note(note);
        if (file is null)
            screen.Note(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{found.RowCount} {(found.RowCount == 1 ? "row" : "rows")}; --as COLUMN=… and --drop change decisions, --plan FILE.json saves them"
                )
            );
        return 0;
    }

    private static string Range(PlannedColumn column) =>
        column.Values.Count > 0 ? Shown.Name(string.Join(", ", column.Values))
        : column is { Minimum: { } least, Maximum: { } greatest } ? $"{Numbers.Precise(least)} to {Numbers.Precise(greatest)}"
        : "";
}
