using System.Globalization;
using Dbgsom.Naming;
using Xunit;

namespace Dbgsom.Plots.Tests;

public class FigureTests : WithFont
{
    public static TheoryData<string, int> EveryKindAndMap()
    {
        var rows = new TheoryData<string, int>();
        foreach (var kind in FigureKind.All)
            for (int map = 0; map < Maps.All.Count(); map++)
                rows.Add(kind.Name, map);
        return rows;
    }

    [Theory]
    [MemberData(nameof(EveryKindAndMap))]
    public void Every_kind_draws_every_map(string kind, int index)
    {
        var (map, data) = Maps.All.ElementAt(index);
        var figure = Named.Parse<FigureKind>(kind).Draw(map, data, new FigureOptions { Title = "A <title> & more" });
        var svg = new Svg(figure);
        Assert.DoesNotContain("NaN", svg.Source);
        Assert.DoesNotContain("∞", svg.Source);
        Assert.Contains("A <title> & more", svg.Texts);
        Assert.NotEmpty(figure.ToPng(300, 200));
    }

    [Theory]
    [InlineData("grid", 1.4)]
    [InlineData("pca", 0.9)]
    public void The_map_shows_every_edge_and_every_neuron_once(string layout, double width)
    {
        var svg = new Svg(Maps.Shapes.Plot(layout: Named.Parse<MapLayout>(layout)));
        Assert.Equal(Maps.Shapes.Edges.Count, svg.LinesOfWidth(width));
        int dead = Maps.Shapes.Neurons.Count(neuron => neuron.IsDead);
        Assert.True(dead > 0);
        // A disc is two circles, a small ring three.
        Assert.Equal((2 * Maps.Shapes.Neurons.Count) + dead, svg.Circles);
    }

    [Fact]
    public void The_network_shows_every_sample_neuron_and_edge()
    {
        const double EdgeWidth = 1.1;
        var svg = new Svg(Maps.Four.PlotNetwork(Maps.ShapesData));
        int inLegend = Maps.Four.Cluster().Count;
        Assert.Equal(Maps.ShapesData.RowCount + (2 * Maps.Four.Neurons.Count) + inLegend, svg.Circles);
        Assert.Equal(Maps.Four.Edges.Count, svg.LinesOfWidth(EdgeWidth));
        Assert.Contains("x", svg.Texts);
        Assert.Contains("y", svg.Texts);
    }

    /// <summary>How long a sample is does not show under cosine: samples stand at length 1, where the neurons are.</summary>
    [Fact]
    public void The_network_of_directions_shows_no_lengths()
    {
        var data = Maps.ShapesData;
        double[][] longer = [.. Enumerable.Range(0, data.RowCount).Select(i => new[] { data[i, 0] * 4, data[i, 1] * 4 })];
        var svg = new Svg(Maps.Cosine.PlotNetwork(data));
        Assert.Equal(
            svg.Source,
            new Svg(Maps.Cosine.PlotNetwork(DataMatrix.From(longer).WithFeatureNames(data.FeatureNames!))).Source
        );
        Assert.Contains(svg.Texts, text => text.Contains("scaled to length 1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("grid")]
    [InlineData("pca")]
    public void Rings_are_no_larger_than_discs_and_all_lie_above_the_edges(string layout)
    {
        var svg = new Svg(Maps.Shapes.Plot(layout: Named.Parse<MapLayout>(layout)));
        int dead = Maps.Shapes.Neurons.Count(neuron => neuron.IsDead);
        double[] radii = [.. svg.Radii.Select(radius => Math.Round(radius, 2))];
        // Discs come first, from large to small.
        double smallest = radii[..^(3 * dead)].Min();
        Assert.All(radii[^(3 * dead)..], ring => Assert.True(ring <= smallest + 1e-3));
        Assert.Equal(radii[..^(3 * dead)].OrderDescending(), radii[..^(3 * dead)]);
        int firstCircle = svg.Source.IndexOf("<circle", StringComparison.Ordinal);
        firstCircle = firstCircle < 0 ? svg.Source.IndexOf("<ellipse", StringComparison.Ordinal) : firstCircle;
        string width = layout == "grid" ? "stroke-width=\"1.4\"" : "stroke-width=\"0.89999998\"";
        int lastEdge = svg.Source.LastIndexOf(width, StringComparison.Ordinal);
        Assert.InRange(lastEdge, 0, firstCircle);
    }

    [Fact]
    public void Subtitles_say_what_is_counted_and_what_colors_mean()
    {
        Assert.Contains("2,400 training rows", Maps.Shapes.PlotHits().Subtitle);
        const string Repeat = "colors repeat; they only distinguish neighbors";
        Assert.Contains(Repeat, Maps.Shapes.PlotNetwork(Maps.ShapesData, NeuronAttribute.Label).Subtitle);
        Assert.Contains(Repeat, Maps.Shapes.Plot(NeuronAttribute.Label).Subtitle);
        Assert.DoesNotContain(Repeat, Maps.Four.PlotNetwork(Maps.ShapesData).Subtitle);
        var few = Maps.Four.PlotTopographicFunction(Maps.ShapesData);
        Assert.Contains("not normalized", few.Subtitle);
        Assert.Contains("Φ(k)", new Svg(few).Texts);
        var many = Maps.Shapes.PlotTopographicFunction(Maps.ShapesData);
        Assert.DoesNotContain("not normalized", many.Subtitle);
        Assert.Contains("Φ(k) / (K(K − 6)), K neurons", new Svg(many).Texts);
    }

    [Fact]
    public void Figures_can_be_drawn_from_many_threads()
    {
        byte[] alone = Maps.Four.Plot().ToPng();
        var figure = Maps.Four.Plot();
        var together = new byte[16][];
        Parallel.For(0, together.Length, i => together[i] = figure.ToPng());
        Assert.All(together, png => Assert.Equal(alone, png));
    }

    [Fact]
    public void Many_samples_are_thinned_out_and_the_figure_says_so()
    {
        double[] values = [.. Enumerable.Range(0, 2 * 25_000).Select(i => (double)(i % 97))];
        var data = DataMatrix.From(values, 2).WithFeatureNames(["x", "y"]);
        var figure = Maps.Four.PlotNetwork(data);
        Assert.Contains("20,000 of 25,000 samples", figure.Subtitle);
    }

    [Fact]
    public void Samples_are_matched_to_the_map_by_feature_name()
    {
        double[] swapped =
        [
            .. Enumerable.Range(0, 300).SelectMany(i => new[] { Maps.ShapesData[i, 1], 7.0, Maps.ShapesData[i, 0] }),
        ];
        double[] straight = [.. Enumerable.Range(0, 300).SelectMany(i => new[] { Maps.ShapesData[i, 0], Maps.ShapesData[i, 1] })];
        byte[] other = Maps.Four.PlotNetwork(DataMatrix.From(swapped, 3).WithFeatureNames(["y", "other", "x"])).ToSvg();
        Assert.Equal(Maps.Four.PlotNetwork(DataMatrix.From(straight, 2).WithFeatureNames(["x", "y"])).ToSvg(), other);
    }

    [Fact]
    public void Color_bars_and_axes_say_what_they_show()
    {
        var error = new Svg(Maps.Shapes.Plot(NeuronAttribute.Error)).Texts;
        Assert.Contains("error (sum of distances, in standard deviations)", error);
        Assert.Contains("grid x", error);
        Assert.Contains("grid y", error);
        Assert.Contains(
            new Svg(Maps.Shapes.Plot(layout: MapLayout.Pca)).Texts,
            text => text.StartsWith("PC1 of the weights", StringComparison.Ordinal)
        );
        Assert.Contains("distance between weights, in standard deviations", new Svg(Maps.Shapes.PlotUMatrix()).Texts);
        Assert.Contains("k / largest number of hops", new Svg(Maps.Four.PlotTopographicFunction(Maps.ShapesData)).Texts);
        Assert.Contains("label 3", new Svg(Maps.Four.Plot(NeuronAttribute.Label)).Texts);
    }

    [Fact]
    public void Component_planes_have_a_title_each_and_long_names_are_cut()
    {
        var wide = new Svg(Maps.Wide.PlotComponents()).Texts;
        for (int feature = 0; feature < Maps.Wide.FeatureCount; feature++)
            Assert.Contains($"feature_{feature}", wide);
        Assert.Contains(
            new Svg(Maps.OneFeature.PlotComponents()).Texts,
            text => text.StartsWith('…') && text.EndsWith("n <&>", StringComparison.Ordinal) && text.Length < 80
        );
    }

    [Fact]
    public void Equal_values_are_written_once_beside_their_color()
    {
        var texts = new Svg(Maps.Wide.PlotComponents(["feature_3"])).Texts;
        Assert.Contains("4", texts);
        Assert.DoesNotContain("4.4", texts);
    }

    [Fact]
    public void Numbers_are_written_the_same_in_every_culture()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        byte[] invariant = Maps.Shapes.Plot(layout: MapLayout.Pca).ToSvg();
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = culture;
            Assert.Equal(invariant, Maps.Shapes.Plot(layout: MapLayout.Pca).ToSvg());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void What_a_figure_cannot_do_is_refused()
    {
        var ofHits = Assert.Throws<ArgumentException>(() =>
            FigureKind.Hits.Draw(Maps.Four, null, new FigureOptions { Color = NeuronAttribute.Error })
        );
        Assert.Contains("'hits' does not support color; it supports shift, palette, title", ofHits.Message);
        Assert.Contains("samples", Assert.Throws<ArgumentException>(() => FigureKind.Network.Draw(Maps.Four)).Message);
        Assert.Throws<ArgumentException>(() => Maps.Four.PlotNetwork(Maps.ShapesData, features: ["x"]));
        Assert.Throws<ArgumentException>(() => Maps.Four.PlotNetwork(Maps.WideData));
        Assert.Throws<ArgumentException>(() => Maps.Four.PlotComponents([]));
        Assert.Contains("'x', 'y'", Assert.Throws<ArgumentException>(() => Maps.Four.PlotComponents(["z"])).Message);
        Assert.Throws<ArgumentNullException>(() => ((SomMap)null!).Plot());
    }
}
