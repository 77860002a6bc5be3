using System.Text.Json;
using Dbgsom.Clustering;
using Dbgsom.Measures;

namespace Dbgsom.Report.Tests;

/// <summary>The data in the page says what the library says.</summary>
public sealed class PageDataTests
{
    private static readonly Lazy<PageText> Page = new(() =>
        PageText.Of(SampleMap.Map, SampleMap.Samples, new ReportOptions { Labels = SampleMap.Labels, LabelName = "shape" })
    );

    private static JsonElement Data => Page.Value.Data;

    private static BestMatch[] Winners { get; } = [.. SampleMap.Map.FindBestMatches(SampleMap.Samples, 1)];

    [Fact]
    public void Neurons_are_where_they_are_on_the_grid()
    {
        var map = Data.GetProperty("map");
        Assert.Equal(SampleMap.Map.Neurons.Select(neuron => (double)neuron.Position.X), Numbers(map.GetProperty("x")));
        Assert.Equal(SampleMap.Map.Neurons.Select(neuron => (double)neuron.Position.Y), Numbers(map.GetProperty("y")));
        Assert.Equal(SampleMap.Map.Edges.SelectMany(edge => new double[] { edge.A, edge.B }), Numbers(map.GetProperty("edges")));
        Near(SampleMap.Map.UMatrix().EdgeHeights, map.GetProperty("edgeHeights"));
    }

    [Theory]
    [InlineData("hits")]
    [InlineData("umatrix")]
    [InlineData("error")]
    [InlineData("distance")]
    [InlineData("density")]
    [InlineData("epoch")]
    public void Attributes_have_the_values_of_the_neurons(string id)
    {
        var map = SampleMap.Map;
        IEnumerable<double> expected = id switch
        {
            "hits" => map.Neurons.Select(neuron => (double)Winners.Count(match => match.Neuron == neuron.Index)),
            "umatrix" => map.UMatrix().NeuronHeights,
            "error" => map.Neurons.Select(neuron => neuron.Error),
            "distance" => map.Neurons.Select(neuron =>
                Winners
                    .Where(match => match.Neuron == neuron.Index)
                    .Select(match => match.Distance)
                    .DefaultIfEmpty(double.NaN)
                    .Average()
            ),
            "density" => map.Neurons.Select(neuron => neuron.Density),
            _ => map.Neurons.Select(neuron => (double)neuron.EpochCreated),
        };
        var attribute = Assert.Single(
            Data.GetProperty("map").GetProperty("attributes").EnumerateArray(),
            attribute => attribute.GetProperty("id").GetString() == id
        );
        Near(expected, attribute.GetProperty("values"));
    }

    [Fact]
    public void Samples_have_their_values_winners_and_labels()
    {
        var samples = Data.GetProperty("samples");
        Assert.Equal(2400, samples.GetProperty("count").GetInt32());
        Assert.Equal(Enumerable.Range(0, 2400).Select(row => (double)row), Numbers(samples.GetProperty("row")));
        Assert.Equal(Winners.Select(match => (double)match.Neuron), Numbers(samples.GetProperty("neuron")));
        Near(Winners.Select(match => match.Distance), samples.GetProperty("distance"));
        double[] scores = SampleMap.Map.OutlierScores(SampleMap.Samples);
        Near(scores, samples.GetProperty("score"));
        Assert.Equal(scores.Count(score => score > SomMap.OutlierThreshold), samples.GetProperty("odd").GetInt32());
        Assert.Equal("shape", samples.GetProperty("labelName").GetString());
        Assert.Equal(SampleMap.Labels, samples.GetProperty("label").EnumerateArray().Select(label => label.GetString()));
        int i = 0;
        foreach (var row in samples.GetProperty("values").EnumerateArray())
        {
            Assert.Equal([SampleMap.Samples[i, 0], SampleMap.Samples[i, 1]], Numbers(row));
            i++;
        }
        // Two features need no principal components.
        Assert.False(samples.TryGetProperty("components", out _));
    }

    [Fact]
    public void Samples_have_their_names_one_each()
    {
        string[] names = [.. Enumerable.Range(0, 2400).Select(row => $"s{row} </script>")];
        var options = new ReportOptions
        {
            Ids = names,
            IdName = "who",
            MaxSamples = 100,
        };
        var page = PageText.Of(SampleMap.Map, SampleMap.Samples, options);
        var samples = page.Data.GetProperty("samples");
        Assert.Equal("who", samples.GetProperty("idName").GetString());
        Assert.Equal(
            Numbers(samples.GetProperty("row")).Select(row => names[(int)row]),
            samples.GetProperty("id").EnumerateArray().Select(id => id.GetString())
        );
        Assert.DoesNotContain("</script>", page.Json, StringComparison.Ordinal);
        Assert.False(Data.GetProperty("samples").TryGetProperty("id", out _));
    }

    [Fact]
    public void Samples_have_the_texts_of_other_columns()
    {
        string[] texts = [.. Enumerable.Range(0, 2400).Select(row => $"<b>{row}</script>")];
        var options = new ReportOptions
        {
            Columns = [new("note", texts), new("place", texts[..^1].Prepend("").ToArray())],
            MaxSamples = 100,
        };
        var page = PageText.Of(SampleMap.Map, SampleMap.Samples, options);
        var samples = page.Data.GetProperty("samples");
        foreach (var (column, at) in options.Columns.Zip(samples.GetProperty("columns").EnumerateArray()))
        {
            Assert.Equal(column.Name, at.GetProperty("name").GetString());
            Assert.Equal(
                Numbers(samples.GetProperty("row")).Select(row => column.Texts[(int)row]),
                at.GetProperty("texts").EnumerateArray().Select(text => text.GetString())
            );
        }
        Assert.DoesNotContain("</script>", page.Json, StringComparison.Ordinal);
        Assert.False(Data.GetProperty("samples").TryGetProperty("columns", out _));
    }

    [Fact]
    public void Classes_are_counted_neuron_by_neuron()
    {
        var classes = Data.GetProperty("classes");
        string[] names = [.. classes.GetProperty("names").EnumerateArray().Select(name => name.GetString()!)];
        Assert.Equal(SampleMap.Labels.Distinct().Order(StringComparer.Ordinal), names);
        int neuron = 0;
        foreach (var counts in classes.GetProperty("counts").EnumerateArray())
        {
            Assert.Equal(
                names.Select(name =>
                    (double)Winners.Where((match, row) => match.Neuron == neuron && SampleMap.Labels[row] == name).Count()
                ),
                Numbers(counts)
            );
            neuron++;
        }
        Assert.Equal(SampleMap.Map.Neurons.Count, neuron);
    }

    [Fact]
    public void Features_have_their_planes_and_importance()
    {
        var features = Data.GetProperty("features");
        var weights = SampleMap.Map.WeightsInDataUnits;
        Near(SampleMap.Map.FeatureImportance, features.GetProperty("importance"));
        for (int f = 0; f < 2; f++)
            Near(SampleMap.Map.Neurons.Select(neuron => weights[neuron.Index, f]), features.GetProperty("weights")[f]);
    }

    [Fact]
    public void Regions_are_those_of_the_library()
    {
        var regions = Data.GetProperty("regions");
        Assert.Equal(ClusterMethod.All.Count, regions.GetArrayLength());
        foreach (var (index, method) in ClusterMethod.All.Index())
        {
            var clusters = SampleMap.Map.Cluster(method);
            Assert.Equal(method.Name, regions[index].GetProperty("method").GetString());
            Assert.Equal(clusters.Labels.Select(label => (double)label), Numbers(regions[index].GetProperty("labels")));
        }
    }

    [Fact]
    public void Quality_is_that_of_the_samples()
    {
        var measures = Data.GetProperty("quality")
            .GetProperty("measures")
            .EnumerateArray()
            .ToDictionary(
                measure => measure.GetProperty("name").GetString()!,
                measure => measure.GetProperty("value").GetDouble()
            );
        Near(SampleMap.Map.QuantizationError(SampleMap.Samples), measures["Quantization error"]);
        Near(SampleMap.Map.TopographicError(SampleMap.Samples).EightNeighbor, measures["Topographic error"]);
        Near(SampleMap.Map.TopographicProduct, measures["Topographic product"]);
        Assert.Equal(SampleMap.Map.Training.History.Count, Data.GetProperty("training").GetProperty("epoch").GetArrayLength());
    }

    [Fact]
    public void Columns_are_those_of_the_plan_that_the_map_keeps()
    {
        const string Plan = """
            {"format": "dbgsom-table-plan 1", "columns": [
              {"name": "<b>", "role": "number", "use": "number", "reason": "numbers", "missing": 3, "values": [], "minimum": 0.25, "maximum": 1e9},
              {"name": "kind", "role": "category", "use": "drop", "reason": "chosen", "missing": 0, "values": ["a", "b"], "minimum": null}
            ]}
            """;
        var page = PageText.Of(SampleMap.Map.WithTablePlan(Plan));
        Assert.DoesNotContain("<b>", page.Json, StringComparison.Ordinal);
        var columns = page.Data.GetProperty("columns");
        Assert.Equal(2, columns.GetProperty("count").GetInt32());
        string[] lines =
        [
            .. columns
                .GetProperty("list")
                .EnumerateArray()
                .Select(column => string.Join("; ", column.EnumerateObject().Select(field => field.Value.ToString()))),
        ];
        Assert.Equal(
            ["<b>; number; number; numbers; 3; []; 0.25; 1E+09", "kind; category; drop; chosen; 0; [\"a\",\"b\"]"],
            lines
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not JSON")]
    [InlineData("[1]")]
    [InlineData("{\"format\": \"another 2\", \"columns\": []}")]
    public void Without_a_plan_of_ours_there_are_no_columns(string? plan) =>
        Assert.False(PageText.Of(SampleMap.Map.WithTablePlan(plan)).Data.TryGetProperty("columns", out _));

    [Fact]
    public void A_map_alone_has_no_part_that_needs_samples()
    {
        var data = PageText.Of(SampleMap.Map).Data;
        Assert.False(data.TryGetProperty("samples", out _));
        Assert.False(data.TryGetProperty("classes", out _));
        Assert.False(data.GetProperty("features").TryGetProperty("means", out _));
        Assert.False(data.GetProperty("quality").TryGetProperty("topographicFunction", out _));
        Assert.Equal("A self-organizing map", data.GetProperty("title").GetString());
    }

    private static double[] Numbers(JsonElement array) =>
        [.. array.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble())];

    /// <summary>Six digits are right.</summary>
    private static void Near(IEnumerable<double> expected, JsonElement actual)
    {
        double[] numbers = Numbers(actual);
        double[] wanted = [.. expected];
        Assert.Equal(wanted.Length, numbers.Length);
        foreach (var (a, b) in wanted.Zip(numbers))
            Near(a, b);
    }

    private static void Near(double expected, double actual)
    {
        if (double.IsNaN(expected))
            Assert.True(double.IsNaN(actual));
        else
            Assert.Equal(expected, actual, 1e-5 * Math.Abs(expected));
    }
}
