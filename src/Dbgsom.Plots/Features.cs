using System.Globalization;
using Dbgsom.Space;

namespace Dbgsom.Plots;

/// <summary>The features of a map as figures name them.</summary>
internal static class Features
{
    public static string NameOf(SomMap map, int feature) =>
        map.FeatureNames?[feature] ?? string.Create(CultureInfo.InvariantCulture, $"feature_{feature}");

    /// <summary>
    /// Differences of weights, in the user's units, that mean nothing: a millionth of what the scaler divides the feature by. Without a
    /// scaler a feature's unit is not known; then it is what rounding may leave of its greatest weight and of that of the whole map.
    /// </summary>
    public static double NoiseOf(SomMap map, int feature)
    {
        if (map.Scaler is { } scaler)
            return 1e-6 * scaler.Divisor[feature];
        var weights = map.Weights;
        double greatest = Enumerable.Range(0, weights.NeuronCount).Max(neuron => Math.Abs(weights[neuron, feature]));
        double greatestOfAll = 0;
        foreach (double weight in weights.Values)
            greatestOfAll = Math.Max(greatestOfAll, Math.Abs(weight));
        return Math.Max(1e-9 * greatest, 1e-12 * greatestOfAll);
    }

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
