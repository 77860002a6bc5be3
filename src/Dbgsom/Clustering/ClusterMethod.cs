using System.ComponentModel;
using System.Text.Json.Serialization;
using Dbgsom.Grid;
using Dbgsom.Naming;

namespace Dbgsom.Clustering;

/// <summary>How the neurons of a map are grouped into clusters, see <see cref="SomMap.Cluster"/>.</summary>
[JsonConverter(typeof(NamedJsonConverter<ClusterMethod>))]
[TypeConverter(typeof(NamedTypeConverter<ClusterMethod>))]
public abstract class ClusterMethod : INamed<ClusterMethod>
{
    private protected ClusterMethod(string name) => Name = name;

    /// <summary>
    /// Ward's linkage (Ward 1963) restricted to the grid: of clusters that touch by an edge the two merge that raise the squared error
    /// least, each neuron counting as many samples as it wins, the two of the lowest neurons on ties. A dead neuron joins the cluster beside it whose
    /// adjacent neuron is nearest, and weighs nothing.
    /// </summary>
    public static ClusterMethod Ward { get; } = new WardMethod();

    /// <summary>
    /// k-means of the neurons, each counting as many samples as it wins: the best of eight k-means++ starts with fixed seeds. It does not see
    /// the grid. A dead neuron belongs to the nearest center.
    /// </summary>
    public static ClusterMethod KMeans { get; } = new KMeansMethod();

    /// <summary>
    /// The watershed of the U-matrix: a cluster is a valley, ridges lie between. It finds clusters of any shape, as far as the samples between
    /// them are few.
    /// </summary>
    public static ClusterMethod Watershed { get; } = new WatershedMethod();

    /// <inheritdoc/>
    public static IReadOnlyList<ClusterMethod> All { get; } = [Ward, KMeans, Watershed];

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>A group a neuron, in any numbering, with what was found on the way.</summary>
    internal abstract Grouping Run(SomMap map, NeuronGraph graph, int? count, CancellationToken cancellationToken);

    private sealed class WardMethod() : ClusterMethod("ward")
    {
        internal override Grouping Run(SomMap map, NeuronGraph graph, int? count, CancellationToken cancellationToken)
        {
            var tree = new WardTree(graph.WithDiagonals(map.Lattice), cancellationToken);
            return ClusterChoice.Make(graph, count, tree.Cut, cancellationToken) with { Merges = tree.Merges };
        }
    }

    private sealed class KMeansMethod() : ClusterMethod("k-means")
    {
        internal override Grouping Run(SomMap map, NeuronGraph graph, int? count, CancellationToken cancellationToken) =>
            ClusterChoice.Make(
                graph,
                count,
                clusters => Clustering.KMeans.Run(graph, clusters, cancellationToken),
                cancellationToken
            );
    }

    private sealed class WatershedMethod() : ClusterMethod("watershed")
    {
        internal override Grouping Run(SomMap map, NeuronGraph graph, int? count, CancellationToken cancellationToken)
        {
            double[] heights = [.. map.Neurons.Select(neuron => neuron.AverageDistance)];
            var watershed = new Clustering.Watershed(graph, heights);
            return new(watershed.Cut(count ?? watershed.Choose(ClusterChoice.Most(graph))), [], []);
        }
    }
}
