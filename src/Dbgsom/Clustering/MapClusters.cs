using Dbgsom.Measures;

namespace Dbgsom.Clustering;

/// <summary>
/// The clusters of a map: its neurons grouped into regions (Vesanto &amp; Alhoniemi 2000). Made by <see cref="SomMap.Cluster"/>;
/// immutable.
/// </summary>
public sealed class MapClusters
{
    private readonly SomMap map;
    private readonly int[] labels;
    private readonly Grouping grouping;

    internal MapClusters(SomMap map, ClusterMethod method, int[] labels, Grouping grouping)
    {
        (this.map, this.labels, this.grouping, Method) = (map, labels, grouping, method);
        Labels = Array.AsReadOnly(labels);
        Count = labels.Max() + 1;
        Candidates = grouping.Candidates;
        Merges = grouping.Merges;
    }

    /// <summary>The method that found the clusters.</summary>
    public ClusterMethod Method { get; }

    /// <summary>Number of clusters.</summary>
    public int Count { get; }

    /// <summary>
    /// The cluster of each neuron, from 0 to <see cref="Count"/> − 1, numbered by descending hit mass, ties by the lowest neuron.
    /// </summary>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>
    /// The numbers of clusters that were compared, ascending, if the number was chosen automatically; otherwise empty, as for
    /// <see cref="ClusterMethod.Watershed"/>.
    /// </summary>
    public IReadOnlyList<ClusterQuality> Candidates { get; }

    /// <summary>The merge tree of <see cref="ClusterMethod.Ward"/>: K − 1 merges of K neurons, in order; empty for other methods.</summary>
    public IReadOnlyList<ClusterMerge> Merges { get; }

    /// <summary>Returns the cluster of each sample: that of its winner; in a hierarchy, of the winner on the first map.</summary>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The features differ from those of the map.</exception>
    public int[] Predict(DataMatrix data, CancellationToken cancellationToken = default) =>
        Array.ConvertAll(map.Predict(data, cancellationToken), neuron => labels[neuron]);

    /// <summary>
    /// Returns the clusters of this map with another number of clusters and the same <see cref="Method"/>. The result equals that of
    /// <see cref="SomMap.Cluster"/>, but reuses the tree of <see cref="ClusterMethod.Ward"/> and known <see cref="Candidates"/>.
    /// </summary>
    /// <param name="count">The number of clusters, from 1 to the number of neurons that win samples.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The clusters, with the <see cref="Merges"/> and <see cref="Candidates"/> of this object.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The map cannot have that many clusters.</exception>
    public MapClusters WithCount(int count, CancellationToken cancellationToken = default)
    {
        var graph = NeuronGraph.Of(map);
        graph.Require(count);
        int tried = Candidates.Select(candidate => candidate.Count).ToList().IndexOf(count);
        int[] found =
            tried >= 0 ? grouping.Tried[tried]
            : Merges.Count > 0 ? WardTree.Cut(Merges, graph.Count, count)
            : Method.Run(map, graph, count, cancellationToken).Groups;
        return new(map, Method, ClusterOrder.Number(found, graph.Mass), grouping);
    }

    /// <summary>
    /// The importance of each feature for the clusters: the share of its variance that lies between them, from 0 to 1 (η², the
    /// correlation ratio). A feature near 1 is nearly constant within each cluster; one near 0 has the same distribution in all. The
    /// variances are those of the training samples if the map knows them, see <see cref="FeatureDifference"/>, otherwise those of the
    /// neurons.
    /// </summary>
    public IReadOnlyList<double> FeatureImportance => Array.AsReadOnly(ClusterProfiles.Importance(map, labels, Count));

    /// <summary>Measures the separation of the clusters on samples, in the space the map was trained in.</summary>
    /// <remarks>
    /// The measures are <see cref="ClusterMeasures"/> of the scaled samples by the cluster of their winner, with missing values filled
    /// in. The silhouette of more than <see cref="ClusterMeasures.MaxCompared"/> samples compares that many, the same in each call.
    /// </remarks>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The measures, with the number of clusters that contain samples; null if it is less than 2.</returns>
    /// <exception cref="ArgumentException">The features differ from those of the map.</exception>
    public ClusterQuality? Measure(DataMatrix data, CancellationToken cancellationToken = default) =>
        SampleClusters.Measure(map, data, Predict(data, cancellationToken), cancellationToken);

    /// <summary>Measures the agreement of the clusters with labels of samples.</summary>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="labels">One label per sample, null for a sample without one; the labels may be new to the map.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">
    /// The features differ from those of the map, the number of labels differs from the number of samples, or no sample with a weight
    /// above 0 has a label.
    /// </exception>
    public LabelAgreement Compare(DataMatrix data, IReadOnlyList<string?> labels, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count != data.RowCount)
            throw new ArgumentException(
                $"{labels.Count} labels are given for {data.RowCount} samples; valid is one per sample",
                nameof(labels)
            );
        return LabelAgreement.Of(Predict(data, cancellationToken), LabelAgreement.Codes(labels), data.SampleWeights);
    }

    /// <summary>Describes each cluster by its size and by the features that differ most from all other samples.</summary>
    /// <param name="top">The maximum number of features, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="top"/> is less than 1.</exception>
    public IReadOnlyList<ClusterDescription> Describe(int top = 5) =>
        top >= 1
            ? ClusterProfiles.Of(map, labels, Count, top)
            : throw new ArgumentOutOfRangeException(nameof(top), top, "the number of features must be at least 1");
}

/// <summary>The quality of a number of clusters for a map.</summary>
/// <param name="Count">Number of clusters.</param>
/// <param name="DaviesBouldin">The index of Davies &amp; Bouldin (1979) of the neurons, weighted by their hits; lower is better.</param>
/// <param name="Silhouette">The mean silhouette (Rousseeuw 1987) of the live neurons, weighted by their hits; −1 to 1, higher is better.</param>
public readonly record struct ClusterQuality(int Count, double DaviesBouldin, double Silhouette);

/// <summary>
/// A merge of two clusters, as in SciPy's linkage: of K neurons, 0 to K − 1 are the neurons, and K + i is the result of merge i.
/// </summary>
/// <param name="A">The cluster with the lower number.</param>
/// <param name="B">The other cluster.</param>
/// <param name="Height">
/// √(2·m_a·m_b/(m_a + m_b))·‖c_a − c_b‖ of their hit masses and centroids: SciPy's height of Ward's linkage, with neurons weighted by
/// their hits. Because only adjacent clusters merge, heights can decrease.
/// </param>
/// <param name="Size">The number of neurons in both clusters.</param>
public readonly record struct ClusterMerge(int A, int B, double Height, int Size);
