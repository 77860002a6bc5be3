namespace Dbgsom.Cli.Tests;

/// <summary>Many maps of the same data, by the tool.</summary>
public sealed class EnsembleTests(Workspace work) : IClassFixture<Workspace>
{
    [Fact]
    public void Clusters_and_their_stability_are_written()
    {
        string[] args =
        [
            "ensemble",
            "flowers.csv",
            "--columns",
            "long,wide",
            "--maps",
            "7",
            "--clusters",
            "ward:3",
            "--id-column",
            "name",
        ];
        var result = work.Run([.. args, "-o", "shown.som.npz", "--rows", "rows.csv"]);
        result.Done();
        Assert.Contains("neighbors on one map are neighbors on another", result.Output, StringComparison.Ordinal);
        string[][] rows = [.. File.ReadAllLines(work.At("rows.csv")).Select(line => line.Split(','))];
        Assert.Equal(["id", "row", "cluster", "stability"], rows[0]);
        Assert.Equal(121, rows.Length);
        Assert.Equal("r5", rows[6][0]);
        Assert.All(rows[1..], row => Assert.Contains(row[2], new[] { "0", "1", "2" }));
        Assert.Equal(2, SomMap.Load(work.At("shown.som.npz")).FeatureCount);
        // The same on one thread, byte for byte.
        work.Run([.. args, "-o", "one.som.npz", "--rows", "one.csv", "--threads", "1", "-q"]).Done();
        Assert.Equal(File.ReadAllBytes(work.At("rows.csv")), File.ReadAllBytes(work.At("one.csv")));
        Assert.Equal(File.ReadAllBytes(work.At("shown.som.npz")), File.ReadAllBytes(work.At("one.som.npz")));
        Assert.Contains("\"clusters\": 3", work.Run([.. args, "--bootstrap", "--json", "-q"]).Output, StringComparison.Ordinal);
        Assert.Contains("from 2 to", work.Run("ensemble", "flowers.csv", "--maps", "1").Refused(2), StringComparison.Ordinal);
        Assert.Contains(
            "would replace an input file",
            work.Run("ensemble", "flowers.csv", "--rows", "flowers.csv").Refused(2),
            StringComparison.Ordinal
        );
    }
}
