using Dbgsom.Plots.Hierarchies;
using Dbgsom.Plots.Layers;
using ScottPlot;

namespace Dbgsom.Plots.Figures;

/// <summary>The grid of the first map with its child maps drawn inside the cells of their neurons, recursively.</summary>
internal static class NestedFigure
{
    /// <summary>In pixels, at the size that suits the figure: cells smaller than this cannot be told apart.</summary>
    private const double LeastCell = 4;

    public static Figure Of(SomMap map, NeuronAttribute color, Palette? palette, string? title)
    {
        if (color.IsCategorical && color != NeuronAttribute.Class)
            throw new ArgumentException(
                $"nested maps cannot be colored by '{color}': each map counts its {(color == NeuronAttribute.Label ? "labels" : "clusters")} from 0",
                nameof(color)
            );
        if (Bounds.OfRectangle(map.Grid.CellShape) is null)
            throw new ArgumentException(
                $"nested maps are drawn in square cells, and those of the grid '{map.Grid}' are not square",
                nameof(map)
            );
        var (size, cellSide) = SizeFor(map);
        var cells = NestedCell.AllOf(map, LeastCell / cellSide);
        double[] values = ValuesOf(cells, color);
        var scale = ColorScale.Of(map, color, values, palette);
        Color[] colors = Array.ConvertAll(values, scale.Of);
        string heading = map.Children.Count == 0 ? "Map" : "Nested maps";
        if (color != NeuronAttribute.None)
            heading += $" by {color.Subject(map)}";
        return new Figure(title ?? heading, Subtitle(map, cells, color), 1, size, () => [Draw()]);

        Plot Draw()
        {
            var plot = Canvas.OfGrid(map, 0.6);
            plot.PlottableList.Add(new NestedLayer(cells, colors));
            Keys.Add(plot, scale, color.CaptionOn(map));
            return plot;
        }
    }

    /// <summary>Frames and dead neurons have none: what lies within a frame would be counted twice.</summary>
    private static double[] ValuesOf(IReadOnlyList<NestedCell> cells, NeuronAttribute color)
    {
        var ofMap = new Dictionary<SomMap, IReadOnlyList<double>>(ReferenceEqualityComparer.Instance);
        return
        [
            .. cells.Select(cell =>
            {
                if (!ofMap.TryGetValue(cell.Map, out var values))
                    ofMap.Add(cell.Map, values = color.Values(cell.Map));
                return cell.IsFrame || cell.Neuron.IsDead ? double.NaN : values[cell.Neuron.Index];
            }),
        ];
    }

    private static string Subtitle(SomMap map, IReadOnlyList<NestedCell> cells, NeuronAttribute color)
    {
        int maps = map.AllMaps().Count();
        int dead = cells.Count(cell => cell.Neuron.IsDead);
        int cut = cells.Count(cell => cell.IsCut);
        return (
                maps == 1
                    ? $"{Units.Count(map.Neurons.Count)} neurons · no neuron has a child map"
                    : $"{Units.Count(maps)} maps on {map.Depth + 1} levels · a frame with the number of a neuron contains its child map"
            )
            + (color == NeuronAttribute.Class ? " · color: the most frequent class of the samples" : "")
            + (dead > 0 ? " · white: neurons without samples" : "")
            + (cut > 0 ? " · dot: the child map is too small to draw" : "");
    }

    /// <summary>The size of the figure and of a cell of the first map in it.</summary>
    private static ((int Width, int Height) Size, double CellSide) SizeFor(SomMap map)
    {
        const double Room = 740;
        const double Beside = 190;
        const double Above = 130;
        var bounds = Bounds.Of(map);
        var (across, down) = (bounds.Width + 1.2, bounds.Height + 1.2);
        // The more levels, the more has to find room in a cell.
        double mostPerCell = 90 * (1 + Math.Min(map.Depth, 2));
        double cell = Math.Min(mostPerCell, Room / Math.Max(across, down));
        return (((int)Math.Max(600, (across * cell) + Beside), (int)Math.Max(460, (down * cell) + Above)), cell);
    }
}
