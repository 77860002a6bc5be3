using System.CommandLine;
using System.CommandLine.Parsing;
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
        ColumnUse.Ordinal,
        ColumnUse.Id,
        ColumnUse.Drop,
    ];

    private readonly Option<string[]> uses = new("--as")
    {
        HelpName = $"COLUMN={string.Join('|', Uses.Where(use => use != ColumnUse.Ordinal).Select(use => use.Name))}",
        Description = "what a column is used as, whatever it holds; may be given several times",
    };

    private readonly Option<OrdinalColumn[]> ordinal = new("--ordinal")
    {
        HelpName = "COLUMN=a,b,…",
        Description =
            "a column of ordered categories becomes one number, the place of its category in the list, from the least to the greatest; may be given several times",
        CustomParser = result => [.. result.Tokens.Select(token => Ordinal(token.Value, result)).OfType<OrdinalColumn>()],
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
        command.Add(ordinal);
        command.Add(drop);
    }

    /// <summary>Whether a single decision is changed.</summary>
    public bool AreGiven(ParseResult parsed) =>
        parsed.GetValue(uses) is { Length: > 0 }
        || parsed.GetValue(ordinal) is { Length: > 0 }
        || OptionsOf.List(parsed, drop) is not null;

    /// <summary>What is read, with the columns that are named here.</summary>
    public DataFileOptions Read(ParseResult parsed, DataFileOptions options) =>
        parsed.GetValue(ordinal) is { Length: > 0 } given ? options with { Ordinal = given } : options;

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

    /// <summary>The error of a use that needs a list, with the categories there are.</summary>
    private static UsageException NoOrder(TablePlan plan, string column)
    {
        var values = plan.Columns.FirstOrDefault(one => one.Name == column)?.Values ?? [];
        string there = values.Count == 0 ? "" : $"; there are {string.Join(", ", values.Select(value => $"'{value}'"))}";
        string valid = ColumnList.Join(column, values.Count < 2 ? ["small", "medium", "large"] : values.Take(3).Append("…"));
        return new UsageException(
            $"--as {column}=ordinal needs the order of its categories{there}; valid is --ordinal {valid} with all of them from the least to the greatest"
        );
    }

    private static OrdinalColumn? Ordinal(string text, ArgumentResult result)
    {
        try
        {
            return OrdinalColumn.Parse(text);
        }
        catch (ArgumentException e)
        {
            result.AddError($"--ordinal: {Options.SomOption.MessageOf(e)}");
            return null;
        }
    }

    private static TablePlan Change(TablePlan plan, string given)
    {
        int sign = given.LastIndexOf('=');
        string name = given[(sign + 1)..];
        var use = sign <= 0 ? null : Array.Find(Uses, one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase));
        if (use is null)
            throw new UsageException(
                $"--as {given} names no use of a column; valid is COLUMN=USE with {string.Join(", ", Uses.Where(one => one != ColumnUse.Ordinal).Select(one => one.Name))}"
            );
        try
        {
            return use == ColumnUse.Ordinal ? throw NoOrder(plan, given[..sign]) : plan.With(given[..sign], use);
        }
        catch (ArgumentException e)
        {
            throw new UsageException($"--as {given}: {Options.SomOption.MessageOf(e)}");
        }
    }
}
