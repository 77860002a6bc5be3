using System.ComponentModel;
using System.Text.Json.Serialization;
using Dbgsom.Grid;
using Dbgsom.Naming;

namespace Dbgsom.Clustering;

/// <summary>A method that groups the neurons of a map into clusters, see <see cref="SomMap.Cluster"/>.</summary>
[JsonConverter(typeof(NamedJsonConverter<ClusterMethod>))]
[TypeConverter(typeof(NamedTypeConverter<ClusterMethod>))]
public abstract class ClusterMethod : INamed<ClusterMethod>
{
    private protected ClusterMethod(string name) => Name = name;

    /// <summary>
    /// Ward's linkage (Ward 1963) restricted to the grid: among clusters joined by an edge, the pair merges that increases the squared
    /// error least, with neurons weighted by their hits; the pair with the lowest neurons on ties. A dead neuron joins the adjacent
    /// cluster whose adjacent neuron is nearest, with weight 0.
    /// </summary>
    public static ClusterMethod Ward { get; } = new WardMethod();

    /// <summary>
    /// k-means of the neurons, weighted by their hits: the best of eight k-means++ starts with fixed seeds. It ignores the grid. A dead
    /// neuron belongs to the nearest center.
    /// </summary>
    public static ClusterMethod KMeans { get; } = new KMeansMethod();

    /// <summary>
    /// The watershed of the U-matrix: a cluster is a valley between ridges. It finds clusters of any shape, as long as few samples lie
    /// between them.
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
