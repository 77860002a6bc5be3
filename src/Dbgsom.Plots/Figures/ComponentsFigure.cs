using Dbgsom.Naming;
using Dbgsom.Plots.Layers;
using ScottPlot;

namespace Dbgsom.Plots.Figures;

/// <summary>Component planes: for each feature the weights over the grid, in the user's units, each with its own color bar.</summary>
internal static class ComponentsFigure
{
    /// <summary>Beyond this the panels would be too small to read.</summary>
    public const int MostPanels = 256;

    private const float TextSize = 9;
    private const int PanelSide = 150;

    public static Figure Of(SomMap map, IReadOnlyList<int> features, Palette? palette, string? title)
    {
        if (features.Count is 0 or > MostPanels)
            throw new ArgumentException(
                $"{features.Count} component planes do not fit in one figure; name 1 to {MostPanels} features (--features a,b)",
                nameof(features)
            );
        int columns = Columns(features.Count);
        int rows = (features.Count + columns - 1) / columns;
        float side = Math.Clamp(1000f / columns, PanelSide, 420);
        var placement = MapLayout.Grid.Place(map);
        var clusters = ClusterBorders.Of(map);
        var borders = clusters is null ? [] : ClusterBorders.Lines(map, placement.Points, clusters.Labels);
        var panels = features
            .Select(feature =>
            {
                double[] values = [.. Features.Values(map, feature)];
                var attribute = NeuronAttribute.Feature(Features.NameOf(map, feature));
                var scale = ColorScale.Of(map, attribute, values, palette);
                string trained = feature < map.FeatureCount ? "" : " (not trained on)";
                return (Name: Features.NameOf(map, feature) + trained, Scale: scale, Colors: values.Select(scale.Of).ToArray());
            })
            .ToArray();
        float textSize = side > 250 ? Theme.TickSize : TextSize;
        float labelsWidth = panels.SelectMany(p => Keys.SmallTicks(p.Scale).Texts).Max(text => Ellipsis.WidthOf(text, textSize));
        float room = side - labelsWidth - (5 * Keys.SmallBarWidth);
        WrappedText[] titles = [.. panels.Select(p => WrappedText.Fit(p.Name, textSize + 1, room))];
        float titleHeight = titles.Max(t => t.Lines.Count) * (textSize + 1) * 1.25f;
        var size = ((int)(columns * side) + 20, (int)(rows * ((side * 0.9f) + titleHeight - textSize)) + 60);
        string subtitle =
            $"{Units.Count(map.Neurons.Count)} neurons on the grid · weights in the units of the data{(clusters is null ? "" : $" · lines: borders of {clusters.Count} clusters")}";
        return new Figure(
            title ?? "Component planes",
            subtitle,
            columns,
            size,
            () => [.. panels.Zip(titles, (p, name) => Draw(name, p.Scale, p.Colors))]
        );

        Plot Draw(WrappedText name, ColorScale scale, Color[] colors)
        {
            var plot = Canvas.OfGrid(map, 0.6);
            foreach (var axis in new IAxis[] { plot.Axes.Bottom, plot.Axes.Left, plot.Axes.Right, plot.Axes.Top })
                axis.IsVisible = false;
            plot.PlottableList.Add(new CellLayer(placement.Points, colors, map.Grid.CellShape, 1));
            // Seen on light and on dark cells.
            if (borders.Count > 0)
                plot.PlottableList.AddRange([
                    new EdgeLayer(borders, Theme.Outline, 2.6f),
                    new EdgeLayer(borders, Colors.White, 1.3f),
                ]);
            plot.Axes.Title.Label.Text = name.Text;
            plot.Axes.Title.Label.FontSize = name.FontSize;
            plot.Axes.Title.MinimumSize = titleHeight + 10;
            plot.Axes.Title.MaximumSize = titleHeight + 10;
            plot.Axes.Title.Label.Bold = false;
            plot.Axes.Title.Label.ForeColor = Theme.Ink;
            Keys.AddSmallBar(plot, scale, textSize, labelsWidth);
            return plot;
        }
    }

    private static int Columns(int count) => count <= 3 ? count : (int)Math.Ceiling(Math.Sqrt(count));
}
