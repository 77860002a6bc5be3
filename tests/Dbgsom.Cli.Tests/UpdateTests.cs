using System.Globalization;
using System.Text.Json.Nodes;

namespace Dbgsom.Cli.Tests;

/// <summary>Maps that go on with new rows, and rows that have drifted.</summary>
public sealed class UpdateTests(Workspace work) : IClassFixture<Workspace>
{
    [Fact]
    public void A_map_goes_on_with_old_and_new_rows()
    {
        Prepare();
        var result = work.Run("update", "old.som.npz", "new.csv", "--old", "old.csv", "-o", "next.som.npz", "--json", "-q");
        result.Done();
        var node = JsonNode.Parse(result.Output)!;
        Assert.Equal(0, (int)node["neurons_added"]!);
        Assert.InRange((double)node["rows_elsewhere"]!, 0, 0.3);
        Assert.Equal(SomMap.Load(work.At("old.som.npz")).Neurons.Count, node["moved"]!.AsArray().Count);
        var next = SomMap.Load(work.At("next.som.npz"));
        Assert.Equal(180, next.Training.RowCount);
        // The plan of the columns goes on, too.
        var predicted = work.Run("predict", "next.som.npz", "new.csv", "-q");
        Assert.Equal(61, predicted.Done().TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public void A_map_grows_with_new_rows()
    {
        Prepare();
        int before = SomMap.Load(work.At("old.som.npz")).Neurons.Count;
        var result = work.Run("update", "old.som.npz", "new.csv", "-o", "grown.som.npz", "--grow", $"{before + 5}");
        Assert.Contains("neurons added", result.Done(), StringComparison.Ordinal);
        Assert.Contains("note: the map was trained on the new rows only", result.Error, StringComparison.Ordinal);
        Assert.Equal(before + 5, SomMap.Load(work.At("grown.som.npz")).Neurons.Count);
    }

    [Fact]
    public void A_classifier_goes_on_with_labels()
    {
        Prepare();
        work.Run("train", "old.csv", "--label-column", "kind", "--classify", "-o", "kinds.som.npz", "-q").Done();
        string line = work.Run("update", "kinds.som.npz", "new.csv", "-o", "x.som.npz").Refused(2);
        Assert.Contains(
            "the map has classes: name those of the rows with --label-column or --labels",
            line,
            StringComparison.Ordinal
        );
        work.Run("update", "kinds.som.npz", "new.csv", "--old", "old.csv", "--label-column", "kind", "-o", "kinds2.som.npz", "-q")
            .Done();
        Assert.Equal(["a", "b"], SomMap.Load(work.At("kinds2.som.npz")).Classes!.Names);
        File.WriteAllText(
            work.At("odd.csv"),
            File.ReadAllText(work.At("new.csv")).Replace(",a\n", ",z\n", StringComparison.Ordinal)
        );
        line = work.Run("update", "kinds.som.npz", "odd.csv", "--label-column", "kind", "-o", "x.som.npz", "-q").Refused(1);
        Assert.Contains("the map was not trained with the class 'z'; its classes are a, b", line, StringComparison.Ordinal);
        Assert.False(File.Exists(work.At("x.som.npz")));
    }

    [Fact]
    public void Drift_is_described_and_tested()
    {
        Prepare();
        var described = work.Run("drift", "old.som.npz", "new.csv");
        Assert.Contains("mean distance", described.Done(), StringComparison.Ordinal);
        Assert.DoesNotContain("p =", described.Output, StringComparison.Ordinal);
        Assert.Contains("--old FILE, with earlier rows, tests", described.Error, StringComparison.Ordinal);
        var same = JsonNode.Parse(work.Run("drift", "old.som.npz", "new.csv", "--old", "old.csv", "--json", "-q").Done())!;
        Assert.True((double)same["p"]! > 0.05);
        string[] seeded = ["drift", "old.som.npz", "new.csv", "--old", "old.csv", "--json", "-q", "--seed"];
        Assert.Equal(same.ToJsonString(), JsonNode.Parse(work.Run([.. seeded, "0"]).Done())!.ToJsonString());
        Assert.NotEqual(same.ToJsonString(), JsonNode.Parse(work.Run([.. seeded, "1"]).Done())!.ToJsonString());
        var moved = work.Run("drift", "old.som.npz", "moved.csv", "--old", "old.csv", "-q");
        Assert.Contains("new rows differ from those before", moved.Done(), StringComparison.Ordinal);
        Assert.Contains("long", moved.Output, StringComparison.Ordinal);
        var units = JsonNode.Parse(
            work.Run("drift", "old.som.npz", "moved.csv", "--old", "old.csv", "--unit", "site", "--json", "-q").Done()
        )!;
        Assert.InRange((double)units["p"]!, 0.001, 0.5);
    }

    [Theory]
    [InlineData(
        "--unit is for the test, which needs earlier rows: --old FILE",
        "drift",
        "old.som.npz",
        "new.csv",
        "--unit",
        "site"
    )]
    [InlineData("--old needs files; only DATA can be -", "drift", "old.som.npz", "new.csv", "--old", "-")]
    [InlineData(
        "'few' is neither auto nor a whole number",
        "update",
        "old.som.npz",
        "new.csv",
        "-o",
        "x.som.npz",
        "--grow",
        "few"
    )]
    [InlineData("would replace an input file", "update", "old.som.npz", "new.csv", "--old", "old.csv", "-o", "old.csv")]
    public void What_makes_no_sense_is_refused(string message, params string[] words)
    {
        Prepare();
        Assert.Contains(message, work.Run(words).Refused(2), StringComparison.Ordinal);
    }

    private void Prepare()
    {
        if (File.Exists(work.At("old.som.npz")))
            return;
        Write("old.csv", 0, 120, 0);
        Write("new.csv", 120, 60, 0);
        Write("moved.csv", 120, 60, 4);
        work.Run("train", "old.csv", "--columns", "long,wide", "-o", "old.som.npz", "-q").Done();
    }

    private void Write(string name, int first, int count, double moved)
    {
        var lines = new List<string> { "long,wide,site,kind" };
        for (int i = first; i < first + count; i++)
            lines.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(i % 2 * 5) + (i * 37 % 101 / 50.0) + moved},{i * 61 % 103 / 30.0},s{i % 20},{(i % 2 == 0 ? 'a' : 'b')}"
                )
            );
        File.WriteAllLines(work.At(name), lines);
    }
}
