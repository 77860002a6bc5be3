using Dbgsom.Groups;
using Dbgsom.Plots.Layers;
using ScottPlot;

namespace Dbgsom.Plots.Figures;

/// <summary>The ways of units over the map: from neuron to neuron in the order of their samples, above the distances between neurons.</summary>
internal static class TrajectoryFigure
{
    // The golden angle spreads points evenly: each sample that stays on a neuron gets a place of its own in the cell.
    private const double GoldenAngle = 2.399963229728653;
    private const double MostAside = 0.3;

    // The background leaves the ways to be seen.
    private const double Faint = 0.35;

    public static Figure Of(SomMap map, MapTransitions transitions, Palette? palette, string? title)
    {
        var placement = MapLayout.Grid.Place(map);
        var values = NeuronAttribute.UMatrix.Values(map);
        var scale = ColorScale.Of(map, NeuronAttribute.UMatrix, values, palette ?? Palette.GrayReversed);
        var paths = transitions.Paths;
        // The longest ways have colors of their own, up to as many as there are.
        int[] own = [.. Enumerable.Range(0, LabelColors.All.Count).Where(color => color != LabelColors.Gray).Take(8)];
        int[] order = [.. Enumerable.Range(0, paths.Count).OrderByDescending(path => paths[path].Neurons.Count)];
        var colors = new Color[paths.Count];
        Array.Fill(colors, LabelColors.All[LabelColors.Gray]);
        int colored = Math.Min(own.Length, paths.Count);
        for (int rank = 0; rank < colored; rank++)
            colors[order[rank]] = LabelColors.All[own[rank]];
        var points = paths
            .Select(path =>
                (IReadOnlyList<(double X, double Y)>)[.. path.Neurons.Select((neuron, i) => Aside(placement.Points[neuron], i))]
            )
            .ToArray();
        string subtitle =
            $"{Count(transitions.Count, "step")} on {Count(paths.Count, "way")} · ring: start, disc: end · background: distance to neighbors"
            + (paths.Count > colored ? $" · gray: the {Units.Count(paths.Count - colored)} shortest" : "");
        return new Figure(title ?? "Trajectories", subtitle, 1, Canvas.SizeFor(map), () => [Draw()]);

        Plot Draw()
        {
            var plot = Canvas.OfGrid(map, 0.7);
            plot.PlottableList.Add(
                new CellLayer(
                    placement.Points,
                    [.. values.Select(value => scale.Of(value).WithAlpha(Faint))],
                    map.Grid.CellShape,
                    1
                )
            );
            plot.PlottableList.Add(new EdgeLayer(placement.Lines, Theme.Frame, 0.8f));
            // Those with colors of their own lie above the others.
            int[] below = [.. order.Reverse()];
            plot.PlottableList.Add(
                new PathLayer([.. below.Select(path => points[path])], [.. below.Select(path => colors[path])], 1.6f)
            );
            if (paths[0].Unit is not null)
                Keys.AddLegend(plot, order.Take(colored).Select(path => (paths[path].Unit!, colors[path])));
            return plot;
        }
    }

    private static (double X, double Y) Aside((double X, double Y) point, int sample)
    {
        double radius = MostAside * Math.Sqrt(sample % 64 / 64.0);
        return (point.X + (radius * Math.Cos(sample * GoldenAngle)), point.Y + (radius * Math.Sin(sample * GoldenAngle)));
    }

    private static string Count(int count, string noun) => $"{Units.Count(count)} {noun}{(count == 1 ? "" : "s")}";
}
