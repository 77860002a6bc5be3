using System.Globalization;
using Dbgsom.Plots.Layers;
using ScottPlot;

namespace Dbgsom.Plots.Figures;

/// <summary>Hits of each neuron: by area, by color and, where there is room, as a number.</summary>
internal static class HitsFigure
{
    public static Figure Of(SomMap map, Palette? palette, string? title)
    {
        var placement = MapLayout.Grid.Place(map);
        var values = NeuronAttribute.Hits.Values(map);
        var scale = ColorScale.Of(map, NeuronAttribute.Hits, values, palette);
        NeuronMark[] marks =
        [
            .. map.Neurons.Select(
                (neuron, i) =>
                    new NeuronMark(
                        scale.Of(values[i]),
                        MapFigure.Relative(values, i, NeuronAttribute.Hits),
                        neuron.IsDead,
                        neuron.HitCount.ToString(CultureInfo.InvariantCulture)
                    )
            ),
        ];
        string subtitle =
            $"{Units.Count(map.Neurons.Count)} neurons · {Units.Count((long)values.Sum())} training rows"
            + (IsWeighted(map) ? ", regardless of their weights" : "")
            + " · area: hits, as a number if it fits"
            + Keys.OfDead(map, hasScale: true);
        return new Figure(title ?? "Hits", subtitle, 1, Canvas.SizeFor(map), () => [Draw()]);

        Plot Draw()
        {
            var plot = Canvas.OfGrid(map, 0.7);
            plot.PlottableList.Add(new EdgeLayer(placement.Lines, Theme.Frame, 1.2f));
            plot.PlottableList.Add(new NeuronLayer(placement.Points, marks, map.Edges, new Radii(0.48f, 2, 30)));
            Keys.Add(plot, scale, NeuronAttribute.Hits.Caption);
            return plot;
        }
    }

    private static bool IsWeighted(SomMap map) => map.Neurons.Any(neuron => neuron.HitMass != neuron.HitCount);
}
