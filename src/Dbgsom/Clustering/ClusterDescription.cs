using System.Diagnostics;
using Dbgsom.Naming;
using Dbgsom.Space;

namespace Dbgsom.Clustering;

/// <summary>A description of one cluster of a map by its differences from the rest.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class ClusterDescription
{
    internal ClusterDescription(
        int cluster,
        int neuronCount,
        double hitMass,
        double share,
        IReadOnlyList<FeatureDifference> features,
        IReadOnlyList<FeatureDifference> distinctiveFeatures,
        IReadOnlyList<FeatureDifference> passiveFeatures
    ) =>
        (Cluster, NeuronCount, HitMass, Share, Features, DistinctiveFeatures, PassiveFeatures) = (
            cluster,
            neuronCount,
            hitMass,
            share,
            features,
            distinctiveFeatures,
            passiveFeatures
        );

    /// <summary>The index of the cluster.</summary>
    public int Cluster { get; }

    /// <summary>The number of neurons of the cluster.</summary>
    public int NeuronCount { get; }

    /// <summary>The training samples that its neurons win, counted by their weights.</summary>
    public double HitMass { get; }

    /// <summary>The share of all samples in the cluster, from 0 to 1.</summary>
    public double Share { get; }

    /// <summary>The features that differ most from the rest of the map, largest difference first, lowest feature on ties.</summary>
    public IReadOnlyList<FeatureDifference> Features { get; }

    /// <summary>
    /// The features that differ by at least one standard deviation (<see cref="FeatureDifference.IsDistinctive"/>), largest difference
    /// first. Of the features of one category or date column, only the one that differs most is included. Empty if the cluster
    /// resembles the rest in every feature.
    /// </summary>
    public IReadOnlyList<FeatureDifference> DistinctiveFeatures { get; }

    /// <summary>
    /// The passive features (<see cref="SomMap.PassiveFeatures"/>) that differ most. Their indices refer to that list, their values are
    /// those of the neurons, and deviations are those of the training samples.
    /// </summary>
    public IReadOnlyList<FeatureDifference> PassiveFeatures { get; }

    /// <summary>
    /// The <see cref="DistinctiveFeatures"/> in one line: "petal_length low, 2.1 sd below the rest; …", or "no feature differs by a
    /// standard deviation". Empty for a map with a single cluster.
    /// </summary>
    public string Text =>
        Features.Count == 0 ? ""
        : DistinctiveFeatures.Count == 0 ? "no feature differs by a standard deviation"
        : string.Join("; ", DistinctiveFeatures.Select(feature => feature.Text));

    /// <summary>Returns the size, as in "Cluster 2: 14 neurons, petal_length low, 2.1 sd below the rest".</summary>
    public override string ToString() =>
        $"Cluster {Cluster}: {Naming.Text.Of(NeuronCount, "neuron")}{(Features.Count == 0 ? "" : $", {Text}")}";
}

/// <summary>The difference of one feature between a cluster and the rest of the map.</summary>
/// <param name="Feature">Index of the feature.</param>
/// <param name="Name">The name of the feature; "feature 3" if features have no names.</param>
/// <param name="Mean">
/// The mean of the cluster's weights, weighted by the hits of each neuron, in the units of <see cref="SomMap.WeightsInDataUnits"/>.
/// </param>
/// <param name="RestMean">The mean of all other neurons, weighted likewise.</param>
/// <param name="Deviations">
/// The difference in standard deviations, positive if the cluster is higher. The standard deviation is that of the training samples if
/// the map knows it (<see cref="Scaling.Standard"/>, Euclidean), otherwise that of the neurons' weights, weighted by their hits.
/// </param>
public sealed record FeatureDifference(int Feature, string Name, double Mean, double RestMean, double Deviations)
{
    /// <summary>True if the difference is at least one standard deviation; smaller differences are within the usual variation.</summary>
    public bool IsDistinctive => Math.Abs(Deviations) >= 1;

    /// <summary>The difference in words, such as "petal_length low, 2.1 sd below the rest".</summary>
    public string Text =>
        Naming.Text.Of(
            $"{Name} {(Deviations < 0 ? "low" : "high")}, {Math.Abs(Deviations):0.0} sd {(Deviations < 0 ? "below" : "above")} the rest"
        );
}
