using Dbgsom.Naming;
using Dbgsom.Space;

namespace Dbgsom.Clustering;

/// <summary>Compares the neurons of each cluster with all others, feature by feature.</summary>
internal static class ClusterProfiles
{
    public static IReadOnlyList<ClusterDescription> Of(SomMap map, int[] labels, int clusters, int top)
    {
        double[] mass = NeuronGraph.Of(map).Mass;
        double[] deviations = Deviations(map, mass);
        return
        [
            .. Enumerable.Range(0, clusters).Select(cluster => Describe(map, labels, mass, deviations, cluster, clusters, top)),
        ];
    }

    private static ClusterDescription Describe(
        SomMap map,
        int[] labels,
        double[] mass,
        double[] deviations,
        int cluster,
        int clusters,
        int top
    )
    {
        var inside = new double[map.FeatureCount];
        var outside = new double[map.FeatureCount];
        double within = Means(map.Weights, mass, neuron => labels[neuron] == cluster, inside);
        double rest = Means(map.Weights, mass, neuron => labels[neuron] != cluster, outside);
        var (mean, restMean) = ((double[])inside.Clone(), (double[])outside.Clone());
        map.Space.Invert(mean, mean.Length);
        map.Space.Invert(restMean, restMean.Length);
        FeatureDifference[] features =
            clusters == 1 || rest == 0
                ? []
                :
                [
                    .. Enumerable
                        .Range(0, map.FeatureCount)
                        .Where(feature => deviations[feature] > 0)
                        .Select(feature => new FeatureDifference(
                            feature,
                            map.FeatureNames?[feature] ?? Text.Of($"feature {feature}"),
                            mean[feature],
                            restMean[feature],
                            (inside[feature] - outside[feature]) / deviations[feature]
                        ))
                        .OrderByDescending(difference => Math.Abs(difference.Deviations)),
                ];
        var variables = VariablesOf(map);
        return new ClusterDescription(
            cluster,
            labels.Count(label => label == cluster),
            Hits(map, labels, cluster),
            within / (within + rest),
            [.. features.Take(top)],
            [.. features.Where(one => one.IsDistinctive).DistinctBy(one => variables(one.Feature)).Take(top)],
            clusters == 1 || rest == 0 ? [] : [.. Passive(map, labels, mass, cluster).Take(top)]
        );
    }

    /// <summary>Returns a key that the features of one column share: its categories, or the sine and cosine of a date.</summary>
    private static Func<int, object> VariablesOf(SomMap map)
    {
        if (map.ActiveWeights?.VariablesOf(map.FeatureNames, map.FeatureCount) is { } variables)
            return feature => variables[feature];
        return feature =>
            map.FeatureNames?[feature] is { } name && name.IndexOf('=', StringComparison.Ordinal) is > 0 and var end
                ? name[..end]
                : feature;
    }

    /// <summary>
    /// For each feature the share of its variance that lies between clusters: Σ p (mean of the cluster − mean)² / sd², with p the shares of the
    /// clusters and the standard deviations of the descriptions. 0 for a constant feature.
    /// </summary>
    public static double[] Importance(SomMap map, int[] labels, int clusters)
    {
        double[] mass = NeuronGraph.Of(map).Mass;
        double[] deviations = Deviations(map, mass);
        var mean = new double[map.FeatureCount];
        double total = Means(map.Weights, mass, _ => true, mean);
        var between = new double[map.FeatureCount];
        for (int cluster = 0; cluster < clusters; cluster++)
        {
            var inside = new double[map.FeatureCount];
            double within = Means(map.Weights, mass, neuron => labels[neuron] == cluster, inside);
            for (int f = 0; f < mean.Length; f++)
                between[f] += within / total * ((inside[f] - mean[f]) * (inside[f] - mean[f]));
        }
        return [.. between.Select((value, f) => deviations[f] > 0 ? Math.Min(1, value / (deviations[f] * deviations[f])) : 0)];
    }

    /// <summary>Features that were not trained on, in standard deviations of the samples; those that neurons know nothing of are left out.</summary>
    private static IEnumerable<FeatureDifference> Passive(SomMap map, int[] labels, double[] mass, int cluster) =>
        map
            .PassiveFeatures.Index()
            .Where(one => one.Item.StandardDeviation > 0 && !one.Item.Values.Any(double.IsNaN))
            .Select(one =>
            {
                var values = new WeightMatrix([.. one.Item.Values], 1);
                var (inside, outside) = (new double[1], new double[1]);
                Means(values, mass, neuron => labels[neuron] == cluster, inside);
                Means(values, mass, neuron => labels[neuron] != cluster, outside);
                double deviations = (inside[0] - outside[0]) / one.Item.StandardDeviation;
                return new FeatureDifference(one.Index, one.Item.Name, inside[0], outside[0], deviations);
            })
            .OrderByDescending(difference => Math.Abs(difference.Deviations));

    private static double Hits(SomMap map, int[] labels, int cluster)
    {
        double sum = 0;
        foreach (var neuron in map.Neurons)
            sum += labels[neuron.Index] == cluster ? neuron.HitMass : 0;
        return sum;
    }

    /// <summary>The means of some neurons' weights, in order of the neurons; their mass is the answer.</summary>
    private static double Means(WeightMatrix weights, double[] mass, Func<int, bool> counts, Span<double> means)
    {
        double total = 0;
        for (int neuron = 0; neuron < mass.Length; neuron++)
        {
            if (!counts(neuron) || mass[neuron] == 0)
                continue;
            total += mass[neuron];
            var row = weights[neuron];
            for (int feature = 0; feature < row.Length; feature++)
                means[feature] += mass[neuron] / total * (row[feature] - means[feature]);
        }
        return total;
    }

    /// <summary>In the space trained in: 1 for samples that were standardized, times what weights make of it, 0 for a constant feature.</summary>
    private static double[] Deviations(SomMap map, double[] mass)
    {
        if (map.Scaler is not StandardScaler || map.EffectiveOptions.Metric.ScalesToLengthOne)
            return [.. FeatureImportances.Variances(map, mass).Select(Math.Sqrt)];
        var features = map.ActiveWeights?.Resolve(map.FeatureNames, map.FeatureCount, out _);
        double[] between = features is null ? [] : [.. FeatureImportances.Variances(map, mass).Select(Math.Sqrt)];
        return
        [
            .. Enumerable
                .Range(0, map.FeatureCount)
                .Select(feature =>
                    map.Scaler.ConstantColumns.Contains(feature) ? 0
                    : features is null ? 1
                    : features[feature].Variable is null ? map.EffectiveOptions.Metric.FactorOf(features[feature].Weight)
                    : IsCircle(map, features[feature].Variable!) ? OnCircle(map.Scaler, features[feature].Variable!)
                    // A category is 1 in a share of the rows, its mean, and 0 in the others. Other features may be called like categories.
                    : map.Scaler.Offset[feature] is < 0 or > 1 ? between[feature]
                    : Math.Sqrt(map.Scaler.Offset[feature] * (1 - map.Scaler.Offset[feature])) / map.Scaler.Divisor[feature]
                ),
        ];
    }

    /// <summary>True if a variable is a place on a circle, such as the month of a date.</summary>
    private static bool IsCircle(SomMap map, int[] variable) =>
        variable.Length == 2
        && map.FeatureNames is { } names
        && names[variable[0]].EndsWith(FeatureWeights.SineEnd, StringComparison.Ordinal)
        && names[variable[1]].EndsWith(FeatureWeights.CosineEnd, StringComparison.Ordinal);

    /// <summary>The root of the mean variance of sine and cosine: their squares sum to 1, so their variances do to 1 − m² − n².</summary>
    private static double OnCircle(Scaler scaler, int[] variable)
    {
        var (sine, cosine) = (scaler.Offset[variable[0]], scaler.Offset[variable[1]]);
        return Math.Sqrt(Math.Max(0, 1 - (sine * sine) - (cosine * cosine)) / 2) / scaler.Divisor[variable[0]];
    }
}
