using Dbgsom.Naming;
using Dbgsom.Plots.Hierarchies;
using Dbgsom.Training;
using Xunit;

namespace Dbgsom.Plots.Tests;

public class NestedFigureTests : WithFont
{
    [Fact]
    public void Every_neuron_of_every_map_has_a_cell()
    {
        var map = Maps.Hierarchy;
        var cells = NestedCell.AllOf(map, 0);
        Assert.Equal(map.AllMaps().Sum(entry => entry.Map.Neurons.Count), cells.Count);
        Assert.Equal(map.AllMaps().Count() - 1, cells.Count(cell => cell.IsFrame));
        Assert.Equal(map.Training.RowCount, cells.Where(cell => !cell.IsFrame).Sum(cell => cell.Neuron.HitCount));
        Assert.DoesNotContain(cells, cell => cell.IsCut);
    }

    [Fact]
    public void A_map_lies_inside_the_cell_of_its_neuron_below_its_number()
    {
        var cells = NestedCell.AllOf(Maps.Hierarchy, 0);
        foreach (var frame in cells.Where(cell => cell.IsFrame))
        {
            var inside = cells.Where(cell => cell.Map == frame.Map.Children[frame.Neuron.Index]).ToList();
            Assert.NotEmpty(inside);
            foreach (var cell in inside)
            {
                Assert.Equal(frame.Level + 1, cell.Level);
                Assert.True(cell.Left > frame.Left && cell.Bottom > frame.Bottom);
                Assert.True(cell.Left + cell.Side < frame.Left + frame.Side);
                Assert.True(cell.Bottom + cell.Side <= frame.Bottom + frame.Side - frame.Strip + 1e-9);
            }
            // As large as the frame allows: it is filled across or down.
            double across = inside.Max(cell => cell.Left + cell.Side) - inside.Min(cell => cell.Left);
            double down = inside.Max(cell => cell.Bottom + cell.Side) - inside.Min(cell => cell.Bottom);
            Assert.True(across > 0.89 * frame.Side || down > 0.81 * frame.Side);
        }
    }

    [Fact]
    public void Cells_of_a_map_stand_as_on_its_grid()
    {
        foreach (var cells in NestedCell.AllOf(Maps.Hierarchy, 0).GroupBy(cell => cell.Map))
        {
            var first = cells.First();
            foreach (var cell in cells)
            {
                Assert.Equal(cell.Neuron.Position.X - first.Neuron.Position.X, (cell.Left - first.Left) / first.Side, 9);
                Assert.Equal(cell.Neuron.Position.Y - first.Neuron.Position.Y, (cell.Bottom - first.Bottom) / first.Side, 9);
            }
        }
    }

    [Fact]
    public void Maps_too_small_to_draw_are_dots()
    {
        var cells = NestedCell.AllOf(Maps.Hierarchy, 0.1);
        Assert.All(cells, cell => Assert.True(cell.Side >= 0.1));
        Assert.Contains(cells, cell => cell.IsFrame);
        Assert.All(cells, cell => Assert.Equal(cell.Neuron.HasChild, cell.IsFrame || cell.IsCut));
        Assert.Contains(cells, cell => cell.IsCut);
        Assert.All(NestedCell.AllOf(Maps.Hierarchy, 2), cell => Assert.Same(Maps.Hierarchy, cell.Map));
    }

    [Fact]
    public void Frames_have_the_number_of_their_neuron()
    {
        var map = Maps.Hierarchy;
        // Without ticks of the same texts: those are drawn in another size.
        var numbers = new Svg(map.PlotNested()).Named("text").Where(text => text.Attribute("font-size")?.Value == "10");
        Assert.Superset(
            map.Children.Keys.Select(neuron => $"{neuron}").ToHashSet(),
            numbers.Select(text => text.Value.Trim()).ToHashSet()
        );
        Assert.Contains("maps on 4 levels", map.PlotNested().Subtitle);
    }

    [Fact]
    public void One_scale_holds_for_all_cells_and_frames_are_not_on_it()
    {
        var texts = new Svg(Maps.Hierarchy.PlotNested(NeuronAttribute.Hits)).Texts;
        Assert.Contains("hits (training rows won)", texts);
        // A neuron of the first map wins hundreds of rows, but it is a frame.
        Assert.True(Maps.Hierarchy.Neurons.Max(neuron => neuron.HitCount) > 400);
        Assert.DoesNotContain("400", texts);
    }

    [Fact]
    public void Classes_are_in_the_legend()
    {
        var figure = Maps.Classified.PlotNested();
        Assert.Equal("Nested maps by class", figure.Title);
        Assert.Superset(new HashSet<string> { "a kind", "b kind", "c kind" }, new Svg(figure).Texts.ToHashSet());
    }

    [Fact]
    public void A_map_alone_is_its_cells_and_the_figure_says_so()
    {
        var figure = Maps.Four.PlotNested();
        Assert.Contains("no neuron has a child map", figure.Subtitle);
        Assert.Equal("Map by hits (training rows won)", figure.Title);
    }

    [Fact]
    public void Labels_are_refused_with_the_reason() =>
        Assert.Contains(
            "'label': each map counts its labels from 0",
            Assert.Throws<ArgumentException>(() => Maps.Hierarchy.PlotNested(NeuronAttribute.Label)).Message
        );
}
