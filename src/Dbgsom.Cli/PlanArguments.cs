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
        ColumnUse.Id,
        ColumnUse.Drop,
    ];

    /// <summary>Uses that need more than a name, and the options that take it.</summary>
    private static readonly (ColumnUse Use, string Option, string Needs, string Example)[] Lists =
    [
        (ColumnUse.Ordinal, "--ordinal", "the order of its categories", "small,medium,large"),
        (ColumnUse.Date, "--date", "the parts of its dates", "month,weekday,linear"),
    ];

    private readonly Option<string[]> uses = new("--as")
    {
        HelpName = $"COLUMN={string.Join('|', Uses.Select(use => use.Name))}",
        Description = "the use of a column, regardless of its content; may be given several times",
    };

    private readonly Option<OrdinalColumn[]> ordinal = Several(
        "--ordinal",
        "COLUMN=a,b,…",
        "a column of ordered categories becomes one number, the position of its category in the ascending list; may be given several times",
        OrdinalColumn.Parse
    );

    private readonly Option<DateColumn[]> date = Several(
        "--date",
        "[COLUMN=]part,part,…",
        $"parts of dates that become features, for one column or for all date columns: {string.Join(", ", DatePart.All)}; cyclic parts, such as months, become sine and cosine; may be given several times; default: dates are not used",
        DateColumn.Parse
    );

    private readonly Option<DateOrder?> dateOrder = OptionsOf.OneOf<DateOrder>(
        "--date-order",
        "the order of day and month in dates such as 5/1/2024; default: the order that fits all dates of the column, or else month first, with a note"
    );

    private readonly Option<string[]> drop = new("--drop")
    {
        HelpName = "a,b,…",
        Description = "columns to leave out, by name, by index from 0, or as a range such as 2-5; quote a name with a comma",
    };

    public void AddTo(Command command)
    {
        command.Add(uses);
        command.Add(ordinal);
        command.Add(date);
        command.Add(dateOrder);
        command.Add(drop);
    }

    /// <summary>True if a single decision is changed.</summary>
    public bool AreGiven(ParseResult parsed) =>
        parsed.GetValue(uses) is { Length: > 0 }
        || parsed.GetValue(ordinal) is { Length: > 0 }
        || parsed.GetValue(date) is { Length: > 0 }
        || OptionsOf.List(parsed, drop) is not null;

    /// <summary>Returns the options for reading, with the named columns applied.</summary>
    public DataFileOptions Read(ParseResult parsed, DataFileOptions options)
    {
        var order = parsed.GetValue(dateOrder);
        var dates = parsed.GetValue(date) is { Length: > 0 } given ? given : null;
        if (order is not null && dates is null)
            throw new UsageException("--date-order is for dates that become features; name their parts with --date");
        RefuseTwice("--date", dates?.Select(one => one.Column));
        RefuseTwice("--ordinal", parsed.GetValue(ordinal)?.Select(one => one.Column));
        foreach (string column in (parsed.GetValue(ordinal) ?? []).Select(one => one.Column).Intersect(options.OneHot ?? []))
            throw new UsageException($"column '{column}' is named by --ordinal and by --one-hot; give one of the two");
        return options with
        {
            Ordinal = parsed.GetValue(ordinal) is { Length: > 0 } orders ? orders : null,
            Dates = dates?.Select(one => new DateColumn(one.Column, one.Parts, order)).ToArray(),
        };
    }

    /// <summary>Refuses a column that an option names twice; null stands for all columns.</summary>
    private static void RefuseTwice(string option, IEnumerable<string?>? columns)
    {
        if (columns?.GroupBy(column => column).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new UsageException(
                $"{option} is repeated for {(twice.Key is null ? "all columns" : $"column '{twice.Key}'")}; name all of it in one list"
            );
    }

    /// <summary>Returns notes about options without effect.</summary>
    public IEnumerable<string> Notes(ParseResult parsed, TablePlan plan) =>
        parsed.GetValue(date)?.Any(one => one.Column is null) == true && plan.Dates.Count == 0
            ? ["no column of dates was found for --date; --date COLUMN=… names one"]
            : [];

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

    /// <summary>An option that is given once for each column.</summary>
    private static Option<T[]> Several<T>(string name, string value, string description, Func<string, T> parse)
        where T : class =>
        new(name)
        {
            HelpName = value,
            Description = description,
            CustomParser = result =>
            {
                try
                {
                    return [.. result.Tokens.Select(token => parse(token.Value))];
                }
                catch (ArgumentException e)
                {
                    result.AddError($"{name}: {Options.SomOption.MessageOf(e)}");
                    return [];
                }
            },
        };

    /// <summary>The error of a use that needs a list; for categories it names those that there are.</summary>
    private static UsageException NoList(
        TablePlan plan,
        string column,
        (ColumnUse Use, string Option, string Needs, string Example) list
    )
    {
        var values = list.Use == ColumnUse.Ordinal ? plan.Columns.FirstOrDefault(one => one.Name == column)?.Values ?? [] : [];
        string there = values.Count == 0 ? "" : $"; there are {string.Join(", ", values.Select(value => $"'{value}'"))}";
        string example = values.Count < 2 ? list.Example : NameList.Join(values.Take(3)) + ",…";
        string valid = $"{list.Option} {ColumnList.Join(column, [])}{example}";
        return new UsageException(
            $"--as {column}={list.Use.Name} needs {list.Needs}{there}; valid is {valid}{(list.Use == ColumnUse.Ordinal ? " with all of them from the least to the greatest" : "")}"
        );
    }

    private static TablePlan Change(TablePlan plan, string given)
    {
        int sign = given.LastIndexOf('=');
        string name = given[(sign + 1)..];
        var use = sign <= 0 ? null : Array.Find(Uses, one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase));
        if (sign > 0 && Array.Find(Lists, one => one.Use.Name == name) is { Use: not null } list)
            throw NoList(plan, given[..sign], list);
        if (use is null)
            throw new UsageException(
                $"--as {given} does not name a use of a column; valid is COLUMN=USE with {string.Join(", ", Uses.Select(one => one.Name))}"
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
