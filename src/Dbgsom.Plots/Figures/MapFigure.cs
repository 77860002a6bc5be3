using System.Globalization;
using Dbgsom.Naming;
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
        string? title,
        CancellationToken cancellationToken
    )
    {
        var placement = layout.Place(map, cancellationToken);
        var values = color.Values(map, cancellationToken);
        var sizes = size.Values(map, cancellationToken);
        var scale = ColorScale.Of(map, color, values, palette);
        NeuronMark[] marks =
        [
            .. map.Neurons.Select(
                (neuron, i) =>
                    new NeuronMark(scale.Of(values[i]), Relative(sizes, i, size), neuron.IsDead, Text(color, size, values[i]))
            ),
        ];
        string subtitle =
            $"{Units.Count(map.Neurons.Count)} neurons"
            + Keys.OfCategories(map, color)
            + Keys.OfRepeatedColors(scale)
            + (size == NeuronAttribute.None ? "" : $" · area: {size.CaptionOn(map)}, {RangeOfLiving(map, sizes)}")
            + Keys.OfDead(map, hasScale: size != NeuronAttribute.None);
        string heading = title ?? (color == NeuronAttribute.None ? "Map" : $"Map by {color.Subject(map)}");
        return new Figure(heading, subtitle, 1, placement.IsGrid ? Canvas.SizeFor(map) : (900, 700), () => [Draw()]);

        Plot Draw()
        {
            var plot = placement.IsGrid ? Canvas.OfGrid(map, 0.7) : Theme.NewPlot(placement.XCaption, placement.YCaption);
            if (!placement.IsGrid)
            {
                Canvas.FitAround(plot, placement.Points);
                plot.Axes.SquareUnits();
            }
            var radii = placement.IsGrid ? new Radii(0.37f, 2, 20) : new Radii(0.37f, 4, 12);
            plot.PlottableList.Add(new EdgeLayer(placement.Lines, Theme.Edge, placement.IsGrid ? 1.4f : 0.9f));
            plot.PlottableList.Add(new NeuronLayer(placement.Points, marks, map.Edges, radii));
            Keys.Add(plot, scale, color.CaptionOn(map));
            return plot;
        }
    }

    /// <summary>The sizes that discs have: neurons that win nothing are drawn outside the scale.</summary>
    private static string RangeOfLiving(SomMap map, IReadOnlyList<double> sizes)
    {
        double[] living = [.. map.Neurons.Where(neuron => !neuron.IsDead).Select(neuron => sizes[neuron.Index])];
        return $"{Keys.Short(living.Min())} to {Keys.Short(living.Max())}";
    }

    /// <summary>Where a value lies between 0, or the least value where some are negative, and the greatest.</summary>
    public static double Relative(IReadOnlyList<double> values, int index, NeuronAttribute attribute)
    {
        if (attribute == NeuronAttribute.None)
            return 1;
        double least = Math.Min(0, values.Where(value => !double.IsNaN(value)).Min());
        double range = values.Max() - least;
        if (double.IsNaN(values[index]))
            return 0;
        return range > 0 ? (values[index] - least) / range : 0.5;
    }

    /// <summary>Labels are written where every neuron has room for one or none has.</summary>
    private static string? Text(NeuronAttribute color, NeuronAttribute size, double value) =>
        color == NeuronAttribute.Label && size == NeuronAttribute.None ? value.ToString("0", CultureInfo.InvariantCulture) : null;
}
