using System.Text.Json;
using Dbgsom.Groups;

namespace Dbgsom.Report.Tests;

/// <summary>Groups of samples in the data of the page.</summary>
public class GroupSectionTests
{
    [Fact]
    public void Groups_are_those_of_the_library()
    {
        var groups = SampleMap.Map.Groups(
            SampleMap.Samples,
            SampleMap.Labels,
            new GroupOptions { Permutations = 99 },
            cancellationToken: TestContext.Current.CancellationToken
        );
        var page = PageText.Of(SampleMap.Map, SampleMap.Samples, new ReportOptions { Groups = groups, GroupName = "shape" });
        var found = page.Data.GetProperty("groups");
        Assert.Equal("shape", found.GetProperty("name").GetString());
        Assert.Equal(0.01, found.GetProperty("p").GetDouble());
        Assert.Equal(groups.Clusters.Labels, found.GetProperty("tested").EnumerateArray().Select(one => one.GetInt32()));
        var list = found.GetProperty("list").EnumerateArray().ToArray();
        Assert.Equal(groups.Names, list.Select(group => group.GetProperty("name").GetString()));
        for (int group = 0; group < list.Length; group++)
        {
            Assert.Equal(groups.Mass(group), list[group].GetProperty("samples").GetDouble());
            Assert.Equal(
                SampleMap.Map.Neurons.Select(neuron => groups.Mass(group, neuron.Index)),
                list[group].GetProperty("mass").EnumerateArray().Select(one => one.GetDouble())
            );
            Assert.Equal(
                Enumerable
                    .Range(0, groups.Clusters.Count)
                    .Select(cluster => groups.InCluster(group, cluster))
                    .Select(one => one.AdjustedPValue <= 0.05 ? Math.Sign(one.Difference) : 0),
                list[group].GetProperty("differs").EnumerateArray().Select(one => one.GetInt32())
            );
        }
        Assert.Equal(
            list.Length,
            page.Data.GetProperty("map")
                .GetProperty("attributes")
                .EnumerateArray()
                .Count(one => one.GetProperty("id").GetString()!.StartsWith("group:", StringComparison.Ordinal))
        );
        Assert.False(PageText.Of(SampleMap.Map, SampleMap.Samples).Data.TryGetProperty("groups", out JsonElement _));
    }

    [Fact]
    public void Of_many_groups_the_greatest_are_shown()
    {
        string[] names = [.. Enumerable.Range(0, 2400).Select(row => $"g{Math.Sqrt(row):00}")];
        var groups = SampleMap.Map.Groups(
            SampleMap.Samples,
            names,
            new GroupOptions { Permutations = 0 },
            cancellationToken: TestContext.Current.CancellationToken
        );
        var found = PageText
            .Of(SampleMap.Map, SampleMap.Samples, new ReportOptions { Groups = groups })
            .Data.GetProperty("groups");
        Assert.Equal(20, found.GetProperty("list").GetArrayLength());
        Assert.Equal(groups.Names.Count - 20, found.GetProperty("more").GetInt32());
        Assert.Equal(JsonValueKind.Null, found.GetProperty("p").ValueKind);
    }

    [Fact]
    public void Groups_on_another_map_are_refused()
    {
        var other = new SomVq(new SomOptions { TargetNeurons = 9 }).Fit(SampleMap.Samples);
        var groups = other.Groups(
            SampleMap.Samples,
            SampleMap.Labels,
            new GroupOptions { Permutations = 0 },
            cancellationToken: TestContext.Current.CancellationToken
        );
        Assert.StartsWith(
            "the groups belong to a map with 9 neurons, but this map has 30",
            Assert
                .Throws<ArgumentException>(() =>
                    PageText.Of(SampleMap.Map, SampleMap.Samples, new ReportOptions { Groups = groups })
                )
                .Message,
            StringComparison.Ordinal
        );
    }
}
