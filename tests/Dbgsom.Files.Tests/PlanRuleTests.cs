using System.Globalization;

namespace Dbgsom.Files.Tests;

/// <summary>The rules for what a column holds and what is done with it, each with tables on both sides of it.</summary>
public sealed class PlanRuleTests : IDisposable
{
    private const int Rows = 40;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Cells are repeated down the column; # stands for the row, from 0.</summary>
    [Theory]
    // Numbers, of any size and sign, also as flags, years and with few values.
    [InlineData("x", "1.5|2|-3e4|0", "number", "number")]
    [InlineData("flag", "0|1", "number", "number")]
    [InlineData("year", "19#|20#", "number", "number")]
    // Text that repeats, with at most 20 values and at most half as many as rows.
    [InlineData("color", "red|green|blue", "category", "category")]
    [InlineData("doors", "2|3|4|5more", "category", "category")]
    [InlineData("note", "a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p|q|r|s|t", "category", "category")]
    [InlineData("station", "1#|2#|3#|4#|5#|6#|7#|8#|9#|10#|11#|12#|13#|14#|15#|16#|17#|18#|19#|c16#", "identifier", "id")]
    [InlineData("note", "a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p|q|r|s|t|u", "text", "drop")]
    // Pairs of words, in any case, and no others.
    [InlineData("sold", "True|false", "yes/no", "yes/no")]
    [InlineData("sold", "YES|no|No", "yes/no", "yes/no")]
    [InlineData("sold", "t|f", "yes/no", "yes/no")]
    [InlineData("sold", "Y|n", "yes/no", "yes/no")]
    [InlineData("sold", "yes|n", "category", "category")]
    [InlineData("sold", "yes|no|maybe", "category", "category")]
    // Dates and times.
    [InlineData("when", "2024-01-05|2023-12-31", "date", "drop")]
    [InlineData("when", "2024-01-05T10:20:30Z|2024-01-05T10:20:30.125+02:00", "date", "drop")]
    [InlineData("when", "5.1.2024|31.12.2023", "date", "drop")]
    [InlineData("when", "1/31/2024 0:00|12/5/2023 13:15", "date", "drop")]
    [InlineData("when", "Jan 1 2000|Dec 31 2001", "date", "drop")]
    [InlineData("when", "10:30|23:59", "date", "drop")]
    [InlineData("when", "2024-01-05|never", "category", "category")]
    // Names and numbers that tell rows apart.
    [InlineData("city", "town #", "identifier", "id")]
    [InlineData("customer_id", "7#3", "identifier", "id")]
    [InlineData("passengerId", "7#3", "identifier", "id")]
    [InlineData("Sample code number", "7#3", "identifier", "id")]
    [InlineData("price", "7#3", "number", "number")]
    [InlineData("customer_id", "7#.5", "number", "number")]
    [InlineData("store_id", "17|23|99|40", "identifier", "drop")]
    [InlineData("number", "17|23|99|40", "number", "number")]
    [InlineData("big", "90071992547409931#", "identifier", "id")]
    [InlineData(
        "story",
        "once upon a time there was a number that was called # and it stood in a very long text",
        "text",
        "drop"
    )]
    // No information.
    [InlineData("unit", "kg", "constant", "drop")]
    [InlineData("ts", "1700000000000", "constant", "drop")]
    [InlineData("gap", "|NA|n/a|?|-|.|null|NaN", "empty", "drop")]
    // Rows counted from 0 or 1.
    [InlineData("t", "#", "row number", "drop")]
    [InlineData("", "#", "row number", "drop")]
    [InlineData("t", "#0", "number", "number")]
    [InlineData("", "#0", "identifier", "id")]
    public void A_column_is(string name, string cells, string role, string use)
    {
        var column = Plan((name, Cycled(cells))).Columns[0];
        Assert.Equal((role, use), (column.Role.Name, column.Use.Name));
        Assert.NotEqual("", column.Reason);
    }

    /// <summary>What was taken for missing may be the other category.</summary>
    [Fact]
    public void A_constant_column_says_what_was_taken_for_missing()
    {
        var column = Plan(("strand", Cycled("+|-"))).Columns[0];
        Assert.Equal("constant", column.Role.Name);
        Assert.Contains("every value is '+', but for ", column.Reason, StringComparison.Ordinal);
        Assert.Contains(
            "cells such as '-', which stands for a missing one; --missing-text",
            column.Reason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Rows_may_be_counted_from_1_and_anew_in_each_file()
    {
        string[] both =
        [
            folder.Write("1.csv", Table(("n", row => $"{row + 1}"))),
            folder.Write("2.csv", Table(("n", row => $"{row + 1}"))),
        ];
        Assert.Equal(ColumnRole.RowNumber, TablePlan.Create(both).Columns[0].Role);
        folder.Write("2.csv", Table(("n", row => $"{row + 1 + Rows}")));
        Assert.Equal(ColumnRole.RowNumber, TablePlan.Create(both).Columns[0].Role);
        folder.Write("2.csv", Table(("n", row => $"{row + 2}")));
        Assert.Equal(ColumnRole.Number, TablePlan.Create(both).Columns[0].Role);
        // A number in the middle that is out of order; and a short table.
        Assert.Equal(ColumnRole.Number, Plan(("n", row => $"{(row == 20 ? 0 : row)}")).Columns[0].Role);
        Assert.Equal(ColumnRole.Number, TablePlan.Create([folder.Write("s.csv", "n,x\n1,5\n2,9\n3,4\n")]).Columns[0].Role);
    }

    [Fact]
    public void Only_the_first_identifier_names_the_rows()
    {
        var plan = Plan(("name", row => $"town {row}"), ("code", row => $"{(row * 7) + 100}"));
        Assert.Equal([ColumnUse.Id, ColumnUse.Drop, ColumnUse.Number], plan.Columns.Select(column => column.Use));
        Assert.All(plan.Columns.Take(2), column => Assert.Equal(ColumnRole.Identifier, column.Role));
    }

    [Fact]
    public void A_slip_among_numbers_is_not_a_category()
    {
        var plan = Plan(("x", row => row == 17 ? "n.d." : $"{row % 5}"));
        Assert.Equal((ColumnRole.Number, ColumnUse.Number), (plan.Columns[0].Role, plan.Columns[0].Use));
        // So is a letter for a digit, where it is the only one; several are codes.
        Assert.Equal(ColumnRole.Number, Plan(("x", row => row == 17 ? "l50" : $"{row * 7 % 211}")).Columns[0].Role);
        Assert.NotEqual(ColumnRole.Number, Plan(("x", row => row % 20 == 17 ? $"c{row}" : $"{row * 7 % 211}")).Columns[0].Role);
        // Numbers in another form are numbers, which a reader names with the option that reads them.
        Assert.Equal(ColumnRole.Number, Plan(("x", row => $"\"1,{row + 100}\"")).Columns[0].Role);
    }

    [Fact]
    public void A_table_of_constants_and_row_numbers_keeps_them()
    {
        var plan = TablePlan.Create([
            folder.Write("n.csv", "n\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"{i}\n"))),
        ]);
        Assert.Equal((ColumnRole.Number, ColumnUse.Number), (plan.Columns[0].Role, plan.Columns[0].Use));
    }

    [Fact]
    public void Cells_are_counted()
    {
        var plan = Plan(
            (
                "x",
                row =>
                    row % 4 == 0 ? ""
                    : row % 4 == 1 ? "?"
                    : Text(row * 0.5)
            ),
            (
                "c",
                row =>
                    row == 3 ? "NA"
                    : row % 2 == 0 ? "b"
                    : "a"
            )
        );
        var x = plan.Columns[0];
        Assert.Equal((20L, 20, false), (x.MissingCount, x.DistinctCount, x.HasMoreDistinct));
        Assert.Equal((1.0, 19.5), (x.Minimum!.Value, x.Maximum!.Value));
        Assert.Equal(0, x.Skewness!.Value, 1e-12);
        Assert.Equal((1L, 2), (plan.Columns[1].MissingCount, plan.Columns[1].DistinctCount));
        Assert.Equal(["a", "b"], plan.Columns[1].Values);
        Assert.Equal(Rows, plan.RowCount);
    }

    [Fact]
    public void Skewness_is_that_of_the_formula()
    {
        double[] values = [.. Enumerable.Range(0, Rows).Select(row => 1e6 + (row * row * row))];
        double mean = values.Average();
        double second = values.Average(value => (value - mean) * (value - mean));
        double third = values.Average(value => (value - mean) * (value - mean) * (value - mean));
        double found = Plan(("x", row => Text(values[row]))).Columns[0].Skewness!.Value;
        Assert.Equal(third / Math.Pow(second, 1.5), found, 1e-9);
    }

    [Fact]
    public void Different_values_are_counted_up_to_a_limit()
    {
        const int Many = 10_500;
        string Lines(int different) =>
            "x,name\n"
            + string.Concat(Enumerable.Range(0, Many).Select(row => $"{Text((row % different) + 0.5)},n{row % different}\n"));
        var exact = TablePlan.Create([folder.Write("a.csv", Lines(10_000))]).Columns;
        Assert.All(exact, column => Assert.Equal((10_000, false), (column.DistinctCount, column.HasMoreDistinct)));
        var more = TablePlan.Create([folder.Write("b.csv", Lines(10_001))]).Columns;
        Assert.All(more, column => Assert.Equal((10_000, true), (column.DistinctCount, column.HasMoreDistinct)));
        Assert.Equal(ColumnRole.Identifier, more[1].Role);
    }

    [Theory]
    [InlineData("row-number-column.csv", "column_0=drop a=number b=number c=number")]
    [InlineData("true-false.csv", "flag=yes/no b=number")]
    [InlineData("columns-in-order.csv", "a=number b=number c=number")]
    [InlineData("missing-empty.csv", "a=number b=number c=number")]
    [InlineData("missing-question-mark.csv", "a=number b=number c=number")]
    public void Files_that_were_refused_before(string name, string uses) =>
        Assert.Equal(
            uses,
            string.Join(' ', TablePlan.Create([Cases.At(name)]).Columns.Select(column => $"{column.Name}={column.Use}"))
        );

    private TablePlan Plan(params (string Name, Func<int, string> Cell)[] columns) =>
        TablePlan.Create([folder.Write("table.csv", Table(columns))]);

    private static string Table(params (string Name, Func<int, string> Cell)[] columns)
    {
        var lines = Enumerable
            .Range(0, Rows)
            .Select(row => string.Join(',', columns.Select(column => column.Cell(row)).Append(Text(Math.Sin(row)))));
        return string.Join('\n', lines.Prepend(string.Join(',', columns.Select(column => column.Name).Append("measured"))))
            + "\n";
    }

    private static Func<int, string> Cycled(string cells)
    {
        string[] all = cells.Split('|');
        return row => all[row % all.Length].Replace("#", Text(row), StringComparison.Ordinal);
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
