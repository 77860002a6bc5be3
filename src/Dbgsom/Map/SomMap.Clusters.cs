using Dbgsom.Clustering;
using Dbgsom.Space;

namespace Dbgsom;

/// <content>What stands out on a map: clusters of neurons, features that matter.</content>
public sealed partial class SomMap
{
    /// <summary>Groups the neurons into clusters (Vesanto &amp; Alhoniemi 2000): of this map, not of those below it.</summary>
    /// <remarks>
    /// Distances are the Euclidean ones between <see cref="Weights"/>, in the space trained in; under <see cref="Metric.Cosine"/> these have
    /// length 1, so that the squared distance is twice the cosine one.
    /// </remarks>
    /// <param name="method">How; null for <see cref="ClusterMethod.Ward"/>.</param>
    /// <param name="count">How many, from 1 to the number of live neurons; null for an automatic choice.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="ArgumentOutOfRangeException">The map cannot have so many clusters.</exception>
    public MapClusters Cluster(ClusterMethod? method = null, int? count = null, CancellationToken cancellationToken = default)
    {
        method ??= ClusterMethod.Ward;
        var graph = NeuronGraph.Of(this);
        if (count is { } given)
            graph.Require(given);
        var grouping = method.Run(this, graph, count, cancellationToken);
        return new MapClusters(this, method, ClusterOrder.Number(grouping.Groups, graph.Mass), grouping);
    }

    /// <summary>
    /// How much each feature sets the neurons apart: its share of the variance of the <see cref="Weights"/>, each neuron counted by its
    /// hits. They sum to 1; all are 0 where nothing varies. Without scaling, a feature in small units has large numbers, and so much of it.
    /// </summary>
    public IReadOnlyList<double> FeatureImportance => Array.AsReadOnly(FeatureImportances.Of(this, NeuronGraph.Of(this).Mass));
}
