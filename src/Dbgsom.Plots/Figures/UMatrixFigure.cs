using Dbgsom.Measures;
using Dbgsom.Plots.Layers;
using ScottPlot;

namespace Dbgsom.Plots.Figures;

/// <summary>
/// The U-matrix (Ultsch &amp; Siemon 1990): a cell of half size for each neuron and each edge and, where these leave a gap with edges all
/// around it, one for that, which is their mean. Places without a neuron stay blank.
/// </summary>
internal static class UMatrixFigure
{
    public static Figure Of(SomMap map, Palette? palette, string? title)
    {
        var matrix = map.UMatrix();
        var cells = Cells(map, matrix);
        double[] values = [.. cells.Values];
        (double, double)[] centers = [.. cells.Keys];
        var scale = new ColorScale(NeuronAttribute.UMatrix, values, palette);
        Color[] colors = Array.ConvertAll(values, scale.Of);
        var placement = MapLayout.Grid.Place(map);
        NeuronMark[] dots = [.. map.Neurons.Select(neuron => Dot(neuron, scale.Of(matrix.NeuronHeights[neuron.Index])))];
        string subtitle =
            $"{Units.Count(map.Neurons.Count)} neurons (dots) with the distance along each edge between them" + Keys.OfDead(map);
        return new Figure(title ?? "U-matrix", subtitle, 1, Canvas.SizeFor(map), () => [Draw()]);

        Plot Draw()
        {
            var plot = Canvas.OfGrid(map, 0.6);
            plot.PlottableList.Add(new CellLayer(centers, colors, map.Grid.CellShape, 0.5));
            plot.PlottableList.Add(new NeuronLayer(placement.Points, dots, map.Edges, new Radii(0.1f, 0.8f, 2.6f)));
            Keys.Add(plot, scale, Units.With(map, "distance between weights"));
            return plot;
        }
    }

    /// <summary>Light on a dark cell, dark on a light one.</summary>
    private static NeuronMark Dot(Neuron neuron, Color cell)
    {
        var color = Luminance.IsDark(cell) ? Colors.White : Theme.Outline;
        return new NeuronMark(color, 1, neuron.IsDead, null, color, cell);
    }

    /// <summary>Heights by the point at which they are drawn: neurons, the middles of edges, and gaps between these.</summary>
    internal static Dictionary<(double X, double Y), double> Cells(SomMap map, UMatrix matrix)
    {
        var cells = new Dictionary<(double X, double Y), double>();
        var points = MapLayout.Grid.Place(map).Points;
        foreach (var neuron in map.Neurons)
            cells[points[neuron.Index]] = matrix.NeuronHeights[neuron.Index];
        for (int e = 0; e < map.Edges.Count; e++)
        {
            var (a, b) = map.Edges[e];
            cells[map.Grid.Middle(map.Neurons[a].Position, map.Neurons[b].Position)] = matrix.EdgeHeights[e];
        }
        foreach (var neuron in map.Neurons)
        foreach (var (gap, around) in map.Grid.GapsBeside(neuron.Position))
            if (Array.ConvertAll(around, Own) is var own && own.All(cells.ContainsKey))
                cells[gap] = own.Average(middle => cells[middle]);
        return cells;

        // Around a torus a point beyond the right or upper edge is one at the left or lower edge.
        (double X, double Y) Own((double X, double Y) point) =>
            map.Grid.Torus is { } torus
                ? (
                    point.X > torus.Columns - 0.25 ? point.X - torus.Columns : point.X,
                    point.Y > torus.Rows - 0.25 ? point.Y - torus.Rows : point.Y
                )
                : point;
    }
}
