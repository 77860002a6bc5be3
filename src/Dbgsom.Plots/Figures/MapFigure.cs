using System.Globalization;
using Dbgsom.Plots.Layers;
using ScottPlot;

namespace Dbgsom.Plots.Figures;

/// <summary>The map: neurons colored and sized by attributes, and every edge.</summary>
internal static class MapFigure
{
    public static Figure Of(
        SomMap map,
        NeuronAttribute color,
        NeuronAttribute size,
        MapLayout layout,
        Palette? palette,
        string? title
    )
    {
        var placement = layout.Place(map);
        var values = color.Values(map);
        var sizes = size.Values(map);
        var scale = new ColorScale(color, values, palette);
        NeuronMark[] marks =
        [
            .. map.Neurons.Select(
                (neuron, i) =>
                    new NeuronMark(scale.Of(values[i]), Relative(sizes, i, size), neuron.IsDead, Text(color, size, values[i]))
            ),
        ];
        string subtitle =
            $"{map.Neurons.Count} neurons"
            + (color.IsCategorical ? $" · color: {map.LabelCount} labels" : "")
            + (
                size == NeuronAttribute.None
                    ? ""
                    : $" · area: {size.Caption}, {Keys.Short(sizes.Min())} to {Keys.Short(sizes.Max())}"
            )
            + Keys.OfDead(map);
        string heading = title ?? (color == NeuronAttribute.None ? "Map" : $"Map by {color.Caption}");
        return new Figure(heading, subtitle, 1, placement.IsGrid ? Canvas.SizeFor(map) : (900, 700), () => [Draw()]);

        Plot Draw()
        {
            var plot = placement.IsGrid ? Canvas.OfGrid(map, 0.7) : Theme.NewPlot(placement.XCaption, placement.YCaption);
            if (!placement.IsGrid)
            {
                Canvas.FitAround(plot, placement.Points);
                plot.Axes.SquareUnits();
            }
            // On the grid markers are smaller than edges are long; elsewhere short edges show only above the markers.
            Layer[] layers =
            [
                new NeuronLayer(
                    placement.Points,
                    marks,
                    map.Edges,
                    placement.IsGrid ? new Radii(0.37f, 2, 20) : new Radii(0.37f, 4, 12)
                ),
                new EdgeLayer(placement.Points, map.Edges, Theme.Edge, placement.IsGrid ? 1.4f : 0.9f),
            ];
            plot.PlottableList.AddRange(placement.IsGrid ? layers.Reverse() : layers);
            Keys.Add(plot, scale, color.Caption);
            return plot;
        }
    }

    /// <summary>Where a value lies between 0, or the least value where some are negative, and the greatest.</summary>
    public static double Relative(IReadOnlyList<double> values, int index, NeuronAttribute attribute)
    {
        if (attribute == NeuronAttribute.None)
            return 1;
        double least = Math.Min(0, values.Min());
        double range = values.Max() - least;
        return range > 0 ? (values[index] - least) / range : 0.5;
    }

    /// <summary>Labels are written where every neuron has room for one or none has.</summary>
    private static string? Text(NeuronAttribute color, NeuronAttribute size, double value) =>
        color.IsCategorical && size == NeuronAttribute.None ? value.ToString("0", CultureInfo.InvariantCulture) : null;
}
