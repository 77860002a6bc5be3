using Xunit;

namespace Dbgsom.Plots.Tests;

public class LabelColorsTests
{
    [Fact]
    public void Neighbors_on_the_grid_differ_diagonals_included()
    {
        var map = Maps.Shapes;
        int[] colors = LabelColors.Assign(map);
        Assert.Equal(map.LabelCount, colors.Length);
        Assert.Equal(colors, LabelColors.Assign(map));
        foreach (var a in map.Neurons)
        foreach (var b in map.Neurons)
            if (a.Label != b.Label && Math.Max(Math.Abs(a.Position.X - b.Position.X), Math.Abs(a.Position.Y - b.Position.Y)) == 1)
                Assert.NotEqual(colors[a.Label], colors[b.Label]);
        Assert.Equal(LabelColors.All.Count, colors.Distinct().Count());
    }

    [Fact]
    public void Few_labels_take_the_colors_in_turn() => Assert.Equal([0, 1, 2, 3], LabelColors.Assign(Maps.Four));
}
