using Dbgsom.Measures;
using ScottPlot;

namespace Dbgsom.Plots.Figures;

/// <summary>Φ against k divided by the greatest number of hops.</summary>
internal static class TopographicFunctionFigure
{
    public static Figure Of(SomMap map, TopographicFunction function, string? title)
    {
        bool isNormalized = map.Neurons.Count > 6;
        string scaling = isNormalized ? "Φ(k) / (K(K − 6)), K neurons" : "Φ(k)";
        string subtitle =
            $"{Units.Count(map.Neurons.Count)} neurons · 0 everywhere is perfect; at 0 the sum of k = ±1"
            + (isNormalized ? "" : " · not normalized: 6 neurons or fewer")
            + " · left: neighbors on the grid far apart in the data · right: neighbors in the data far apart on the grid";
        return new Figure(title ?? "Topographic function", subtitle, 1, (900, 560), () => [Draw()]);

        Plot Draw()
        {
            var plot = Theme.NewPlot("k / largest number of hops", scaling);
            plot.ShowGrid();
            plot.Grid.MajorLineColor = Theme.GridLine;
            plot.Add.VerticalLine(0, 1, Theme.FaintInk, LinePattern.Dashed);
            double[] xs = [.. function.Axis];
            double[] ys = [.. function.Values];
            var line = plot.Add.Scatter(xs, ys);
            line.Color = Color.FromHex("#0072B2");
            line.LineWidth = 2;
            line.MarkerSize = xs.Length > 80 ? 4 : 6;
            double most = ys.Max() > 0 ? ys.Max() : 1;
            plot.Axes.SetLimits(-1.04, 1.04, -0.04 * most, 1.08 * most);
            return plot;
        }
    }
}
