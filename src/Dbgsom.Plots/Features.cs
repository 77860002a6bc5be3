using System.Globalization;
using Dbgsom.Space;

namespace Dbgsom.Plots;

/// <summary>The features of a map as figures name them: those it was trained on, and behind them those it only shows.</summary>
internal static class Features
{
    /// <summary>The number of features, passive ones among them.</summary>
    public static int Count(SomMap map) => map.FeatureCount + map.PassiveFeatures.Count;

    public static string NameOf(SomMap map, int feature) =>
        feature >= map.FeatureCount
            ? map.PassiveFeatures[feature - map.FeatureCount].Name
            : map.FeatureNames?[feature] ?? string.Create(CultureInfo.InvariantCulture, $"feature_{feature}");

    /// <summary>The value of each neuron, in the user's units; NaN where it is not known.</summary>
    public static IReadOnlyList<double> Values(SomMap map, int feature)
    {
        if (feature >= map.FeatureCount)
            return map.PassiveFeatures[feature - map.FeatureCount].Values;
        var weights = map.WeightsInDataUnits;
        return [.. Enumerable.Range(0, weights.NeuronCount).Select(neuron => weights[neuron, feature])];
    }

    /// <summary>
    /// Differences of weights, in the user's units, that mean nothing: a millionth of what the scaler divides the feature by. Without a
    /// scaler a feature's unit is not known; then it is what rounding may leave of its greatest weight and of that of the whole map.
    /// </summary>
    public static double NoiseOf(SomMap map, int feature)
    {
        if (feature >= map.FeatureCount)
            return 1e-6 * map.PassiveFeatures[feature - map.FeatureCount].StandardDeviation;
        if (map.Scaler is { } scaler && map.Options.FeatureTransforms is null)
            return 1e-6 * scaler.Divisor[feature];
        var weights = map.Weights;
        double greatest = Enumerable.Range(0, weights.NeuronCount).Max(neuron => Math.Abs(weights[neuron, feature]));
        double greatestOfAll = 0;
        foreach (double weight in weights.Values)
            greatestOfAll = Math.Max(greatestOfAll, Math.Abs(weight));
        return Math.Max(1e-9 * greatest, 1e-12 * greatestOfAll);
    }

    /// <summary>The index of a feature that the map was trained on, see <see cref="IndexOf"/>.</summary>
    /// <exception cref="ArgumentException">There is no such feature, or it is passive.</exception>
    public static int TrainedIndexOf(SomMap map, string nameOrIndex) =>
        IndexOf(map, nameOrIndex) is var feature && feature < map.FeatureCount
            ? feature
            : throw new ArgumentException(
                $"the feature '{nameOrIndex}' has the weight 0: the map was not trained on it, so it cannot be an axis"
            );

    /// <summary>The index of a feature given by name or, where no feature has that name, by index.</summary>
    /// <exception cref="ArgumentException">There is no such feature.</exception>
    public static int IndexOf(SomMap map, string nameOrIndex)
    {
        int count = Count(map);
        for (int feature = 0; feature < count; feature++)
            if (NameOf(map, feature) == nameOrIndex)
                return feature;
        bool isIndex = int.TryParse(nameOrIndex, NumberStyles.None, CultureInfo.InvariantCulture, out int index);
        if (isIndex && index < count)
            return index;
        string names = string.Join(", ", Enumerable.Range(0, Math.Min(5, count)).Select(f => $"'{NameOf(map, f)}'"));
        string more = count > 5 ? $" and {count - 5} more" : "";
        throw new ArgumentException(
            $"the map has no feature '{nameOrIndex}'; it has {names}{more}, or an index from 0 to {count - 1}"
        );
    }
}
