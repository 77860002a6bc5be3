using System.Globalization;
using Dbgsom.Naming;
using Xunit;

namespace Dbgsom.Plots.Tests;

/// <summary>Stars, borders of clusters, ticks, and colors that follow samples.</summary>
public class StarFigureTests : WithFont
{
    [Fact]
    public void A_star_has_a_wedge_for_each_feature_above_its_least_value()
    {
        var map = Maps.Four;
        var weights = map.WeightsInDataUnits;
        var figure = map.PlotStars();
        var svg = new Svg(figure);
        int wedges = 0;
        for (int f = 0; f < 2; f++)
        {
            double[] values = [.. Enumerable.Range(0, 4).Select(neuron => weights[neuron, f])];
            wedges += values.Where((value, neuron) => value > values.Min() && !map.Neurons[neuron].IsDead).Count();
        }
        Assert.Equal(
            wedges,
            Count(svg.Source, "<path") - Count(new Svg(map.PlotStars(["x"])).Source, "<path") + WedgesOf(map, 0)
        );
        Assert.Contains("x", svg.Texts);
        Assert.Contains("y", svg.Texts);
        Assert.Contains("a wedge is longest at the maximum of its feature", figure.Subtitle);
    }

    [Fact]
    public void Of_many_features_the_stars_show_twelve_and_say_so()
    {
        var data = DataMatrix.From([
            .. Enumerable.Range(0, 120).Select(i => Enumerable.Range(0, 15).Select(f => (double)(i * (f + 3) % 41)).ToArray()),
        ]);
        var map = new SomVq(new SomOptions { TargetNeurons = 9 }).Fit(data);
        Assert.Contains("12 of 15 features, the most important ones", map.PlotStars().Subtitle);
        Assert.Contains("2 of 15 features ·", map.PlotStars(["0", "14"]).Subtitle);
        Assert.Contains(
            "13 features do not fit in a star; name 1 to 12",
            Assert
                .Throws<ArgumentException>(() =>
                    map.PlotStars([.. Enumerable.Range(0, 13).Select(f => f.ToString(CultureInfo.InvariantCulture))])
                )
                .Message
        );
    }

    [Fact]
    public void Component_planes_have_the_borders_of_clusters()
    {
        var map = Maps.Shapes;
        int[] clusters = [.. map.Cluster().Labels];
        int borders = map.Edges.Count(edge => clusters[edge.A] != clusters[edge.B]);
        Assert.True(borders > 0);
        var figure = map.PlotComponents(["x"]);
        Assert.Equal(borders, new Svg(figure).LinesOfWidth(1.3));
        Assert.Contains($"lines: borders of {map.Cluster().Count} clusters", figure.Subtitle);
    }

    [Fact]
    public void The_network_is_colored_by_cluster_unless_told_otherwise()
    {
        Assert.Contains("colored by the cluster (ward) of their neuron", Maps.Shapes.PlotNetwork(Maps.ShapesData).Subtitle);
        Assert.Equal(
            new Svg(Maps.Shapes.PlotNetwork(Maps.ShapesData, NeuronAttribute.Cluster)).Source,
            new Svg(Maps.Shapes.PlotNetwork(Maps.ShapesData)).Source
        );
    }

    [Fact]
    public void A_column_of_numbers_gives_each_neuron_the_mean_of_its_samples()
    {
        var (map, data) = (Maps.Shapes, Maps.ShapesData);
        string?[] texts =
        [
            .. Enumerable
                .Range(0, data.RowCount)
                .Select(i => i % 7 == 0 ? null : (i * 0.5).ToString(CultureInfo.InvariantCulture)),
        ];
        var attribute = NeuronAttribute.OfSamples("half", data, texts);
        Assert.False(attribute.IsCategorical);
        int[] winners = map.Predict(data);
        var values = attribute.Values(map);
        for (int neuron = 0; neuron < values.Count; neuron++)
        {
            double[] own =
            [
                .. winners
                    .Index()
                    .Where(one => one.Item == neuron && texts[one.Index] is not null)
                    .Select(one => one.Index * 0.5),
            ];
            Assert.Equal(own.Length == 0 ? double.NaN : own.Average(), values[neuron], 1e-9);
        }
        Assert.Contains("half", new Svg(map.Plot(attribute)).Texts);
    }

    [Fact]
    public void A_column_of_names_gives_each_neuron_the_most_frequent()
    {
        var (map, data) = (Maps.Shapes, Maps.ShapesData);
        string?[] texts =
        [
            .. Enumerable
                .Range(0, data.RowCount)
                .Select(i =>
                    i % 5 == 0 ? ""
                    : i % 3 == 0 ? "third"
                    : "other"
                ),
        ];
        var attribute = NeuronAttribute.OfSamples("kind", data, texts);
        Assert.True(attribute.IsCategorical);
        int[] winners = map.Predict(data);
        var values = attribute.Values(map);
        foreach (var group in winners.Index().Where(one => texts[one.Index] != "").GroupBy(one => one.Item))
        {
            int third = group.Count(one => texts[one.Index] == "third");
            // "other" comes before "third", also of equal ones.
            Assert.Equal(2 * third > group.Count() ? 1 : 0, values[group.Key]);
        }
        var figure = map.Plot(attribute);
        Assert.Contains("color: the most frequent kind of the samples", figure.Subtitle);
        var svg = new Svg(figure);
        Assert.Contains("other", svg.Texts);
        Assert.Contains("third", svg.Texts);
        Assert.Throws<ArgumentException>(() => NeuronAttribute.OfSamples("kind", data, texts[1..]));
        Assert.Throws<ArgumentException>(() => NeuronAttribute.OfSamples("kind", data, new string?[data.RowCount]));
    }

    private static int WedgesOf(SomMap map, int feature)
    {
        double[] values = [.. map.Neurons.Select(neuron => map.WeightsInDataUnits[neuron.Index, feature])];
        // One feature is drawn as a disc, which is a path as well.
        return values.Where((value, neuron) => value > values.Min() && !map.Neurons[neuron].IsDead).Count();
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
