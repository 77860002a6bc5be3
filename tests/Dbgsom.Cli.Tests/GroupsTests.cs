using System.Globalization;
using System.Text.Json.Nodes;

namespace Dbgsom.Cli.Tests;

/// <summary>Groups of rows on a map, by the tool.</summary>
public sealed class GroupsTests(Workspace work) : IClassFixture<Workspace>
{
    // Two machines, twelve days; both move from the low to the high heap after six days. Some rows of each fifth day lack their machine.
    private const int Days = 12;

    [Fact]
    public void Groups_of_a_column_are_compared_in_clusters()
    {
        Train();
        var result = work.Run("groups", "groups.som.npz", "groups.csv", "--by", "side", "--clusters", "ward:2", "--json", "-q");
        result.Done();
        var node = JsonNode.Parse(result.Output)!;
        Assert.Equal("side", (string)node["by"]!);
        Assert.True((double)node["p"]! <= 0.01);
        var groups = node["groups"]!.AsArray();
        Assert.Equal(["high", "low"], groups.Select(group => (string)group!["name"]!));
        Assert.Equal([72, 72], groups.Select(group => (double)group!["samples"]!));
        Assert.All(groups, group => Assert.Contains(1.0, group!["clusters"]!.AsArray().Select(one => (double)one!["share"]!)));
    }

    [Fact]
    public void A_table_and_a_summary_are_given()
    {
        Train();
        var result = work.Run("groups", "groups.som.npz", "groups.csv", "--by", "side", "-o", "side.csv", "--clusters", "ward:2");
        result.Done();
        Assert.Contains("share of each group of side in each cluster", result.Output, StringComparison.Ordinal);
        Assert.Contains("All groups and clusters together: p = 0.001.", result.Output, StringComparison.Ordinal);
        Assert.Contains("note: every row counts as its own unit", result.Error, StringComparison.Ordinal);
        string[][] rows = [.. File.ReadAllLines(work.At("side.csv")).Select(line => line.Split(','))];
        Assert.Equal(
            ["group", "cluster", "samples", "share", "others_share", "difference", "lift", "effect_size", "p", "p_adjusted"],
            rows[0]
        );
        Assert.Equal(5, rows.Length);
        Assert.Equal(144, rows.Skip(1).Sum(row => double.Parse(row[2], CultureInfo.InvariantCulture)));
        foreach (string table in new[] { "neurons", "features" })
        {
            work.Run("groups", "groups.som.npz", "groups.csv", "--by", "side", "-o", $"{table}.parquet", "--table", table, "-q")
                .Done();
            work.Run("groups", "groups.som.npz", "groups.csv", "--by", "side", "-o", $"{table}.csv", "--table", table, "-q")
                .Done();
        }
        Assert.Equal(
            "group,neuron,cluster,x,y,samples,share,others_share,difference,lift,effect_size,p,p_adjusted",
            File.ReadLines(work.At("neurons.csv")).First()
        );
        Assert.Equal("group,cluster,feature,samples,mean,sd", File.ReadLines(work.At("features.csv")).First());
    }

    /// <summary>Two groups in so many neurons: 19 shuffles cannot make one of them stand out.</summary>
    [Fact]
    public void Too_few_permutations_for_so_many_differences_are_said()
    {
        Train();
        string[] shuffled =
        [
            .. File.ReadAllLines(work.At("groups.csv")).Select((line, i) => $"{line},{(i == 0 ? "draw" : i * 7919 % 13 % 2)}"),
        ];
        File.WriteAllLines(work.At("drawn.csv"), shuffled);
        string[] command = ["groups", "groups.som.npz", "drawn.csv", "--by", "draw", "--clusters", "ward:2", "--permutations"];
        Assert.Contains(
            "4 differences of groups in clusters are tested together: a single one cannot have an adjusted p-value below 0.2. --permutations 80 allows for 0.05",
            work.Run([.. command, "19"]).Error,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("tested together", work.Run([.. command, "80"]).Error, StringComparison.Ordinal);
    }

    /// <summary>A date's part, units that are each in one group, and rows without a unit.</summary>
    [Fact]
    public void Units_and_parts_of_dates()
    {
        Train();
        var months = work.Run("groups", "groups.som.npz", "groups.csv", "--by", "date:month", "--json", "-q");
        months.Done();
        Assert.Equal(["01", "02"], JsonNode.Parse(months.Output)!["groups"]!.AsArray().Select(group => (string)group!["name"]!));
        var units = work.Run("groups", "groups.som.npz", "groups.csv", "--by", "machine", "--unit", "machine", "--json");
        units.Done();
        Assert.Contains("note: 12 rows were left out of groups", units.Error, StringComparison.Ordinal);
        Assert.Contains("note: no p-value can be below 1", units.Error, StringComparison.Ordinal);
        var mixed = work.Run("groups", "groups.som.npz", "groups.csv", "--by", "side", "--unit", "machine", "-q");
        string line = mixed.Refused(1);
        Assert.Contains("the unit 'A' is in two groups, 'low' and 'high'", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_are_groups()
    {
        Train();
        string[] lines = File.ReadAllLines(work.At("groups.csv"));
        File.WriteAllLines(work.At("first.csv"), lines.Take(73));
        File.WriteAllLines(work.At("second.csv"), lines.Skip(73).Prepend(lines[0]));
        var result = work.Run("groups", "groups.som.npz", "first.csv", "second.csv", "--by-file", "--json", "-q");
        result.Done();
        var groups = JsonNode.Parse(result.Output)!["groups"]!.AsArray();
        Assert.Equal(["first.csv", "second.csv"], groups.Select(group => (string)group!["name"]!));
        Assert.Equal([72, 72], groups.Select(group => (double)group!["samples"]!));
    }

    [Fact]
    public void Steps_in_time_are_followed()
    {
        Train();
        var result = work.Run(
            "groups",
            "groups.som.npz",
            "groups.csv",
            "--order",
            "date",
            "--unit",
            "machine",
            "--clusters",
            "ward:2",
            "-o",
            "steps.csv"
        );
        result.Done();
        Assert.Contains("130 steps on 2 ways", result.Output, StringComparison.Ordinal);
        string[][] rows = [.. File.ReadAllLines(work.At("steps.csv")).Select(line => line.Split(','))];
        Assert.Equal(["from", "to", "steps", "share"], rows[0]);
        // Each machine moves once, and never back.
        Assert.Equal(
            [0, 2],
            rows.Skip(1).Where(row => row[0] != row[1]).Select(row => double.Parse(row[2], CultureInfo.InvariantCulture)).Order()
        );
    }

    [Theory]
    [InlineData("no groups are given: --by COLUMN names", 2)]
    [InlineData("--by and --by-file both define", 2, "--by", "side", "--by-file")]
    [InlineData("--by-file compares files, and DATA is one", 2, "--by-file")]
    [InlineData("--table is the content of --output", 2, "--by", "side", "--table", "neurons")]
    [InlineData("--table transitions needs --order", 2, "--by", "side", "--table", "transitions", "-o", "x.csv")]
    [InlineData("--table neurons needs --by", 2, "--order", "date", "--table", "neurons", "-o", "x.csv")]
    [InlineData("unknown table 'rows'", 2, "--by", "side", "--table", "rows")]
    [InlineData("must have one of the extensions .csv, .parquet, .arrow", 2, "--by", "side", "-o", "x.npy")]
    [InlineData("unknown column 'sidd'", 1, "--by", "sidd")]
    [InlineData("column 'side': an order needs numbers or dates, and 'low' is none", 1, "--order", "side")]
    [InlineData("column 'side': month is a part of dates, and 'low' is none", 1, "--by", "side:month")]
    public void What_cannot_be_done_is_refused(string message, int code, params string[] words)
    {
        Train();
        var result = work.Run(["groups", "groups.som.npz", "groups.csv", "-q", .. words]);
        string line = result.Refused(code);
        Assert.Contains(message, line, StringComparison.Ordinal);
        Assert.False(File.Exists(work.At("x.csv")));
    }

    private void Train()
    {
        if (File.Exists(work.At("groups.som.npz")))
            return;
        var lines = new List<string> { "date,machine,side,u,v" };
        for (int day = 0; day < Days; day++)
        for (int row = 0; row < 12; row++)
        {
            bool second = row >= 6;
            string side = day >= 6 ? "high" : "low";
            string machine =
                day % 5 == 0 && row % 3 == 0 ? ""
                : second ? "B"
                : "A";
            double center = day >= 6 ? (second ? 10 : 12) : (second ? 0 : 2);
            string date = day < 6 ? $"2024-01-{day + 10}" : $"2024-02-{day + 10}";
            lines.Add(
                string.Create(CultureInfo.InvariantCulture, $"{date},{machine},{side},{center + (row * 0.1)},{day * 0.05}")
            );
        }
        File.WriteAllLines(work.At("groups.csv"), lines);
        work.Run("train", "groups.csv", "--columns", "u,v", "-o", "groups.som.npz", "-q").Done();
    }
}
