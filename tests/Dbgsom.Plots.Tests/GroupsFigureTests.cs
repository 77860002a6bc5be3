using Dbgsom.Groups;

namespace Dbgsom.Plots.Tests;

/// <summary>Groups of samples and their ways over the map.</summary>
public class GroupsFigureTests : WithFont
{
    private static readonly string?[] Thirds =
    [
        .. Enumerable.Range(0, Maps.ShapesData.RowCount).Select(row => $"part {row % 3}"),
    ];

    [Fact]
    public void Every_group_has_a_panel_with_its_name_and_number()
    {
        var groups = Maps.Shapes.Groups(Maps.ShapesData, Thirds, new GroupOptions { Permutations = 0 }, cancellationToken: Token);
        var svg = new Svg(Maps.Shapes.PlotGroups(groups));
        foreach (string name in groups.Names)
            Assert.Contains($"{name} (800)", svg.Texts);
        // One scale for all: its greatest share, in percent, stands beside each panel.
        double most = Enumerable
            .Range(0, 3)
            .SelectMany(group => Maps.Shapes.Neurons.Select(neuron => groups.Mass(group, neuron.Index) / 8.0))
            .Max();
        string text = most.ToString("G3", System.Globalization.CultureInfo.InvariantCulture) + " %";
        Assert.Equal(3, svg.Texts.Count(one => one == text));
    }

    [Fact]
    public void Every_way_is_a_line_with_a_ring_and_a_disc()
    {
        string?[] units = [.. Enumerable.Range(0, Maps.ShapesData.RowCount).Select(row => row < 40 ? $"unit {row % 10}" : null)];
        var ways = Maps.Shapes.Transitions(Maps.ShapesData, units: units, cancellationToken: Token);
        Assert.Equal(10, ways.Paths.Count);
        var svg = new Svg(Maps.Shapes.PlotTrajectories(ways));
        Assert.Equal(10, svg.LinesOfWidth(1.6));
        Assert.Equal((3 * 10) + 8, svg.Circles);
        Assert.Contains("unit 0", svg.Texts);
        Assert.Contains(svg.Texts, text => text.Contains("30 steps on 10 ways", StringComparison.Ordinal));
        Assert.Contains(svg.Texts, text => text.Contains("gray: the 2 shortest", StringComparison.Ordinal));
    }

    [Fact]
    public void Too_many_groups_and_other_maps_are_refused()
    {
        string?[] many = [.. Enumerable.Range(0, Maps.ShapesData.RowCount).Select(row => $"g{row % 65}")];
        var groups = Maps.Shapes.Groups(Maps.ShapesData, many, new GroupOptions { Permutations = 0 }, cancellationToken: Token);
        Assert.StartsWith(
            "65 groups do not fit in one figure; valid is at most 64",
            Assert.Throws<ArgumentException>(() => Maps.Shapes.PlotGroups(groups)).Message,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "the samples were placed on a map with",
            Assert.Throws<ArgumentException>(() => Maps.Four.PlotGroups(groups)).Message,
            StringComparison.Ordinal
        );
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
