using Dbgsom.Groups;
using Dbgsom.Plots.Layers;
using ScottPlot;

namespace Dbgsom.Plots.Figures;

/// <summary>For each group the share of its samples that each neuron wins, over the grid; one color scale for all.</summary>
internal static class GroupsFigure
{
    /// <summary>Beyond this the panels would be too small to read.</summary>
    public const int MostPanels = 64;

    private const int LeastSide = 170;
    private const int MostSide = 420;

    public static Figure Of(SomMap map, MapGroups groups, Palette? palette, string? title)
    {
        int count = groups.Names.Count;
        if (count > MostPanels)
            throw new ArgumentException(
                $"{count} groups do not fit in one figure; valid is at most {MostPanels}: group samples by an attribute that more of them share",
                nameof(groups)
            );
        int columns = count <= 3 ? count : (int)Math.Ceiling(Math.Sqrt(count));
        int rows = (count + columns - 1) / columns;
        float side = Math.Clamp(1000f / columns, LeastSide, MostSide);
        var shares = Enumerable
            .Range(0, count)
            .Select(group => map.Neurons.Select(neuron => groups.Mass(group, neuron.Index) / groups.Mass(group)).ToArray())
            .ToArray();
        var scale = new ColorScale(NeuronAttribute.Hits, [.. shares.SelectMany(values => values), 0], palette);
        var placement = MapLayout.Grid.Place(map);
        float textSize = side > 250 ? Theme.TickSize : 9;
        string[] ends = [.. Keys.Ends(scale).Values.Select(Percent)];
        float labelsWidth = ends.Max(text => Ellipsis.WidthOf(text, textSize));
        float room = side - labelsWidth - (5 * Keys.SmallBarWidth);
        return new Figure(
            title ?? "Groups",
            $"{Units.Count(map.Neurons.Count)} neurons on the grid · share of each group's samples that a neuron wins",
            columns,
            ((int)(columns * side) + 20, (int)(rows * side * 0.95f) + 60),
            () => [.. Enumerable.Range(0, count).Select(Draw)]
        );

        Plot Draw(int group)
        {
            var plot = Canvas.OfGrid(map, 0.6);
            foreach (var axis in new IAxis[] { plot.Axes.Bottom, plot.Axes.Left, plot.Axes.Right, plot.Axes.Top })
                axis.IsVisible = false;
            plot.PlottableList.Add(new CellLayer(placement.Points, [.. shares[group].Select(scale.Of)], map.Grid.CellShape, 1));
            plot.Axes.Title.Label.Text = Ellipsis.Fit(
                $"{groups.Names[group]} ({Units.Count((long)Math.Round(groups.Mass(group)))})",
                textSize + 1,
                room
            );
            plot.Axes.Title.Label.FontSize = textSize + 1;
            plot.Axes.Title.Label.Bold = false;
            plot.Axes.Title.Label.ForeColor = Theme.Ink;
            plot.Axes.AddPanel(
                new ColorBarPanel(scale, null, Keys.Ends(scale).Values, ends, textSize, Keys.SmallBarWidth, labelsWidth)
            );
            return plot;
        }
    }

    private static string Percent(double share) => Keys.Short(100 * share) + " %";
}
