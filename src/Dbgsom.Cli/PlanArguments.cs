using System.CommandLine;
using Dbgsom.Files;
using Dbgsom.Naming;

namespace Dbgsom.Cli;

/// <summary>The options that change what is done with single columns of a table.</summary>
internal sealed class PlanArguments
{
    private static readonly ColumnUse[] Uses =
    [
        ColumnUse.Number,
        ColumnUse.Category,
        ColumnUse.YesNo,
        ColumnUse.Id,
        ColumnUse.Drop,
    ];

    private readonly Option<string[]> uses = new("--as")
    {
        HelpName = $"COLUMN={string.Join('|', Uses.Select(use => use.Name))}",
        Description = "what a column is used as, whatever it holds; may be given several times",
    };

    private readonly Option<string[]> drop = new("--drop")
    {
        HelpName = "a,b,…",
        Description =
            "columns to leave out, by name, by index from 0, or as a range such as 2-5; a name with a comma stands in quotes",
    };

    public void AddTo(Command command)
    {
        command.Add(uses);
        command.Add(drop);
    }

    /// <summary>Whether a single decision is changed.</summary>
    public bool AreGiven(ParseResult parsed) =>
        parsed.GetValue(uses) is { Length: > 0 } || OptionsOf.List(parsed, drop) is not null;

    /// <summary>The plan with the changes.</summary>
    public TablePlan Change(ParseResult parsed, TablePlan plan)
    {
        try
        {
            if (OptionsOf.List(parsed, drop) is { } columns)
                plan = plan.Without(columns);
        }
        catch (ArgumentException e)
        {
            throw new UsageException($"--drop: {Options.SomOption.MessageOf(e)}");
        }
        foreach (string given in parsed.GetValue(uses) ?? [])
            plan = Change(plan, given);
        return plan;
    }

    private static TablePlan Change(TablePlan plan, string given)
    {
        int sign = given.LastIndexOf('=');
        string name = given[(sign + 1)..];
        var use = sign <= 0 ? null : Array.Find(Uses, one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase));
        if (use is null)
            throw new UsageException(
                $"--as {given} names no use of a column; valid is COLUMN=USE with {string.Join(", ", Uses.Select(one => one.Name))}"
            );
        try
        {
            return plan.With(given[..sign], use);
        }
        catch (ArgumentException e)
        {
            throw new UsageException($"--as {given}: {Options.SomOption.MessageOf(e)}");
        }
    }
}
