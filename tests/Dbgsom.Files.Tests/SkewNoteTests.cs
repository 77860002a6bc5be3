using System.Globalization;

namespace Dbgsom.Files.Tests;

/// <summary>Columns that few values dominate are named.</summary>
public sealed class SkewNoteTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_long_tail_and_few_far_rows_are_named_with_what_helps()
    {
        // Of 200 values 0, 1, …, one is 1000: mean and variance by hand below.
        double[] far = [.. Enumerable.Range(0, 200).Select(i => i == 7 ? 1000.0 : i % 10)];
        double[] tail = [.. Enumerable.Range(0, 200).Select(i => Math.Pow(1.06, i))];
        double[] both =
        [
            .. Enumerable
                .Range(0, 200)
                .Select(i =>
                    i == 0 ? 300.0
                    : i == 1 ? -300
                    : i % 10
                ),
        ];
        double mean = far.Average();
        double[] squares = [.. far.Select(x => (x - mean) * (x - mean)).OrderDescending()];
        double share = (squares[0] + squares[1]) / squares.Sum();
        string note = Assert.Single(
            Plan(("far", far), ("tail", tail), ("both", both), ("plain", [.. far.Select((_, i) => i % 10.0)])).Notes
        );
        Assert.StartsWith(
            FormattableString.Invariant(
                $"few values dominate 'far' (skewness {Skewness(far):0.0}, 2 of 200 rows hold {100 * share:0} % of the variance)"
            ),
            note,
            StringComparison.Ordinal
        );
        Assert.Contains(FormattableString.Invariant($"'tail' (skewness {Skewness(tail):0.0})"), note, StringComparison.Ordinal);
        Assert.Contains("'both' (2 of 200 rows hold 99 % of the variance)", note, StringComparison.Ordinal);
        Assert.EndsWith("; --transform far=log,tail=log reduces their influence", note, StringComparison.Ordinal);
        Assert.EndsWith(
            "; inspect those rows, train on ranks (--transform both=rank), or leave the column out (--drop)",
            Assert.Single(Plan(("both", both)).Notes),
            StringComparison.Ordinal
        );
    }

    /// <summary>The share is that of the farthest rows, found by sorting, in columns of few and many numbers.</summary>
    [Fact]
    public void The_share_is_that_of_the_farthest_rows()
    {
        var random = new Random(5);
        int named = 0;
        foreach (int count in new[] { 20, 21, 25, 40, 150, 1500 })
            for (int trial = 0; trial < 30; trial++)
            {
                double[] values =
                [
                    .. Enumerable.Range(0, count).Select(_ => Math.Round(Math.Tan(1.55 * ((2 * random.NextDouble()) - 1)), 3)),
                ];
                int few = Math.Clamp(count / 100, 1, 10);
                double mean = values.Average();
                double[] squares = [.. values.Select(x => (x - mean) * (x - mean)).OrderDescending()];
                double share = squares.Take(few).Sum() / squares.Sum();
                string notes = string.Join(' ', Plan(("x", values)).Notes);
                string expected = FormattableString.Invariant(
                    $"{few} of {count} rows {(few == 1 ? "holds" : "hold")} {100 * share:0} % of the variance"
                );
                if (share > 0.5 + 1e-6)
                    Assert.Contains(expected, notes, StringComparison.Ordinal);
                else if (share < 0.5 - 1e-6)
                    Assert.DoesNotContain("of the variance", notes, StringComparison.Ordinal);
                named += share > 0.5 ? 1 : 0;
            }
        Assert.InRange(named, 20, 160);
    }

    /// <summary>What a note advises is what the option takes, whatever columns are called.</summary>
    [Theory]
    [InlineData("income")]
    [InlineData("income, usd")]
    [InlineData("US Gross")]
    [InlineData("a=b")]
    [InlineData("of \"all\"")]
    public void The_advice_can_be_taken(string name)
    {
        string quoted = $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        string path = folder.Write(
            "a.csv",
            quoted + ",y\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"{(i == 7 ? 1000 : i % 10)},{i % 3}\n"))
        );
        string note = Assert.Single(TablePlan.Create([path]).Notes);
        int from = note.IndexOf("--transform ", StringComparison.Ordinal) + "--transform ".Length;
        var transforms = Space.FeatureTransforms.Parse(
            note[from..note.LastIndexOf(" reduces", StringComparison.Ordinal)].Trim('\'')
        );
        Assert.Equal([name], transforms.Values.Keys);
    }

    [Fact]
    public void Flags_short_tables_and_columns_left_out_are_not_named()
    {
        double[] flag = [.. Enumerable.Range(0, 200).Select(i => i == 3 ? 1.0 : 0)];
        double[] far = [.. Enumerable.Range(0, 200).Select(i => i == 7 ? 1000.5 : i % 10)];
        Assert.Empty(Plan(("x", [.. flag.Select((_, i) => i % 7.0)]), ("flag", flag)).Notes);
        Assert.Empty(Plan(("far", far[..19])).Notes);
        var plan = Plan(("x", [.. flag.Select((_, i) => i % 7.0)]), ("far", far));
        Assert.Single(plan.Notes);
        Assert.Empty(plan.Without(["far"]).Notes);
    }

    private TablePlan Plan(params (string Name, double[] Values)[] columns) =>
        TablePlan.Create([
            folder.Write(
                "a.csv",
                string.Join(',', columns.Select(column => column.Name))
                    + "\n"
                    + string.Concat(
                        Enumerable
                            .Range(0, columns[0].Values.Length)
                            .Select(row =>
                                string.Join(
                                    ',',
                                    columns.Select(column => column.Values[row].ToString("R", CultureInfo.InvariantCulture))
                                ) + "\n"
                            )
                    )
            ),
        ]);

    private static double Skewness(double[] values)
    {
        double mean = values.Average();
        double variance = values.Average(x => (x - mean) * (x - mean));
        return values.Average(x => Math.Pow(x - mean, 3)) / Math.Pow(variance, 1.5);
    }
}
