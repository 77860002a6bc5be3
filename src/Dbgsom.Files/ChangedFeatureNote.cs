using System.Globalization;
using Dbgsom.Space;

namespace Dbgsom.Files;

/// <summary>A note about features that were constant in training and have other values now.</summary>
internal static class ChangedFeatureNote
{
    private const int MostNamed = 5;

    /// <summary>The note; null where no feature changed.</summary>
    public static string? For(SomMap map, IReadOnlyList<ChangedFeature> changed, long rowCount)
    {
        if (changed.Count == 0)
            return null;
        var named = changed
            .Take(MostNamed)
            .Select(one =>
                $"{Name(map, one.Feature)} ({one.Value.ToString("G6", CultureInfo.InvariantCulture)} in training) has other values in {one.RowCount} of {Text.Counted(rowCount, "row")}"
            );
        string more =
            changed.Count > MostNamed
                ? $", and so {(changed.Count - MostNamed == 1 ? "has 1 more column" : $"have {changed.Count - MostNamed} more columns")}"
                : "";
        return $"{string.Join(", ", named)}{more}; features that were constant in training have no influence on distances: train again if they matter";
    }

    private static string Name(SomMap map, int feature) =>
        map.FeatureNames is { } names ? $"column '{names[feature]}'" : $"column {feature}";
}
