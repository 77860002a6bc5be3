using System.Globalization;
using Dbgsom.Naming;
using Dbgsom.Passes;
using Dbgsom.Rows;

namespace Dbgsom.Plots;

/// <summary>How the values of a categorical attribute are colored and named.</summary>
/// <param name="ColorOf">For each category the index of its color in <see cref="LabelColors.All"/>.</param>
/// <param name="Legend">Categories and what the legend calls them; empty where there would be too many.</param>
/// <param name="ColorsRepeat">True if a color can mean more than one category, without the legend saying so.</param>
internal sealed record Categories(
    IReadOnlyList<int> ColorOf,
    IReadOnlyList<(int Category, string Text)> Legend,
    bool ColorsRepeat
)
{
    private const int MostLabels = 7;

    /// <summary>Labels of a map; neighbors on the grid differ.</summary>
    public static Categories OfLabels(SomMap map) => Labels(LabelColors.Assign(map));

    /// <summary>Clusters in the order of the colors: the greatest first.</summary>
    public static Categories OfClusters(int count) =>
        new(
            [.. Enumerable.Range(0, count).Select(cluster => cluster % LabelColors.All.Count)],
            count > LabelColors.All.Count
                ? []
                :
                [
                    .. Enumerable
                        .Range(0, count)
                        .Select(cluster => (cluster, string.Create(CultureInfo.InvariantCulture, $"cluster {cluster}"))),
                ],
            count > LabelColors.All.Count
        );

    /// <summary>Labels in the order of the colors.</summary>
    public static Categories InTurn(int count) => Labels([.. Enumerable.Range(0, count).Select(i => i % LabelColors.All.Count)]);

    /// <summary>
    /// Classes of a map. A color means the same wherever it is: where there are more classes than colors, the most frequent have their own
    /// and all others are gray.
    /// </summary>
    /// <exception cref="ArgumentException">The map has no classes.</exception>
    public static Categories OfClasses(SomMap map)
    {
        double[] masses = ClassMasses.Of(map);
        var names = map.Classes!.Names;
        return OfNames([.. names.Select(name => map.Classes.Kind == ClassKind.Text ? name : $"class {name}")], masses);
    }

    /// <summary>Categories by their names, see <see cref="OfClasses"/>.</summary>
    /// <param name="names">The names.</param>
    /// <param name="masses">How many samples each has.</param>
    public static Categories OfNames(IReadOnlyList<string> names, IReadOnlyList<double> masses)
    {
        string NameOf(int category) => names[category];
        int[] all = [.. Enumerable.Range(0, names.Count)];
        if (all.Length <= LabelColors.All.Count)
            return new(all, [.. all.Select(category => (category, NameOf(category)))], false);

        int[] own = [.. Enumerable.Range(0, LabelColors.All.Count).Where(color => color != LabelColors.Gray)];
        int[] frequent = [.. all.OrderByDescending(category => masses[category]).Take(own.Length).Order()];
        var colors = Enumerable.Repeat(LabelColors.Gray, all.Length).ToArray();
        for (int i = 0; i < frequent.Length; i++)
            colors[frequent[i]] = own[i];
        int other = Array.IndexOf(colors, LabelColors.Gray);
        return new(
            colors,
            [
                .. frequent.Select(category => (category, NameOf(category))),
                (other, $"and {Units.Count(all.Length - frequent.Length)} more"),
            ],
            false
        );
    }

    private static Categories Labels(int[] colors) =>
        new(
            colors,
            colors.Length > MostLabels
                ? []
                : [.. colors.Select((_, label) => (label, string.Create(CultureInfo.InvariantCulture, $"label {label}")))],
            colors.Length > LabelColors.All.Count
        );
}
