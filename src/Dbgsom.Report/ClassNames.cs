namespace Dbgsom.Report;

/// <summary>The different labels of some samples: by number where all are numbers, else by name; the rarest are one group where there are many.</summary>
internal sealed class ClassNames
{
    public const string Others = "(others)";

    private readonly Dictionary<string, int> index = new(StringComparer.Ordinal);

    private ClassNames(IReadOnlyList<string> names, bool hasOthers)
    {
        HasOthers = hasOthers;
        Names = hasOthers ? [.. names, Others] : names;
        for (int i = 0; i < names.Count; i++)
            index[names[i]] = i;
    }

    public IReadOnlyList<string> Names { get; }

    /// <summary>True if the last name stands for all labels that are too rare to be told apart.</summary>
    public bool HasOthers { get; }

    public static ClassNames Of(IReadOnlyList<string> labels, int most)
    {
        var counts = labels.CountBy(label => label, StringComparer.Ordinal).ToList();
        bool isMany = counts.Count > most;
        var kept = (
            isMany
                ? counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(most - 1)
                : counts
        ).Select(pair => pair.Key);
        return new ClassNames([.. kept.OrderBy(Number).ThenBy(name => name, StringComparer.Ordinal)], isMany);
    }

    public int IndexOf(string label) => index.GetValueOrDefault(label, Names.Count - 1);

    private static double Number(string name) =>
        double.TryParse(
            name,
            System.Globalization.NumberStyles.Float,
            System.Globalization.CultureInfo.InvariantCulture,
            out double number
        ) && double.IsFinite(number)
            ? number
            : double.PositiveInfinity;
}
