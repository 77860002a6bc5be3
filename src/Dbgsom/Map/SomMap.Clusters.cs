using Dbgsom.Clustering;
using Dbgsom.Space;

namespace Dbgsom;

/// <content>What stands out on a map: clusters of neurons, features that matter.</content>
public sealed partial class SomMap
{
    /// <summary>Groups the neurons of this map, not of its child maps, into clusters (Vesanto &amp; Alhoniemi 2000).</summary>
    /// <remarks>
    /// Distances are the Euclidean ones between <see cref="Weights"/>, in the space trained in; under <see cref="Metric.Cosine"/> these
    /// have length 1, so that the squared distance is twice the cosine distance.
    /// </remarks>
    /// <param name="method">The cluster method; null for <see cref="ClusterMethod.Ward"/>.</param>
    /// <param name="count">The number of clusters, from 1 to the number of live neurons; null to choose it automatically.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentOutOfRangeException">The map cannot have that many clusters.</exception>
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
    /// The importance of each feature for the map: its share of the variance of the <see cref="Weights"/>, weighted by hits. The values
    /// sum to 1, or are all 0 if nothing varies. Without scaling, features with large numbers dominate.
    /// </summary>
    public IReadOnlyList<double> FeatureImportance => Array.AsReadOnly(FeatureImportances.Of(this, NeuronGraph.Of(this).Mass));
}
