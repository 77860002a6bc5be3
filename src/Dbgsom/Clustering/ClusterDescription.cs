using System.Diagnostics;
using Dbgsom.Naming;
using Dbgsom.Space;

namespace Dbgsom.Clustering;

/// <summary>What sets one cluster of a map apart.</summary>
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

    /// <summary>Number of the cluster.</summary>
    public int Cluster { get; }

    /// <summary>The number of neurons of the cluster.</summary>
    public int NeuronCount { get; }

    /// <summary>Training samples that its neurons win, counted by their weights.</summary>
    public double HitMass { get; }

    /// <summary>The share of all samples that the cluster holds, 0 to 1.</summary>
    public double Share { get; }

    /// <summary>The features that differ most from the rest of the map, greatest difference first, lowest feature on ties.</summary>
    public IReadOnlyList<FeatureDifference> Features { get; }

    /// <summary>
    /// The features that tell the cluster apart: those that differ by a standard deviation or more
    /// (<see cref="FeatureDifference.IsDistinctive"/>), greatest difference first. Of the features of one column of categories, or of one date, only
    /// the one that differs most is here. Empty where the cluster is like the rest in every feature.
    /// </summary>
    public IReadOnlyList<FeatureDifference> DistinctiveFeatures { get; }

    /// <summary>
    /// The same for <see cref="SomMap.PassiveFeatures"/>, which had no part in training: indices are theirs, values those of the neurons, deviations those
    /// of the training samples.
    /// </summary>
    public IReadOnlyList<FeatureDifference> PassiveFeatures { get; }

    /// <summary>
    /// The <see cref="DistinctiveFeatures"/> in one line: "petal_length low, 2.1 sd below the rest; …"; "no feature differs by a standard deviation"
    /// where there are none. Empty where there is nothing to compare with.
    /// </summary>
    public string Text =>
        Features.Count == 0 ? ""
        : DistinctiveFeatures.Count == 0 ? "no feature differs by a standard deviation"
        : string.Join("; ", DistinctiveFeatures.Select(feature => feature.Text));

    /// <summary>Returns the size, as in "Cluster 2: 14 neurons, petal_length low, 2.1 sd below the rest".</summary>
    public override string ToString() =>
        $"Cluster {Cluster}: {Naming.Text.Of(NeuronCount, "neuron")}{(Features.Count == 0 ? "" : $", {Text}")}";
}

/// <summary>How one feature of a cluster differs from the rest of the map.</summary>
/// <param name="Feature">Index of the feature.</param>
/// <param name="Name">Its name; "feature 3" where features have none.</param>
/// <param name="Mean">Mean of the cluster's weights, each neuron counted by its hits, in the units of <see cref="SomMap.WeightsInDataUnits"/>.</param>
/// <param name="RestMean">The same of all other neurons.</param>
/// <param name="Deviations">
/// The difference in standard deviations, above 0 where the cluster's is higher: in those of the training samples where the map knows them
/// (<see cref="Scaling.Standard"/>, Euclidean), otherwise in those of the neurons' weights, counted by their hits.
/// </param>
public sealed record FeatureDifference(int Feature, string Name, double Mean, double RestMean, double Deviations)
{
    /// <summary>Whether the difference is at least one standard deviation: less than that is within what the feature varies by anyway.</summary>
    public bool IsDistinctive => Math.Abs(Deviations) >= 1;

    /// <summary>"petal_length low, 2.1 sd below the rest": high or low, with one digit.</summary>
    public string Text =>
        Naming.Text.Of(
            $"{Name} {(Deviations < 0 ? "low" : "high")}, {Math.Abs(Deviations):0.0} sd {(Deviations < 0 ? "below" : "above")} the rest"
        );
}
