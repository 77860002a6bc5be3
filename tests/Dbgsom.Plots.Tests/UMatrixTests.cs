using Dbgsom.Grid;
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

    /// <summary>Around a torus every neuron, every edge and, of squares, every corner has one cell, and shifted ones have the same heights.</summary>
    [Theory]
    [InlineData("square")]
    [InlineData("hexagonal")]
    public void A_torus_is_covered_once(string topology)
    {
        var options = SomOptions.Default with
        {
            Grid = new GridSize(8, 6),
            Topology = MapGrid.All.Single(grid => grid.Name == topology),
            Boundary = GridBoundary.Toroidal,
        };
        var map = new SomVq(options).Fit(Maps.ShapesData);
        var cells = UMatrixFigure.Cells(map, map.UMatrix());
        Assert.Equal(4 * 48, cells.Count);
        var shifted = map.CutAt(new GridPosition(3, 2));
        var moved = UMatrixFigure.Cells(shifted, shifted.UMatrix());
        Assert.Equal(cells.Values.Order(), moved.Values.Order());
        Assert.Equal((0, 0), shifted.Grid.Point(new GridPosition(3, 2)));
        Assert.All(map.Neurons, neuron => Assert.InRange(shifted.Grid.Point(neuron.Position).X, 0, 7.5));
        Assert.All(map.Edges, edge => Assert.Equal(1, LengthOf(shifted, edge), 1e-9));
    }

    private static double LengthOf(SomMap map, (int A, int B) edge) =>
        map
            .Grid.Lines(map.Neurons[edge.A].Position, map.Neurons[edge.B].Position)
            .Sum(line => Math.Sqrt(Math.Pow(line.From.X - line.To.X, 2) + Math.Pow(line.From.Y - line.To.Y, 2)));
}
