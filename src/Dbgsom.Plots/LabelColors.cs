using Dbgsom.Grid;
using ScottPlot;

namespace Dbgsom.Plots;

/// <summary>
/// Colors that tell labels apart and suggest no order. Where there are more labels than colors, they repeat, but not between neighbors on
/// the grid.
/// </summary>
internal static class LabelColors
{
    private const double Adjacent = 1000;
    private const double Near = 1;

    /// <summary>
    /// Okabe &amp; Ito (2008), without black and without the vermilion that is too near to a neuron's red, and five more. Any two differ by
    /// 10 or more in CIE Lab, also as seen with protanopia and deuteranopia.
    /// </summary>
    public static IReadOnlyList<Color> All { get; } =
    [
        .. new[]
        {
            "#0072B2",
            "#E69F00",
            "#009E73",
            "#CC79A7",
            "#56B4E9",
            "#F0E442",
            "#7A7A7A",
            "#332288",
            "#A6D854",
            "#882255",
            "#D8C9A0",
            "#1B1B1B",
        }.Select(Color.FromHex),
    ];

    /// <summary>The index of the gray: for all that have no color of their own.</summary>
    public const int Gray = 6;

    /// <summary>
    /// For each label the index of its color. Labels take in turn the color that differs from those whose cells touch theirs, then
    /// from those beyond these, then the one used least.
    /// </summary>
    public static int[] Assign(SomMap map)
    {
        int labels = map.Neurons.Max(neuron => neuron.Label) + 1;
        var at = map.Neurons.ToDictionary(neuron => neuron.Position);
        var neuronsOf = map.Neurons.ToLookup(neuron => neuron.Label);
        int[] colors = [.. Enumerable.Repeat(-1, labels)];
        var uses = new int[All.Count];
        for (int label = 0; label < labels; label++)
        {
            var penalty = new double[All.Count];
            foreach (var neuron in neuronsOf[label])
            foreach (var (place, weight) in Around(map.Grid, neuron.Position))
                if (at.TryGetValue(place, out var other) && colors[other.Label] >= 0)
                    penalty[colors[other.Label]] += weight;
            int color = Enumerable.Range(0, All.Count).OrderBy(c => penalty[c]).ThenBy(c => uses[c]).First();
            colors[label] = color;
            uses[color]++;
        }
        return colors;
    }

    /// <summary>The places whose cells touch that of a place, and those whose cells touch one of these.</summary>
    private static IEnumerable<(GridPosition Place, double Weight)> Around(MapGrid grid, GridPosition place)
    {
        var touching = grid.Touching(place);
        var beyond = touching.SelectMany(grid.Touching).Distinct().Except([place, .. touching]);
        return [.. touching.Select(other => (other, Adjacent)), .. beyond.Select(other => (other, Near))];
    }
}
