using System.Text.Json;
using System.Text.Json.Nodes;
using Dbgsom.Clustering;
using Dbgsom.Rows;

namespace Dbgsom.Cli.Tests;

/// <summary>Clusters, columns and names that measure, report and plot are asked for.</summary>
public sealed class ClusterOptionTests(Workspace work) : IClassFixture<Workspace>
{
    [Theory]
    [InlineData("ward", "--clusters")]
    [InlineData("k-means:4", "--clusters", "k-means:4")]
    [InlineData("ward:5", "--clusters", "5")]
    public void Clusters_are_measured(string request, params string[] options)
    {
        var clusters = ClusterRequest.Parse(request).Apply(SomMap.Load(work.At("shapes.som.npz")));
        string[] labels = [.. SampleData.ShapeLabels().Select(label => $"{label}")];
        File.WriteAllLines(work.At("kinds.csv"), labels.Prepend("kind"));
        var json = Json(["--labels", "kinds.csv", .. options]);
        var quality = clusters.Measure(SampleData.Shapes())!.Value;
        var agreement = clusters.Compare(SampleData.Shapes(), labels);
        var found = json["clusters"]!;
        Assert.Equal(clusters.Count, (int)found["count"]!);
        Assert.Equal(quality.Silhouette, (double)found["silhouette"]!);
        Assert.Equal(quality.DaviesBouldin, (double)found["davies_bouldin"]!);
        Assert.Equal(agreement.AdjustedRandIndex, (double)found["ari"]!);
        Assert.Equal(agreement.NormalizedMutualInformation, (double)found["nmi"]!);
        // The agreement of neurons keeps its names.
        Assert.NotEqual(agreement.Purity, (double)json["purity"]!);
        string text = work.Run(["measure", "shapes.som.npz", "shapes.npy", .. options]).Done();
        Assert.Contains($"{clusters.Count} by {clusters.Method}", text, StringComparison.Ordinal);
        Assert.Contains("silhouette of clusters", text, StringComparison.Ordinal);
        Assert.DoesNotContain("purity of clusters", text, StringComparison.Ordinal);
        Assert.False(Json([]).ContainsKey("clusters"));
    }

    [Fact]
    public void More_clusters_than_neurons_are_refused() =>
        Assert.Contains(
            "--clusters is 999; valid is 1 to the number of neurons that win samples",
            work.Run("measure", "shapes.som.npz", "shapes.npy", "--clusters", "ward:999").Refused(2),
            StringComparison.Ordinal
        );

    [Fact]
    public void Labels_that_name_rows_have_no_agreement_and_a_note_says_why()
    {
        File.WriteAllLines(work.At("names.csv"), Enumerable.Range(0, 2400).Select(i => $"n{i}").Prepend("name"));
        var result = work.Run("measure", "shapes.som.npz", "shapes.npy", "--labels", "names.csv", "--clusters");
        Assert.DoesNotContain("purity", result.Done(), StringComparison.Ordinal);
        Assert.Contains("labels are nearly unique", result.Error, StringComparison.Ordinal);
        var json = Json(["--labels", "names.csv", "--clusters"]);
        Assert.True(json.ContainsKey("nmi"));
        Assert.Null(json["nmi"]);
        Assert.Null(json["clusters"]!["ari"]);
    }

    [Theory]
    [InlineData("--clusters", "3")]
    [InlineData("--regions", "3")]
    [InlineData("--clusters", "ward:3")]
    public void The_report_begins_with_the_clusters_asked_for(string option, string value)
    {
        work.Run("report", "shapes.som.npz", "shapes.npy", option, value, "-o", "c.html").Done();
        var page = Page("c.html");
        Assert.Equal(3, page.GetProperty("regions")[0].GetProperty("clusters").GetArrayLength());
        Assert.Equal(0, page.GetProperty("method").GetInt32());
    }

    [Fact]
    public void The_report_takes_names_and_a_color_from_any_column()
    {
        work.Run("train", "flowers.csv", "--columns", "long,wide", "-o", "flowers.som.npz").Done();
        work.Run("report", "flowers.som.npz", "flowers.csv", "--id-column", "name", "--color", "kind", "-o", "f.html").Done();
        var page = Page("f.html");
        Assert.Equal("name", page.GetProperty("samples").GetProperty("idName").GetString());
        Assert.Equal("r7", page.GetProperty("samples").GetProperty("id")[7].GetString());
        Assert.Equal("column:0", page.GetProperty("map").GetProperty("color").GetString());
        work.Run("report", "flowers.som.npz", "flowers.csv", "--color", "wide", "-o", "f.html").Done();
        Assert.Equal("feature=wide", Page("f.html").GetProperty("map").GetProperty("color").GetString());
        Assert.Contains(
            "'hue'",
            work.Run("report", "flowers.som.npz", "flowers.csv", "--color", "hue", "-o", "g.html").Refused(1),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "give DATA after MODEL",
            work.Run("report", "flowers.som.npz", "--id-column", "name", "-o", "g.html").Refused(2),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Figures_are_colored_by_labels_and_by_any_column_without_classes()
    {
        work.Run("train", "flowers.csv", "--columns", "long,wide", "-o", "plain.som.npz").Done();
        work.Run("plot", "plain.som.npz", "flowers.csv", "--kind", "map", "--label-column", "kind", "-o", "l.svg").Done();
        Assert.Contains("kind2", File.ReadAllText(work.At("l.svg")), StringComparison.Ordinal);
        work.Run(
                "plot",
                "plain.som.npz",
                "flowers.csv",
                "--kind",
                "map",
                "--label-column",
                "kind",
                "--color",
                "class",
                "-o",
                "m.svg"
            )
            .Done();
        Assert.Equal(File.ReadAllText(work.At("l.svg")), File.ReadAllText(work.At("m.svg")));
        work.Run("plot", "plain.som.npz", "flowers.csv", "--kind", "map", "--color", "high", "-o", "h.svg").Done();
        Assert.Contains("Map by high", File.ReadAllText(work.At("h.svg")), StringComparison.Ordinal);
        work.Run("plot", "plain.som.npz", "--kind", "map", "--color", "wide", "-o", "w.svg").Done();
        Assert.Contains(
            "with DATA a column of it",
            work.Run("plot", "plain.som.npz", "--kind", "map", "--color", "high", "-o", "x.svg").Refused(2),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "'hue'",
            work.Run("plot", "plain.som.npz", "flowers.csv", "--kind", "map", "--color", "hue", "-o", "x.svg").Error,
            StringComparison.Ordinal
        );
        work.Run("plot", "plain.som.npz", "--kind", "star", "-o", "s.svg").Done();
    }

    private JsonObject Json(string[] options) =>
        JsonNode.Parse(work.Run(["measure", "shapes.som.npz", "shapes.npy", "--json", .. options]).Done())!.AsObject();

    private JsonElement Page(string page)
    {
        string text = File.ReadAllText(work.At(page));
        int start = text.IndexOf("id=\"data\">", StringComparison.Ordinal) + 10;
        return JsonDocument.Parse(text[start..text.IndexOf("</script>", start, StringComparison.Ordinal)]).RootElement;
    }
}
