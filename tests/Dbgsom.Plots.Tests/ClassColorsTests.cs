using Dbgsom.Passes;
using Xunit;

namespace Dbgsom.Plots.Tests;

public class ClassColorsTests : WithFont
{
    [Fact]
    public void Few_classes_have_a_color_and_a_legend_entry_each()
    {
        var categories = Categories.OfClasses(Maps.Classified);
        Assert.Equal([0, 1, 2], categories.ColorOf);
        Assert.Equal([(0, "a kind"), (1, "b kind"), (2, "c kind")], categories.Legend);
        var texts = new Svg(Maps.Classified.Plot(NeuronAttribute.Class)).Texts;
        Assert.Superset(new HashSet<string> { "a kind", "b kind", "c kind" }, texts.ToHashSet());
    }

    [Fact]
    public void Of_many_classes_the_most_frequent_have_a_color_and_the_others_are_gray()
    {
        var map = Maps.ManyClasses;
        Assert.Equal(20, map.Classes!.Count);
        var categories = Categories.OfClasses(map);
        int own = LabelColors.All.Count - 1;
        int[] gray = [.. Enumerable.Range(0, 20).Where(category => categories.ColorOf[category] == LabelColors.Gray)];
        Assert.Equal(20 - own, gray.Length);
        Assert.Equal(own + 1, categories.ColorOf.Distinct().Count());
        double[] masses = ClassMasses.Of(map);
        double leastWithColor = Enumerable.Range(0, 20).Except(gray).Min(category => masses[category]);
        Assert.All(gray, category => Assert.True(masses[category] <= leastWithColor));
        Assert.False(categories.ColorsRepeat);
        Assert.Contains("and 9 more", new Svg(map.Plot(NeuronAttribute.Class)).Texts);
    }

    [Fact]
    public void Numbers_are_called_classes_and_long_names_are_cut()
    {
        var numbers = new SomClassifier().Fit(Maps.WideData, [.. Enumerable.Range(0, 300).Select(i => i % 2)]).Map;
        Assert.Contains("class 1", new Svg(numbers.Plot(NeuronAttribute.Class)).Texts);
        string name = new('m', 200);
        var words = new SomClassifier().Fit(Maps.WideData, [.. Enumerable.Range(0, 300).Select(i => i % 2 + name)]).Map;
        Assert.Contains(
            new Svg(words.Plot(NeuronAttribute.Class)).Texts,
            text => text.StartsWith("1m", StringComparison.Ordinal) && text.EndsWith('…')
        );
    }

    [Fact]
    public void Neurons_without_a_class_have_no_color_of_one()
    {
        var scale = ColorScale.Of(
            Maps.ManyClasses,
            NeuronAttribute.Class,
            NeuronAttribute.Class.Values(Maps.ManyClasses),
            Palette.Viridis
        );
        Assert.Equal(Theme.NoValue, scale.Of(double.NaN));
        Assert.DoesNotContain(scale.Legend, entry => entry.Color == Theme.NoValue);
        Assert.Equal(LabelColors.All.Count, scale.Legend.Select(entry => entry.Color).Distinct().Count());
        foreach (var size in new[] { NeuronAttribute.Confidence, NeuronAttribute.None })
            Assert.DoesNotContain("NaN", new Svg(Maps.ManyClasses.Plot(NeuronAttribute.Confidence, size)).Source);
    }

    [Fact]
    public void Samples_are_colored_by_the_class_of_their_neuron()
    {
        var figure = Maps.Classified.PlotNetwork(Maps.ShapesData, NeuronAttribute.Class);
        Assert.Contains("colored by the class of their neuron", figure.Subtitle);
        Assert.Contains("b kind", new Svg(figure).Texts);
    }
}
