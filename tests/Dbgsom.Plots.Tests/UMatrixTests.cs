using Dbgsom.Measures;
using Dbgsom.Plots.Figures;
using Xunit;

namespace Dbgsom.Plots.Tests;

public class UMatrixTests
{
    [Fact]
    public void Four_neurons_make_nine_cells()
    {
        var matrix = Maps.Four.UMatrix();
        var cells = UMatrixFigure.Cells(Maps.Four, matrix);
        Assert.Equal(9, cells.Count);
        Assert.Equal(matrix.NeuronHeights[0], cells[(0, 0)]);
        Assert.Equal(matrix.EdgeHeights.Average(), cells[(0.5, 0.5)], 12);
        int edge = Maps.Four.Edges.ToList().IndexOf((0, 2));
        Assert.Equal(matrix.EdgeHeights[edge], cells[(0.5, 0)]);
    }

    [Fact]
    public void Only_neurons_edges_and_closed_corners_have_cells()
    {
        var map = Maps.Shapes;
        var cells = UMatrixFigure.Cells(map, map.UMatrix());
        var places = map.Neurons.Select(neuron => (neuron.Position.X, neuron.Position.Y)).ToHashSet();
        int corners = places.Count(p =>
            places.Contains((p.X + 1, p.Y)) && places.Contains((p.X, p.Y + 1)) && places.Contains((p.X + 1, p.Y + 1))
        );
        Assert.InRange(cells.Count, map.Neurons.Count + map.Edges.Count, map.Neurons.Count + map.Edges.Count + corners);
    }
}
