using Dbgsom.Plots.Layers;
using ScottPlot;

namespace Dbgsom.Plots.Figures;

/// <summary>
/// Stars on the grid, as FlowSOM draws them (Van Gassen et al. 2015): a wedge for each feature, from the least value of all neurons to the greatest; the
/// area of a star follows the samples of its neuron. Lines are the borders of clusters.
/// </summary>
internal static class StarFigure
{
    /// <summary>More wedges than colors could not be told apart.</summary>
    public static int MostFeatures => LabelColors.All.Count;

    private const double Greatest = 0.47;
    private const double LeastShare = 0.06;

    public static Figure Of(SomMap map, IReadOnlyList<int>? wanted, string? title, CancellationToken cancellationToken)
    {
        if (wanted is not null && (wanted.Count == 0 || wanted.Count > MostFeatures))
            throw new ArgumentException(
                $"{wanted.Count} features do not fit in a star; name 1 to {MostFeatures} (--features a,b)",
                nameof(wanted)
            );
        var clusters = ClusterBorders.Of(map, cancellationToken);
        int[] features = wanted is null ? MostTelling(map, clusters?.FeatureImportance ?? map.FeatureImportance) : [.. wanted];
        var placement = MapLayout.Grid.Place(map, cancellationToken);
        double[][] values = [.. features.Select(feature => Scaled(Features.Values(map, feature)))];
        double most = map.Neurons.Max(neuron => neuron.HitMass);
        double[] radii =
        [
            .. map.Neurons.Select(neuron =>
                !map.HasTrainingSamples ? Greatest
                : neuron.IsDead ? 0
                : Greatest * Math.Sqrt(LeastShare + ((1 - LeastShare) * neuron.HitMass / most))
            ),
        ];
        double[][] lengths = [.. map.Neurons.Select(neuron => values.Select(feature => feature[neuron.Index]).ToArray())];
        Color[] colors = [.. features.Select((_, i) => LabelColors.All[i])];
        string left =
            Features.Count(map) > features.Length ? $"{features.Length} of {Units.Count(Features.Count(map))} features" : "";
        string subtitle =
            $"{Units.Count(map.Neurons.Count)} neurons{(left.Length > 0 ? $" · {left}{(wanted is null ? ", the most important ones" : "")}" : "")}"
            + " · a wedge is longest at the maximum of its feature"
            + (map.HasTrainingSamples ? " · area: samples · no star: a neuron without samples" : "")
            + (clusters is null ? "" : $" · lines: borders of {clusters.Count} clusters");
        return new Figure(title ?? "Stars", subtitle, 1, Canvas.SizeFor(map), () => [Draw()]);

        Plot Draw()
        {
            var plot = Canvas.OfGrid(map, 0.7);
            if (clusters is not null)
                plot.PlottableList.Add(
                    new EdgeLayer(ClusterBorders.Lines(map, placement.Points, clusters.Labels), Theme.Outline, 1.5f)
                );
            plot.PlottableList.Add(new StarLayer(placement.Points, lengths, radii, colors));
            Keys.AddLegend(plot, features.Select((feature, i) => (Features.NameOf(map, feature), colors[i])));
            return plot;
        }
    }

    /// <summary>The features that matter most, in the order of the map.</summary>
    private static int[] MostTelling(SomMap map, IReadOnlyList<double> importance) =>
        [
            .. Enumerable
                .Range(0, map.FeatureCount)
                .OrderByDescending(feature => importance[feature])
                .ThenBy(feature => feature)
                .Take(MostFeatures)
                .Order(),
        ];

    /// <summary>From 0 for the least value to 1 for the greatest; one half where all are equal, 0 for an unknown one.</summary>
    private static double[] Scaled(IReadOnlyList<double> values)
    {
        double[] known = [.. values.Where(value => !double.IsNaN(value)).DefaultIfEmpty(0)];
        var (low, high) = (known.Min(), known.Max());
        return
        [
            .. values.Select(value =>
                double.IsNaN(value) ? 0
                : high > low ? (value - low) / (high - low)
                : 0.5
            ),
        ];
    }
}
