using Dbgsom.Measures;
using Dbgsom.Naming;
using Dbgsom.Training;
using Dbgsom.Training.Growth;
using Xunit;

namespace Dbgsom.Plots.Tests;

public class NeuronAttributeTests
{
    [Fact]
    public void Values_are_those_of_the_neurons()
    {
        var map = Maps.Shapes;
        Assert.Equal(map.Neurons.Select(n => n.Error), NeuronAttribute.Error.Values(map));
        Assert.Equal(map.Neurons.Select(n => (double)n.HitCount), NeuronAttribute.Hits.Values(map));
        Assert.Equal(map.Neurons.Select(n => n.Density), NeuronAttribute.Density.Values(map));
        Assert.Equal(map.Neurons.Select(n => n.AverageDistance), NeuronAttribute.UMatrix.Values(map));
        Assert.Equal(map.Neurons.Select(n => (double)n.EpochCreated), NeuronAttribute.Epoch.Values(map));
        Assert.Equal(map.Neurons.Select(n => (double)n.Label), NeuronAttribute.Label.Values(map));
        Assert.All(NeuronAttribute.None.Values(map), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Class_and_confidence_are_those_of_the_neurons_and_nothing_for_dead_ones()
    {
        var map = Maps.ManyClasses;
        Assert.Contains(map.Neurons, neuron => neuron.IsDead);
        Assert.Equal(map.Neurons.Select(n => (double?)n.Class ?? double.NaN), NeuronAttribute.Class.Values(map));
        Assert.Equal(map.Neurons.Select(n => n.Confidence ?? double.NaN), NeuronAttribute.Confidence.Values(map));
    }

    [Theory]
    [InlineData("class")]
    [InlineData("confidence")]
    public void What_only_classes_have_is_refused_without_them(string name)
    {
        var attribute = NeuronAttribute.Parse(name);
        string expected = $"no attribute '{name}': it was trained without labels";
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => Maps.Four.Plot(attribute)).Message);
        Assert.Contains(
            expected,
            Assert.Throws<ArgumentException>(() => Maps.Four.PlotNetwork(Maps.ShapesData, attribute)).Message
        );
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => Maps.Hierarchy.PlotTree(attribute)).Message);
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => Maps.Hierarchy.PlotNested(attribute)).Message);
    }

    [Fact]
    public void The_error_of_a_map_that_grows_by_entropy_is_called_so()
    {
        var options = new SomOptions { Lambda = 0.6, GrowthCriterion = GrowthCriterion.Entropy };
        var map = new SomClassifier(options).Fit(Maps.WideData, [.. Enumerable.Range(0, 300).Select(i => i % 2)]).Map;
        var figure = map.Plot(NeuronAttribute.Error);
        Assert.Equal("Map by error (entropy of the classes in bits)", figure.Title);
        Assert.DoesNotContain("sum of distances", System.Text.Encoding.UTF8.GetString(figure.ToSvg()));
    }

    [Fact]
    public void A_passive_feature_has_a_plane_and_no_axis()
    {
        var options = SomOptions.Default with { FeatureWeights = Space.FeatureWeights.Parse("x=0"), TargetNeurons = 20 };
        var map = new SomVq(options).Fit(Maps.ShapesData);
        Assert.Equal(map.PassiveFeatures[0].Values, NeuronAttribute.Parse("feature:x").Values(map));
        Assert.Contains("x (not trained on)", new Svg(map.PlotComponents()).Texts);
        Assert.Contains(
            "'x' has the weight 0",
            Assert.Throws<ArgumentException>(() => map.PlotNetwork(Maps.ShapesData, features: ["x", "y"])).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_feature_is_in_the_units_of_the_user()
    {
        var map = Maps.Shapes;
        var weights = map.WeightsInDataUnits;
        var expected = Enumerable.Range(0, map.Neurons.Count).Select(neuron => weights[neuron, 1]);
        Assert.Equal(expected, NeuronAttribute.Parse("feature:y").Values(map));
        Assert.Equal(expected, NeuronAttribute.Parse("Feature:1").Values(map));
        Assert.NotEqual(map.Weights[0, 1], weights[0, 1]);
    }

    [Fact]
    public void Names_parse_back_and_are_all_different()
    {
        foreach (var attribute in NeuronAttribute.All)
            Assert.Same(attribute, NeuronAttribute.Parse(attribute.Name.ToUpperInvariant()));
        Assert.Equal(NeuronAttribute.All.Count, NeuronAttribute.All.Select(attribute => attribute.Name).Distinct().Count());
    }

    [Theory]
    [InlineData("eror")]
    [InlineData("feature:")]
    [InlineData("")]
    public void Other_names_are_refused_with_those_that_exist(string name) =>
        Assert.Contains(
            "none, error, hits, density, umatrix, epoch, label, class, confidence, cluster, feature:NAME, cluster:METHOD[:COUNT]",
            Assert.Throws<ArgumentException>(() => NeuronAttribute.Parse(name)).Message
        );

    [Theory]
    [InlineData("z")]
    [InlineData("2")]
    [InlineData("-1")]
    public void A_feature_the_map_lacks_is_refused(string feature) =>
        Assert.Contains(
            "index from 0 to 1",
            Assert.Throws<ArgumentException>(() => NeuronAttribute.Feature(feature).Values(Maps.Shapes)).Message
        );
}
