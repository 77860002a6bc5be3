namespace Dbgsom.Clustering;

/// <summary>Clusters of a map: its neurons grouped into regions (Vesanto &amp; Alhoniemi 2000). Made by <see cref="SomMap.Cluster"/>; immutable.</summary>
public sealed class MapClusters
{
    private readonly SomMap map;
    private readonly int[] labels;

    internal MapClusters(SomMap map, ClusterMethod method, int[] labels, Grouping grouping)
    {
        (this.map, this.labels, Method) = (map, labels, method);
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
