using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Dbgsom.Clustering;
using Dbgsom.Rows;

namespace Dbgsom.Cli.Tests;

/// <summary>Clusters of the map and outlier scores: what the tool says is what the library says.</summary>
public sealed class RegionTests(Workspace work) : IClassFixture<Workspace>
{
    [Theory]
    [InlineData("ward")]
    [InlineData("k-means:4")]
    [InlineData("watershed:3")]
    public void Samples_get_the_cluster_of_their_neuron(string clusters)
    {
        var map = SomMap.Load(work.At("shapes.som.npz"));
        var table = Table(work.Run("predict", "shapes.som.npz", "shapes.npy", "--clusters", clusters).Output);
        int[] expected = ClusterRequest.Parse(clusters).Apply(map).Predict(SampleData.Shapes());
        Assert.Equal(["label", "neuron", "x", "y", "distance", "cluster"], table[0]);
        Assert.Equal(expected, table[1..].Select(row => int.Parse(row[5], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Samples_get_an_outlier_score()
    {
        var map = SomMap.Load(work.At("shapes.som.npz"));
        string output = work.Run(
            "predict",
            "shapes.som.npz",
            "shapes.npy",
            "--outliers",
            "--clusters",
            "ward",
            "--top",
            "2"
        ).Output;
        var table = Table(output);
        Assert.Equal(["label", "neuron", "x", "y", "distance", "outlier", "cluster", "neuron_2", "distance_2"], table[0]);
        Assert.Equal(
            map.OutlierScores(SampleData.Shapes()),
            table[1..].Select(row => double.Parse(row[5], CultureInfo.InvariantCulture))
        );
    }

    [Fact]
    public void Many_odd_rows_are_noted()
    {
        File.WriteAllLines(
            work.At("far.csv"),
            Enumerable.Range(0, 20).Select(i => $"{1000 + (i * 7 % 11)},{900 - (i * 5 % 13)}.5")
        );
        string note = "of 20 rows are outliers, more than a tenth";
        var far = work.Run("predict", "shapes.som.npz", "far.csv", "--outliers");
        Assert.Contains("20 " + note, far.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(note, work.Run("predict", "shapes.som.npz", "far.csv").Error, StringComparison.Ordinal);
        var usual = work.Run("predict", "shapes.som.npz", "shapes.npy", "--outliers");
        Assert.DoesNotContain("rows are outliers", usual.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ward, k-means, watershed", "--clusters", "dbscan")]
    [InlineData("whole number of at least 1", "--clusters", "ward:0")]
    [InlineData("whole number of at least 1", "--clusters", "ward:many")]
    [InlineData("--clusters is 9999; valid is 1 to the number of neurons that win samples", "--clusters", "ward:9999")]
    public void Wrong_clusters_are_refused_with_what_is_valid(string part, params string[] options) =>
        Assert.Contains(
            part,
            work.Run(["predict", "shapes.som.npz", "shapes.npy", .. options]).Refused(2),
            StringComparison.Ordinal
        );

    [Fact]
    public void Outliers_are_refused_where_the_model_is_older()
    {
        File.Copy(work.At("shapes.som.npz"), work.At("old.som.npz"), overwrite: true);
        using (var archive = ZipFile.Open(work.At("old.som.npz"), ZipArchiveMode.Update))
        {
            var entry = archive.GetEntry("model.json")!;
            JsonObject json;
            using (var stream = entry.Open())
                json = JsonNode.Parse(stream)!.AsObject();
            Assert.True(json.Remove("distances"));
            entry.Delete();
            using var writer = new StreamWriter(archive.CreateEntry("model.json", CompressionLevel.NoCompression).Open());
            writer.Write(json.ToJsonString());
        }
        var result = work.Run("predict", "old.som.npz", "shapes.npy", "--outliers");
        Assert.Contains("older than 1.2", result.Refused(2), StringComparison.Ordinal);
    }

    [Fact]
    public void Info_tells_clusters_and_what_matters()
    {
        var map = SomMap.Load(work.At("shapes.som.npz"));
        string text = work.Run("info", "shapes.som.npz").Output;
        Assert.Contains($"{map.Cluster().Count} by ward, of ", text, StringComparison.Ordinal);
        Assert.Contains("feature importance", text, StringComparison.Ordinal);
        var json = JsonNode.Parse(work.Run("info", "shapes.som.npz", "--json").Output)!;
        Assert.Equal(map.Cluster().Labels, json["cluster_of_neuron"]!.AsArray().Select(node => (int)node!));
        Assert.Equal(map.FeatureImportance, json["feature_importance"]!.AsArray().Select(node => (double)node!));
        Assert.Equal(
            map.Cluster().Describe().Select(cluster => cluster.Share),
            json["clusters"]!.AsArray().Select(node => (double)node!["share"]!)
        );
    }

    [Theory]
    [InlineData("cluster")]
    [InlineData("cluster:watershed")]
    [InlineData("cluster:k-means:3")]
    public void Figures_are_colored_by_cluster(string color)
    {
        Assert.Equal(0, work.Run("plot", "shapes.som.npz", "--kind", "map", "--color", color, "-o", "c.svg").ExitCode);
        Assert.Contains("cluster 1", File.ReadAllText(work.At("c.svg")), StringComparison.Ordinal);
        string wrong = work.Run("plot", "shapes.som.npz", "--kind", "map", "--color", color + ":x", "-o", "d.svg").Refused(2);
        Assert.Contains("'", wrong, StringComparison.Ordinal);
    }

    private static string[][] Table(string output) =>
        [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim().Split(','))];
}
