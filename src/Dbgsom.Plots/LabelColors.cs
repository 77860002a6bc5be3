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
    /// For each label the index of its color. Labels take in turn the color that differs from those beside them on the grid, diagonals
    /// included, then from those two steps away, then the one used least.
    /// </summary>
    public static int[] Assign(SomMap map)
    {
        int labels = map.Neurons.Max(neuron => neuron.Label) + 1;
        var at = map.Neurons.ToDictionary(neuron => (neuron.Position.X, neuron.Position.Y));
        var neuronsOf = map.Neurons.ToLookup(neuron => neuron.Label);
        int[] colors = [.. Enumerable.Repeat(-1, labels)];
        var uses = new int[All.Count];
        for (int label = 0; label < labels; label++)
        {
            var penalty = new double[All.Count];
            foreach (var neuron in neuronsOf[label])
            foreach (var (dx, dy) in Around())
                if (at.TryGetValue((neuron.Position.X + dx, neuron.Position.Y + dy), out var other) && colors[other.Label] >= 0)
                    penalty[colors[other.Label]] += Math.Max(Math.Abs(dx), Math.Abs(dy)) == 1 ? Adjacent : Near;
            int color = Enumerable.Range(0, All.Count).OrderBy(c => penalty[c]).ThenBy(c => uses[c]).First();
            colors[label] = color;
            uses[color]++;
        }
        return colors;
    }

    /// <summary>The 24 places up to two steps away.</summary>
    private static IEnumerable<(int Dx, int Dy)> Around() =>
        from dx in Enumerable.Range(-2, 5)
        from dy in Enumerable.Range(-2, 5)
        where (dx, dy) != (0, 0)
        select (dx, dy);
}
