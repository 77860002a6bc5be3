using Dbgsom.Numerics;
using Dbgsom.Space;

namespace Dbgsom.Clustering;

/// <summary>By which features the neurons of a map differ.</summary>
internal static class FeatureImportances
{
    /// <summary>Σ m (w − mean)² / Σ m of each feature, seen from the first neuron: exactly 0 where a feature has one value.</summary>
    public static double[] Variances(SomMap map, double[] mass)
    {
        double[] variances = Variances(map.Weights, mass);
        // With the cosine metric a constant feature still tells directions apart; otherwise what is left is rounding.
        if (map.Content.Constant is { } constant && !map.EffectiveOptions.Metric.ScalesToLengthOne)
            foreach (int feature in constant.Columns)
                variances[feature] = 0;
        return variances;
    }

    private static double[] Variances(WeightMatrix weights, double[] mass)
    {
        double total = Ordered.Sum(mass);
        var means = new double[weights.FeatureCount];
        var variances = new double[weights.FeatureCount];
        for (int neuron = 0; neuron < mass.Length; neuron++)
        for (int feature = 0; feature < means.Length; feature++)
            means[feature] += mass[neuron] / total * (weights[neuron][feature] - weights[0][feature]);
        for (int neuron = 0; neuron < mass.Length; neuron++)
        for (int feature = 0; feature < means.Length; feature++)
        {
            double difference = weights[neuron][feature] - weights[0][feature] - means[feature];
            variances[feature] += mass[neuron] / total * (difference * difference);
        }
        return variances;
    }

    /// <summary>The variances as shares of their sum; all 0 where that is.</summary>
    public static double[] Of(SomMap map, double[] mass)
    {
        double[] variances = Variances(map, mass);
        double sum = Ordered.Sum(variances);
        return Array.ConvertAll(variances, variance => sum > 0 ? variance / sum : 0);
    }
}
