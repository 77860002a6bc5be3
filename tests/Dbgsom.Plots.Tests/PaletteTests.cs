using Dbgsom.Naming;
using ScottPlot;
using Xunit;

namespace Dbgsom.Plots.Tests;

public class PaletteTests
{
    public static TheoryData<string> Names() => [.. Palette.All.Select(palette => palette.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Luminance_only_rises_or_only_falls(string name)
    {
        var palette = Named.Parse<Palette>(name);
        double[] luminance = [.. Enumerable.Range(0, 65).Select(i => Luminance.Of(palette.ColorAt(i / 64.0)))];
        double sign = name.EndsWith("-reversed", StringComparison.Ordinal) ? -1 : 1;
        // Colors have 8 bits a channel, so neighbors may differ by a rounding.
        for (int i = 1; i < luminance.Length; i++)
            Assert.True(sign * (luminance[i] - luminance[i - 1]) > -0.001, $"{name} at {i}");
        Assert.True(sign * (luminance[^1] - luminance[0]) > 0.5);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Beyond_the_ends_is_the_end(string name)
    {
        var palette = Named.Parse<Palette>(name);
        Assert.Equal(palette.At(0), palette.At(double.NegativeInfinity));
        Assert.Equal(palette.At(1), palette.At(17));
        Assert.Throws<ArgumentOutOfRangeException>(() => palette.At(double.NaN));
    }

    [Fact]
    public void Labels_that_follow_each_other_differ()
    {
        double[] labels = [.. Enumerable.Range(0, 300).Select(i => (double)i)];
        var scale = new ColorScale(NeuronAttribute.Label, labels, null);
        for (int i = 1; i < labels.Length; i++)
        {
            var (a, b) = (scale.Of(i - 1), scale.Of(i));
            Assert.True(Math.Abs(a.R - b.R) + Math.Abs(a.G - b.G) + Math.Abs(a.B - b.B) > 100, $"labels {i - 1} and {i}");
        }
    }

    [Fact]
    public void Few_labels_have_colors_of_their_own()
    {
        var scale = new ColorScale(NeuronAttribute.Label, [0, 1, 2, 3, 4, 5, 6], null);
        Color[] colors = [.. Enumerable.Range(0, 7).Select(label => scale.Of(label))];
        Assert.Equal(7, colors.Distinct().Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(1e300)]
    public void Equal_values_have_the_color_in_the_middle(double value)
    {
        var scale = new ColorScale(NeuronAttribute.Error, [value, value], Palette.Viridis);
        Assert.Equal(Palette.Viridis.ColorAt(0.5), scale.Of(value));
        Assert.Equal(value, scale.OnlyValue);
    }

    [Theory]
    [InlineData(0, 4e-15, 0)]
    [InlineData(3, 3.0000004, 3.0000002)]
    public void Noise_has_one_color(double low, double high, double value)
    {
        var scale = new ColorScale(NeuronAttribute.Feature("x"), [low, high], Palette.Viridis, noise: 1e-6);
        Assert.Equal(scale.Of(low), scale.Of(high));
        Assert.Equal(value, scale.OnlyValue!.Value, 9);
        Assert.Equal(scale.GetColor(0), scale.GetColor(1));
    }
}
