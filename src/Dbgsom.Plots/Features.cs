using System.Globalization;

namespace Dbgsom.Plots;

/// <summary>The features of a map as figures name them.</summary>
internal static class Features
{
    public static string NameOf(SomMap map, int feature) =>
        map.FeatureNames?[feature] ?? string.Create(CultureInfo.InvariantCulture, $"feature_{feature}");

    /// <summary>The index of a feature given by name or, where no feature has that name, by index.</summary>
    /// <exception cref="ArgumentException">There is no such feature.</exception>
    public static int IndexOf(SomMap map, string nameOrIndex)
    {
        for (int feature = 0; feature < map.FeatureCount; feature++)
            if (NameOf(map, feature) == nameOrIndex)
                return feature;
        bool isIndex = int.TryParse(nameOrIndex, NumberStyles.None, CultureInfo.InvariantCulture, out int index);
        if (isIndex && index < map.FeatureCount)
            return index;
        string names = string.Join(", ", Enumerable.Range(0, Math.Min(5, map.FeatureCount)).Select(f => $"'{NameOf(map, f)}'"));
        string more = map.FeatureCount > 5 ? $" and {map.FeatureCount - 5} more" : "";
        throw new ArgumentException(
            $"the map has no feature '{nameOrIndex}'; it has {names}{more}, or an index from 0 to {map.FeatureCount - 1}"
        );
    }
}
