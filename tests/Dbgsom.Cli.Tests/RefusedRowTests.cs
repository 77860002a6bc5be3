namespace Dbgsom.Cli.Tests;

/// <summary>Rows that cannot be used are named by their place in the file, with the command that helps.</summary>
public sealed class RefusedRowTests(Workspace work) : IClassFixture<Workspace>
{
    private const string Drop = "(--missing drop)";

    [Fact]
    public void A_row_that_is_known_by_passive_columns_only_is_named_by_line()
    {
        string[] lines = [.. Enumerable.Range(0, 40).Select(i => $"{i * 7 % 13}.5,{i * i % 11}.25,{i % 5}")];
        File.WriteAllLines(work.At("whole.csv"), lines.Prepend("x,y,z"));
        work.Run("train", "whole.csv", "--weight", "z=0", "-o", "whole.som.npz").Done();
        // The header, an empty line and a comment come before.
        lines[20] = ",,3";
        File.WriteAllLines(work.At("rows.csv"), [.. lines.Take(10), "", "# a comment", .. lines.Skip(10)]);
        File.WriteAllText(work.At("rows.csv"), "x,y,z\n" + File.ReadAllText(work.At("rows.csv")));
        File.WriteAllLines(
            work.At("rows.jsonl"),
            lines.Select(line => line.Split(',')).Select(row => $$"""{"x":"{{row[0]}}","y":"{{row[1]}}","z":"{{row[2]}}"}""")
        );
        string[][] commands =
        [
            ["train", "rows.csv", "--comment", "#", "--weight", "z=0", "-o", "no.som.npz"],
            ["estimate", "rows.csv", "--comment", "#", "--weight", "z=0"],
            ["predict", "whole.som.npz", "rows.csv", "--comment", "#"],
            ["impute", "whole.som.npz", "rows.csv", "--comment", "#"],
            ["measure", "whole.som.npz", "rows.csv", "--comment", "#"],
            ["report", "whole.som.npz", "rows.csv", "--comment", "#", "-o", "no.html"],
        ];
        foreach (string[] command in commands)
        {
            string refused = work.Run(command).Refused(1);
            Assert.Contains("line 24 of rows.csv has no value in any feature", refused, StringComparison.Ordinal);
            Assert.Contains(Drop, refused, StringComparison.Ordinal);
            work.Run([.. command, "--missing", "drop"]).Done();
        }
        Assert.Contains(
            "record 21 of rows.jsonl has no value",
            work.Run("train", "rows.jsonl", "--weight", "z=0", "-o", "no.som.npz").Refused(1),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "line 24 of rows.csv has no value",
            work.Run("train", "whole.csv", "rows.csv", "--comment", "#", "--weight", "z=0", "-o", "no.som.npz").Refused(1),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_value_without_a_logarithm_is_named_by_line_and_option()
    {
        string[] lines = [.. Enumerable.Range(0, 40).Select(i => $"{i * 7 % 13}.5,{1 + (i * i % 11)}.25")];
        File.WriteAllLines(work.At("above.csv"), lines.Prepend("x,y"));
        work.Run("train", "above.csv", "--transform", "y=log", "-o", "above.som.npz").Done();
        lines[7] = "1,-0.5";
        lines[30] = "1,-3";
        File.WriteAllLines(work.At("below.csv"), lines.Prepend("x,y"));
        Assert.Contains(
            "--transform takes the logarithm of 'y', whose smallest value is -3; log needs values of at least 0, and line 9 of below.csv has -0.5; leave out the transform or the column (--drop)",
            work.Run("train", "below.csv", "--transform", "y=log", "-o", "no.som.npz").Refused(1),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "the value in line 9 of below.csv, feature 1 ('y') is not greater than 0 and has no logarithm",
            work.Run("predict", "above.som.npz", "below.csv").Refused(1),
            StringComparison.Ordinal
        );
    }
}
