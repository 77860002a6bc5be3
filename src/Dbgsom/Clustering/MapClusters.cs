using Dbgsom.Measures;

namespace Dbgsom.Clustering;

/// <summary>Clusters of a map: its neurons grouped into regions (Vesanto &amp; Alhoniemi 2000). Made by <see cref="SomMap.Cluster"/>; immutable.</summary>
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

    /// <summary>How they were found.</summary>
    public ClusterMethod Method { get; }

    /// <summary>Number of clusters.</summary>
    public int Count { get; }

    /// <summary>The cluster of each neuron, 0 to <see cref="Count"/> − 1: numbered by falling hit mass, ties by the lowest neuron.</summary>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>The numbers of clusters that were tried, ascending, where the number was chosen; otherwise empty, as for <see cref="ClusterMethod.Watershed"/>.</summary>
    public IReadOnlyList<ClusterQuality> Candidates { get; }

    /// <summary>The tree of <see cref="ClusterMethod.Ward"/>, K − 1 merges of K neurons in their order; empty for other methods.</summary>
    public IReadOnlyList<ClusterMerge> Merges { get; }

    /// <summary>The cluster of each sample: that of its winner; in a hierarchy the winner on the first map.</summary>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="ArgumentException">The features are not those of the map.</exception>
    public int[] Predict(DataMatrix data, CancellationToken cancellationToken = default) =>
        Array.ConvertAll(map.Predict(data, cancellationToken), neuron => labels[neuron]);

    /// <summary>
    /// The same map in another number of clusters by the same <see cref="Method"/>: the same as <see cref="SomMap.Cluster"/> with that number, without
    /// finding again what is known – the tree of <see cref="ClusterMethod.Ward"/>, or a number of <see cref="Candidates"/>.
    /// </summary>
    /// <param name="count">How many, from 1 to the number of neurons that win samples.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The clusters, with the <see cref="Merges"/> and <see cref="Candidates"/> of these.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The map cannot have so many clusters.</exception>
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
    /// How much each feature sets the clusters apart: the share of its variance that lies between them, 0 to 1 (η², the correlation ratio). A feature
    /// near 1 has nearly one value in each cluster; one near 0 is spread alike over all. The variances are those of the training samples where the map
    /// knows them, see <see cref="FeatureDifference"/>, otherwise those of the neurons.
    /// </summary>
    public IReadOnlyList<double> FeatureImportance => Array.AsReadOnly(ClusterProfiles.Importance(map, labels, Count));

    /// <summary>How well the clusters lie apart for samples, in the space the map was trained in.</summary>
    /// <remarks>
    /// The measures are <see cref="ClusterMeasures"/> of the scaled samples by the cluster of their winner; missing values are filled in. Of more than
    /// <see cref="ClusterMeasures.MaxCompared"/> samples the silhouette compares as many, the same in each call.
    /// </remarks>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The measures, with the number of clusters that hold samples; null where that is below 2, as there is nothing to compare.</returns>
    /// <exception cref="ArgumentException">The features are not those of the map.</exception>
    public ClusterQuality? Measure(DataMatrix data, CancellationToken cancellationToken = default) =>
        SampleClusters.Measure(map, data, Predict(data, cancellationToken), cancellationToken);

    /// <summary>How well the clusters agree with labels of samples.</summary>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="labels">One label for each sample, null where it has none; the map need not know it.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The features are not those of the map, there is not one label for each sample, or no sample that counts has one.</exception>
    public LabelAgreement Compare(DataMatrix data, IReadOnlyList<string?> labels, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count != data.RowCount)
            throw new ArgumentException(
                $"there are {labels.Count} labels for {data.RowCount} samples; valid is one for each",
                nameof(labels)
            );
        return LabelAgreement.Of(Predict(data, cancellationToken), LabelAgreement.Codes(labels), data.SampleWeights);
    }

    /// <summary>What sets each cluster apart: its size, and the features by which it differs most from all other samples.</summary>
    /// <param name="top">How many features at most, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="top"/> is below 1.</exception>
    public IReadOnlyList<ClusterDescription> Describe(int top = 5) =>
        top >= 1
            ? ClusterProfiles.Of(map, labels, Count, top)
            : throw new ArgumentOutOfRangeException(nameof(top), top, "the number of features is at least 1");
}

/// <summary>How well a number of clusters suits a map.</summary>
/// <param name="Count">Number of clusters.</param>
/// <param name="DaviesBouldin">The index of Davies &amp; Bouldin (1979) of the neurons, weighted by their hits; lower is better.</param>
/// <param name="Silhouette">The mean silhouette (Rousseeuw 1987) of the live neurons, weighted by their hits; −1 to 1, higher is better.</param>
public readonly record struct ClusterQuality(int Count, double DaviesBouldin, double Silhouette);

/// <summary>Two clusters that became one, as in scipy's linkage: of K neurons, 0 to K − 1 are the neurons, K + i is what merge i made.</summary>
/// <param name="A">The one cluster; the lower number.</param>
/// <param name="B">The other.</param>
/// <param name="Height">
/// √(2·m_a·m_b/(m_a + m_b))·‖c_a − c_b‖ of their hit masses and centroids: scipy's height of Ward's linkage, where each neuron stands for as
/// many samples as it wins. As only neighbors merge, a merge can be lower than one before it.
/// </param>
/// <param name="Size">Number of neurons in both.</param>
public readonly record struct ClusterMerge(int A, int B, double Height, int Size);
