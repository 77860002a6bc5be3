using Dbgsom.Plots.Hierarchies;
using Dbgsom.Plots.Layers;
using Dbgsom.Training;
using ScottPlot;

namespace Dbgsom.Plots.Figures;

/// <summary>The maps of a hierarchy as a tree, the first at the left.</summary>
internal static class TreeFigure
{
    private const double Margin = 12;
    private const double LeastWidth = 500;
    private const double LeastHeight = 260;
    private const int Beside = 40;
    private const int Above = 90;
    private const int MostPixels = 8000;

    public static Figure Of(SomMap map, NeuronAttribute color, Palette? palette, string? title)
    {
        var layout = new TreeLayout(TreeNode.AllOf(map));
        var (scale, fills) = MapColors.Of([.. layout.Nodes.Select(node => node.Map)], color, palette);
        var (width, height) = (Math.Max(LeastWidth, layout.Width), Math.Max(LeastHeight, layout.Height));
        var size = (
            Math.Min(MostPixels, (int)(width + (2 * Margin) + Keys.RoomFor(scale)) + Beside),
            Math.Min(MostPixels, (int)height + Above)
        );
        return new Figure(title ?? "Hierarchy of maps", Subtitle(map, layout, color, scale), 1, size, () => [Draw()]);

        Plot Draw()
        {
            var plot = Theme.NewPlot("", "");
            foreach (var axis in new IAxis[] { plot.Axes.Bottom, plot.Axes.Left, plot.Axes.Right, plot.Axes.Top })
                axis.IsVisible = false;
            double across = ((width - layout.Width) / 2) + Margin;
            double down = ((height - layout.Height) / 2) + Margin;
            // A tree that is narrower than the figure stands at its left, where reading begins.
            plot.Axes.SetLimits(-Margin, layout.Width + (2 * across) - Margin, -layout.Height - down, down);
            plot.PlottableList.Add(new TreeLayer(layout, fills));
            string caption = MapColors.CaptionOf(map, color);
            if (color != NeuronAttribute.Error)
                Keys.Add(plot, scale, caption);
            else
            {
                var (places, texts) = LogScale.Ticks(scale);
                Keys.AddBar(plot, scale, caption, places, texts);
            }
            return plot;
        }
    }

    private static string Subtitle(SomMap map, TreeLayout layout, NeuronAttribute color, ColorScale scale)
    {
        string error = Units.With(map, "QE: quantization error (mean distance)");
        int unnamed = layout.HasName.Count(has => !has);
        string maps =
            map.Children.Count == 0
                ? "1 map: no neuron has a child map"
                : $"{Units.Count(layout.Nodes.Count)} maps on {map.Depth + 1} levels · area: samples · names: the neurons that lead to a map";
        return maps
            + (layout.HasFacts ? $" · {error}" : "")
            + (color == NeuronAttribute.Class ? " · color: shares of the classes" : "")
            + (color == NeuronAttribute.Error && layout.Nodes.Count > 1 ? " · color: QE, on a logarithmic scale" : "")
            + (unnamed > 0 ? $" · {Units.Count(unnamed)} names omitted for lack of space" : "");
    }
}
