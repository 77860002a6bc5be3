using System.Text.Json;
using Dbgsom.Clustering;

namespace Dbgsom.Report.Tests;

/// <summary>The numbers of clusters a page offers, the one it begins with, colors by columns, and labels that are names.</summary>
public sealed class ClusterChoiceTests
{
    [Fact]
    public void Every_number_offered_is_what_the_map_gives_for_it()
    {
        var options = new ReportOptions { Labels = SampleMap.Labels, LabelName = "shape" };
        var regions = PageText.Of(SampleMap.Map, SampleMap.Samples, options).Data.GetProperty("regions");
        foreach (var (index, method) in ClusterMethod.All.Index())
        {
            var region = regions[index];
            Assert.Equal(SampleMap.Map.Cluster(method).Count, region.GetProperty("chosen").GetInt32());
            var choices = region.GetProperty("choices").EnumerateArray().ToList();
            Assert.True(choices.Count >= 5);
            foreach (var choice in choices)
            {
                var clusters = SampleMap.Map.Cluster(method, choice.GetProperty("count").GetInt32());
                Assert.Equal(clusters.Labels, choice.GetProperty("labels").EnumerateArray().Select(label => label.GetInt32()));
                var agreement = clusters.Compare(SampleMap.Samples, SampleMap.Labels);
                Assert.Equal(agreement.AdjustedRandIndex, choice.GetProperty("agreement")[0].GetDouble(), 1e-5);
                Assert.Equal(agreement.NormalizedMutualInformation, choice.GetProperty("agreement")[1].GetDouble(), 1e-5);
            }
        }
    }

    [Fact]
    public void The_page_begins_with_the_clusters_asked_for()
    {
        var options = new ReportOptions { Clusters = new ClusterRequest(ClusterMethod.KMeans, 3) };
        var data = PageText.Of(SampleMap.Map, null, options).Data;
        Assert.Equal(1, data.GetProperty("method").GetInt32());
        Assert.Equal(3, data.GetProperty("regions")[1].GetProperty("clusters").GetArrayLength());
        Assert.Equal(SampleMap.Map.Cluster().Count, data.GetProperty("regions")[0].GetProperty("clusters").GetArrayLength());
        var many = new ReportOptions { Clusters = new ClusterRequest(ClusterMethod.Ward, 999) };
        Assert.Contains(
            "999 clusters are requested; valid is 1 to",
            Assert.Throws<ArgumentException>(() => PageText.Of(SampleMap.Map, null, many)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Labels_that_name_rows_have_no_agreement()
    {
        string[] names = [.. Enumerable.Range(0, 2400).Select(i => $"n{i}")];
        var data = PageText.Of(SampleMap.Map, SampleMap.Samples, new ReportOptions { Labels = names }).Data;
        Assert.True(data.GetProperty("labelsAreNames").GetBoolean());
        Assert.All(
            data.GetProperty("regions").EnumerateArray(),
            region => Assert.False(region.TryGetProperty("agreement", out _))
        );
    }

    [Theory]
    [InlineData("size", "column:0")]
    [InlineData("umatrix", "umatrix")]
    [InlineData("purity", "purity")]
    public void The_first_color_is_the_one_asked_for(string color, string id)
    {
        var options = new ReportOptions
        {
            Labels = SampleMap.Labels,
            Columns = [new SampleColumn("size", [.. Enumerable.Range(0, 2400).Select(i => $"{i}")])],
            Color = color,
        };
        var data = PageText.Of(SampleMap.Map, SampleMap.Samples, options).Data;
        Assert.Equal(id, data.GetProperty("map").GetProperty("color").GetString());
    }

    [Fact]
    public void A_color_that_is_none_is_refused_with_those_there_are() =>
        Assert.Contains(
            "neurons cannot be colored by 'hue'; valid is the name of a feature, of a column given, or one of cluster, hits, umatrix",
            Assert
                .Throws<ArgumentException>(() =>
                    PageText.Of(SampleMap.Map, SampleMap.Samples, new ReportOptions { Color = "hue" })
                )
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Every_color_of_the_page_has_its_name()
    {
        var data = PageText.Of(SampleMap.Map, SampleMap.Samples).Data;
        string[] ids =
        [
            .. data.GetProperty("map")
                .GetProperty("attributes")
                .EnumerateArray()
                .Select(one => one.GetProperty("id").GetString()!),
        ];
        Assert.Equal(ids.Concat(["cluster", "class", "purity"]).Order(), ReportOptions.ColorNames.Order());
    }
}
