using System.Globalization;
using Dbgsom.Plots.Layers;
using Dbgsom.Projection;
using Dbgsom.Space;
using ScottPlot;

namespace Dbgsom.Plots.Figures;

/// <summary>
/// The map in the space of the data: samples colored by their winner, edges above them, neurons as red dots. Samples stand where the
/// metric compares them; under cosine at length 1.
/// </summary>
internal static class NetworkFigure
{
    private const double Golden = 0.6180339887498949;

    public static Figure Of(
        SomMap map,
        DataMatrix data,
        IReadOnlyList<int>? features,
        NeuronAttribute color,
        Palette? palette,
        string? title,
        CancellationToken cancellationToken
    )
    {
        var samples = Samples.Of(map, data, cancellationToken);
        int[] winners = map.Predict(DataMatrix.From(samples.Values, map.FeatureCount), cancellationToken);
        var values = color.Values(map, cancellationToken);
        var scale = ColorScale.Of(map, color, values, palette);
        Color[] colors = Array.ConvertAll(winners, winner => scale.Of(values[winner]));
        var plane = PlaneOf(map, map.AsCompared(samples.Values), features, cancellationToken);
        NeuronMark[] marks =
        [
            .. map.Neurons.Select(neuron => new NeuronMark(
                Theme.NeuronRed,
                1,
                neuron.IsDead,
                null,
                neuron.IsDead ? Theme.NeuronRed : null
            )),
        ];
        string shown =
            samples.Count < samples.Total
                ? $"{Units.Count(samples.Count)} of {Units.Count(samples.Total)} samples"
                : $"{Units.Count(samples.Total)} samples";
        string subtitle =
            $"{shown}, colored by {(color.IsCategorical ? $"the {color.Caption} of their neuron" : color.Subject(map))}"
            + Keys.OfRepeatedColors(scale)
            + (map.EffectiveOptions.Metric.ScalesToLengthOne ? " · scaled to length 1" : "")
            + $" · red: {Units.Count(map.Neurons.Count)} neurons"
            + Keys.OfDead(map);
        return new Figure(title ?? "Samples and map", subtitle, 1, (900, 700), () => [Draw()]);

        Plot Draw()
        {
            var plot = Theme.NewPlot(plane.XCaption, plane.YCaption);
            if (plane.YCaption.Length == 0)
                plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericManual();
            Canvas.FitAround(plot, plane.Samples.Concat(plane.Neurons));
            if (plane.HasOneUnit)
                plot.Axes.SquareUnits();
            plot.PlottableList.Add(new PointLayer(plane.Samples, colors, RadiusFor(samples.Count)));
            plot.PlottableList.Add(new EdgeLayer(EdgeLayer.Between(map, plane.Neurons), Theme.Outline.WithAlpha(0.6), 1.1f));
            plot.PlottableList.Add(new NeuronLayer(plane.Neurons, marks, map.Edges, new Radii(0.1f, 2.8f, 3.4f)));
            Keys.Add(plot, scale, color.CaptionOn(map));
            return plot;
        }
    }

    /// <summary>In pixels: dots that leave each other room.</summary>
    private static float RadiusFor(int samples) =>
        samples > 5000 ? 1.4f
        : samples > 1000 ? 1.9f
        : 2.5f;

    private static Plane PlaneOf(SomMap map, double[] samples, IReadOnlyList<int>? features, CancellationToken cancellationToken)
    {
        if (features is null && map.FeatureCount == 1)
            return Strip(map, samples);
        return features is not null || map.FeatureCount == 2
            ? TwoFeatures(map, samples, features ?? [0, 1])
            : Components(map, samples, cancellationToken);
    }

    private static Plane TwoFeatures(SomMap map, double[] samples, IReadOnlyList<int> features)
    {
        map.ToDataUnits(samples);
        int columns = map.FeatureCount;
        var weights = map.WeightsInDataUnits;
        var (x, y) = (features[0], features[1]);
        return new(
            [
                .. Enumerable
                    .Range(0, samples.Length / columns)
                    .Select(i => (samples[(i * columns) + x], samples[(i * columns) + y])),
            ],
            [.. Enumerable.Range(0, weights.NeuronCount).Select(i => (weights[i, x], weights[i, y]))],
            Features.NameOf(map, x),
            Features.NameOf(map, y),
            false
        );
    }

    /// <summary>One feature: samples lie spread evenly over a strip by the golden section, neurons on its middle line.</summary>
    private static Plane Strip(SomMap map, double[] samples)
    {
        map.ToDataUnits(samples);
        var weights = map.WeightsInDataUnits;
        return new(
            [.. samples.Select((sample, i) => (sample, (i * Golden % 1) - 0.5))],
            [.. Enumerable.Range(0, weights.NeuronCount).Select(i => (weights[i, 0], 0.0))],
            Features.NameOf(map, 0),
            "",
            false
        );
    }

    /// <summary>The first two principal components of the samples in the space trained in, where no feature's unit outweighs the others'.</summary>
    private static Plane Components(SomMap map, double[] samples, CancellationToken cancellationToken)
    {
        int columns = map.FeatureCount;
        var components = PrincipalComponents.Fit(samples, columns, cancellationToken);
        return new(
            [
                .. Enumerable
                    .Range(0, samples.Length / columns)
                    .Select(i => components.Project(samples.AsSpan(i * columns, columns))),
            ],
            [.. Enumerable.Range(0, map.Neurons.Count).Select(i => components.Project(map.Weights[i]))],
            MapLayout.PcaCaption(components, 0, "samples"),
            MapLayout.PcaCaption(components, 1, "samples"),
            true
        );
    }

    private sealed record Plane(
        (double X, double Y)[] Samples,
        (double X, double Y)[] Neurons,
        string XCaption,
        string YCaption,
        bool HasOneUnit
    );
}
