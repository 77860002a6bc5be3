using Dbgsom.Measures;
using Dbgsom.Plots.Layers;
using ScottPlot;

namespace Dbgsom.Plots.Figures;

/// <summary>
/// The U-matrix (Ultsch &amp; Siemon 1990): a cell for each neuron, each edge and, where four edges meet around it, each corner, which
/// is their mean. Places without a neuron stay blank.
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
            $"{Units.Count(map.Neurons.Count)} neurons (dots), between them the distance along each edge" + Keys.OfDead(map);
        return new Figure(title ?? "U-matrix", subtitle, 1, Canvas.SizeFor(map), () => [Draw()]);

        Plot Draw()
        {
            var plot = Canvas.OfGrid(map, 0.6);
            plot.PlottableList.Add(new CellLayer(centers, colors, 0.5));
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

    /// <summary>Heights by place on the grid: whole numbers are neurons, halves lie between.</summary>
    internal static Dictionary<(double X, double Y), double> Cells(SomMap map, UMatrix matrix)
    {
        var cells = new Dictionary<(double X, double Y), double>();
        foreach (var neuron in map.Neurons)
            cells[(neuron.Position.X, neuron.Position.Y)] = matrix.NeuronHeights[neuron.Index];
        for (int e = 0; e < map.Edges.Count; e++)
        {
            var (a, b) = (map.Neurons[map.Edges[e].A].Position, map.Neurons[map.Edges[e].B].Position);
            cells[((a.X + b.X) / 2.0, (a.Y + b.Y) / 2.0)] = matrix.EdgeHeights[e];
        }
        foreach (var neuron in map.Neurons)
        {
            var (x, y) = (neuron.Position.X + 0.5, neuron.Position.Y + 0.5);
            (double, double)[] around = [(x - 0.5, y), (x + 0.5, y), (x, y - 0.5), (x, y + 0.5)];
            if (around.All(cells.ContainsKey))
                cells[(x, y)] = around.Average(place => cells[place]);
        }
        return cells;
    }
}
