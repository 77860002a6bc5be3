using Dbgsom.Measures;
using Dbgsom.Passes;
using Dbgsom.Plots.Hierarchies;
using Dbgsom.Training;
using Xunit;

namespace Dbgsom.Plots.Tests;

public class TreeFigureTests : WithFont
{
    [Fact]
    public void Every_map_has_a_disc_a_name_and_a_curve_from_the_map_above()
    {
        var map = Maps.Hierarchy;
        int maps = map.AllMaps().Count();
        Assert.True(maps > 20 && map.Depth == 3);
        var svg = new Svg(map.PlotTree());
        // A disc and its outline.
        Assert.Equal(2 * maps, svg.Circles);
        Assert.Equal(maps - 1, svg.LinesOfWidth(new TreeLayout(TreeNode.AllOf(map)).CurveWidth));
        foreach (var (path, below) in map.AllMaps())
        {
            Assert.Contains(path.Count == 0 ? "first map" : string.Join('/', path), svg.Texts);
            string facts = $"{below.Training.RowCount:#,0} samples · {below.Neurons.Count} neurons · QE ";
            Assert.Contains(svg.Texts, text => text.StartsWith(facts, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_map_alone_is_one_disc_and_the_figure_says_so()
    {
        var figure = Maps.Four.PlotTree();
        Assert.Contains("no neuron has a child map", figure.Subtitle);
        Assert.Equal(2, new Svg(figure).Circles);
    }

    [Fact]
    public void Areas_follow_the_samples_and_nothing_overlaps()
    {
        var layout = new TreeLayout(TreeNode.AllOf(Maps.Hierarchy));
        var nodes = layout.Nodes;
        for (int i = 0; i < nodes.Count; i++)
        {
            double share = (double)nodes[i].Rows / nodes[0].Rows;
            double area = Math.Pow(layout.Radii[i] / layout.Radii[0], 2);
            Assert.True(Math.Abs(area - share) < 1e-6 || layout.Radii[i] < 2.3);
            Assert.True(layout.At(i).X + layout.Radii[i] + layout.TextWidth(i) <= layout.TextEnds[nodes[i].Level] + 1e-3);
            Assert.InRange(layout.Y[i] - layout.Radii[i], 0, layout.Height);
            Assert.InRange(layout.Y[i] + layout.Radii[i], 0, layout.Height);
            for (int j = 0; j < i; j++)
                if (nodes[i].Level == nodes[j].Level)
                {
                    double distance = Math.Abs(layout.Y[i] - layout.Y[j]);
                    Assert.True(distance >= layout.Radii[i] + layout.Radii[j], $"discs of {nodes[i].Name} and {nodes[j].Name}");
                    Assert.True(
                        distance >= layout.FontSize || !layout.HasName[i] || !layout.HasName[j],
                        $"texts of {nodes[i].Name} and {nodes[j].Name}"
                    );
                }
        }
        for (int level = 1; level < layout.Columns.Length; level++)
            Assert.True(layout.Columns[level] > layout.TextEnds[level - 1] + 30);
    }

    /// <summary>Pixels are not smaller than the layout's: a text would run into the next level, or out of the figure.</summary>
    [Theory]
    [InlineData("error")]
    [InlineData("hits")]
    [InlineData("none")]
    [InlineData("class")]
    public void Beside_legend_or_color_bar_the_tree_has_the_room_it_asks_for(string attribute)
    {
        var layout = new TreeLayout(TreeNode.AllOf(Maps.Classified));
        var svg = new Svg(Maps.Classified.PlotTree(NeuronAttribute.Parse(attribute)));
        double[] places = [.. svg.CentersX];
        double root = places.Min();
        double deepest = layout.Columns[^1] - layout.Columns[0];
        Assert.Contains(places, place => place - root >= deepest - 1 && place - root < 1.3 * deepest);
    }

    [Fact]
    public void Where_maps_are_many_names_without_room_are_left_out_and_the_figure_says_so()
    {
        var options = new SomOptions
        {
            VerticalGrowth = true,
            MaxNeurons = 6,
            Tau2 = 1e-6,
            MinSamplesVerticalGrowth = 4,
        };
        var map = new SomVq(options).Fit(Maps.ShapesData);
        var layout = new TreeLayout(TreeNode.AllOf(map));
        Assert.InRange(layout.Nodes.Count, 200, 2000);
        Assert.True(layout.Height < 2500);
        int without = layout.HasName.Count(has => !has);
        Assert.True(without > 0 && layout.HasName[0]);
        for (int i = 0; i < layout.Nodes.Count; i++)
        for (int j = 0; j < i; j++)
            if (layout.HasName[i] && layout.HasName[j] && layout.Nodes[i].Level == layout.Nodes[j].Level)
                Assert.True(Math.Abs(layout.Y[i] - layout.Y[j]) >= layout.FontSize);
        int withMapsBelow = Enumerable
            .Range(0, layout.Nodes.Count)
            .Count(node => layout.Nodes[node].Map.Children.Count > 0 && !layout.HasName[node]);
        Assert.True(withMapsBelow < without / 4);
        Assert.Contains($"{without} names omitted", map.PlotTree().Subtitle);
    }

    [Fact]
    public void Slices_are_the_shares_of_the_classes()
    {
        SomMap[] maps = [.. Maps.Classified.AllMaps().Select(entry => entry.Map)];
        var (scale, fills) = MapColors.Of(maps, NeuronAttribute.Class, null);
        for (int i = 0; i < maps.Length; i++)
        {
            Assert.Equal(1, fills[i].Sum(slice => slice.Share), 9);
            double[] masses = ClassMasses.Of(maps[i]);
            Assert.Equal(maps[i].Training.SampleMass, masses.Sum(), 6);
            Assert.Equal(masses.Count(mass => mass > 0), fills[i].Count);
            int first = Array.FindIndex(masses, mass => mass > 0);
            Assert.Equal(new Slice(scale.Of(first), masses[first] / masses.Sum()), fills[i][0]);
        }
        Assert.Equal(3, fills[0].Count);
        Assert.Contains("c kind", new Svg(Maps.Classified.PlotTree()).Texts);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("error")]
    [InlineData("hits")]
    [InlineData("class")]
    [InlineData("confidence")]
    public void Maps_are_colored_by_what_they_have(string attribute)
    {
        var svg = new Svg(Maps.Classified.PlotTree(NeuronAttribute.Parse(attribute)));
        Assert.DoesNotContain("NaN", svg.Source);
    }

    [Fact]
    public void What_only_neurons_have_is_refused() =>
        Assert.Contains(
            "by 'umatrix'; valid is none, error, hits, class, confidence",
            Assert.Throws<ArgumentException>(() => Maps.Hierarchy.PlotTree(NeuronAttribute.UMatrix)).Message
        );

    [Fact]
    public void Errors_are_on_a_logarithmic_scale()
    {
        double[] places = LogScale.Of([0, 0.01, 1]);
        Assert.Equal([-2, -2, 0], places);
        Assert.Equal([-3.0, 0], LogScale.Of([1e-9, 1]));
        Assert.Equal([0.0, 0], LogScale.Of([0, 0]));
        var (ticks, texts) = LogScale.Ticks(new ColorScale(NeuronAttribute.Error, places, null));
        Assert.Equal(["0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1"], texts);
        Assert.Equal(-1, ticks[3]);
        Assert.Equal(["3"], LogScale.Ticks(new ColorScale(NeuronAttribute.Error, LogScale.Of([3]), null)).Texts);
        Assert.Equal(["3", "4"], LogScale.Ticks(new ColorScale(NeuronAttribute.Error, LogScale.Of([3, 4]), null)).Texts);
    }
}
