using Dbgsom.Naming;
using Dbgsom.Space;

namespace Dbgsom.Clustering;

/// <summary>What sets one cluster of a map apart.</summary>
/// <param name="Cluster">Number of the cluster.</param>
/// <param name="NeuronCount">Its neurons.</param>
/// <param name="HitMass">Training samples that its neurons win, counted by their weights.</param>
/// <param name="Share">Those as a share of all, 0 to 1.</param>
/// <param name="Features">The features that differ most from the rest of the map, greatest difference first, lowest feature on ties.</param>
public sealed record ClusterDescription(
    int Cluster,
    int NeuronCount,
    double HitMass,
    double Share,
    IReadOnlyList<FeatureDifference> Features
)
{
    /// <summary>The differences in one line: "petal_length low, 2.1 sd below the rest; …". Empty where there is nothing to compare with.</summary>
    public string Text => string.Join("; ", Features.Select(feature => feature.Text));
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
    /// <summary>"petal_length low, 2.1 sd below the rest": high or low, with one digit.</summary>
    public string Text =>
        Naming.Text.Of(
            $"{Name} {(Deviations < 0 ? "low" : "high")}, {Math.Abs(Deviations):0.0} sd {(Deviations < 0 ? "below" : "above")} the rest"
        );
}
