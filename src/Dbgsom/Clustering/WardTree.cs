using Dbgsom.Numerics;

namespace Dbgsom.Clustering;

/// <summary>
/// Ward's linkage (Ward 1963) of weighted points of which only neighbors merge: the order in which they do. Two clusters a and b cost
/// √(2·m_a·m_b/(m_a + m_b))·‖c_a − c_b‖, with m the masses and c the centroids: the rise of the squared error, as scipy measures it.
/// </summary>
internal sealed class WardTree
{
    private readonly NeuronGraph graph;
    private readonly int columns;
    private readonly double[] mass;
    private readonly double[] centroids;
    private readonly int[] sizes;
    private readonly int[] lowest;
    private readonly HashSet<int>?[] neighbors;
    private readonly PriorityQueue<(int A, int B), (double Height, int Low, int High)> waiting = new();
    private readonly List<ClusterMerge> merges = [];

    public WardTree(NeuronGraph graph, CancellationToken cancellationToken = default)
    {
        this.graph = graph;
        int count = graph.Count;
        columns = graph.Points.FeatureCount;
        mass = new double[(2 * count) - 1];
        sizes = new int[mass.Length];
        lowest = new int[mass.Length];
        neighbors = new HashSet<int>?[mass.Length];
        // A merged cluster reuses the centroid of its first part: one row per neuron is enough.
        centroids = graph.Points.Values.ToArray();
        for (int neuron = 0; neuron < count; neuron++)
        {
            (mass[neuron], sizes[neuron], lowest[neuron]) = (graph.Mass[neuron], 1, neuron);
            neighbors[neuron] = [.. graph.Neighbors[neuron]];
        }
        AdoptDead();
        for (int a = 0; a < count + merges.Count; a++)
            OfferNeighbors(a, b => b > a);
        while (merges.Count < count - 1)
        {
            cancellationToken.ThrowIfCancellationRequested();
            MergeNeighbors();
            if (merges.Count < count - 1)
                JoinIslands();
        }
    }

    /// <summary>All merges, in order.</summary>
    public IReadOnlyList<ClusterMerge> Merges => merges;

    /// <summary>A group a neuron after so many merges that <paramref name="clusters"/> are left.</summary>
    public int[] Cut(int clusters) => Cut(merges, graph.Count, clusters);

    /// <inheritdoc cref="Cut(int)"/>
    /// <param name="merges">The merges of a tree, in order.</param>
    /// <param name="count">Number of neurons.</param>
    /// <param name="clusters">How many groups.</param>
    public static int[] Cut(IReadOnlyList<ClusterMerge> merges, int count, int clusters)
    {
        var parent = new int[(2 * count) - 1];
        for (int id = 0; id < parent.Length; id++)
            parent[id] = id;
        for (int i = count - clusters - 1; i >= 0; i--)
            (parent[merges[i].A], parent[merges[i].B]) = (parent[count + i], parent[count + i]);
        return parent[..count];
    }

    /// <summary>
    /// A dead neuron weighs nothing, so every merge with it costs nothing. It joins the cluster beside it from which it is least far, the
    /// nearest pair first: by the height of the U-matrix between two neurons, not between clusters.
    /// </summary>
    private void AdoptDead()
    {
        var open = new PriorityQueue<(int Dead, int Host), (double Distance, int Dead, int Host)>();
        var cluster = new int[graph.Count];
        void Offer(int host)
        {
            foreach (int neighbor in graph.Neighbors[host])
                if (graph.Mass[neighbor] == 0 && cluster[neighbor] < 0)
                    open.Enqueue((neighbor, host), (Between(graph.Points[host], graph.Points[neighbor]), neighbor, host));
        }
        for (int neuron = 0; neuron < cluster.Length; neuron++)
            cluster[neuron] = graph.Mass[neuron] > 0 ? neuron : -1;
        for (int neuron = 0; neuron < cluster.Length; neuron++)
            if (graph.Mass[neuron] > 0)
                Offer(neuron);
        var host = new Dictionary<int, int>();
        while (open.TryDequeue(out var pair, out _))
        {
            if (cluster[pair.Dead] >= 0)
                continue;
            int root = cluster[pair.Host];
            int current = host.GetValueOrDefault(root, root);
            host[root] = Merge(current, pair.Dead, 0);
            cluster[pair.Dead] = root;
            Offer(pair.Dead);
        }
    }

    private void MergeNeighbors()
    {
        while (waiting.TryDequeue(out var pair, out var key))
        {
            if (neighbors[pair.A] is null || neighbors[pair.B] is null)
                continue;
            int merged = Merge(pair.A, pair.B, key.Height);
            OfferNeighbors(merged, _ => true);
        }
    }

    /// <summary>Joins islands: the remaining clusters are not adjacent, so from now on any two may merge.</summary>
    private void JoinIslands()
    {
        int[] left = [.. Enumerable.Range(0, graph.Count + merges.Count).Where(id => neighbors[id] is not null)];
        foreach (int id in left)
            neighbors[id] = [.. left.Where(other => other != id)];
        foreach (int id in left)
            OfferNeighbors(id, other => other > id);
    }

    private void OfferNeighbors(int a, Func<int, bool> wanted)
    {
        foreach (int b in neighbors[a] ?? [])
            if (wanted(b))
                waiting.Enqueue(
                    (Math.Min(a, b), Math.Max(a, b)),
                    (Cost(a, b), Math.Min(lowest[a], lowest[b]), Math.Max(lowest[a], lowest[b]))
                );
    }

    private double Cost(int a, int b)
    {
        double total = mass[a] + mass[b];
        return total > 0 ? Math.Sqrt(2 * (mass[a] / total) * mass[b]) * Between(Centroid(a), Centroid(b)) : 0;
    }

    private int Merge(int a, int b, double height)
    {
        (a, b) = (Math.Min(a, b), Math.Max(a, b));
        int merged = graph.Count + merges.Count;
        (mass[merged], sizes[merged]) = (mass[a] + mass[b], sizes[a] + sizes[b]);
        lowest[merged] = Math.Min(lowest[a], lowest[b]);
        merges.Add(new ClusterMerge(a, b, height, sizes[merged]));
        double share = mass[merged] > 0 ? mass[b] / mass[merged] : (double)sizes[b] / sizes[merged];
        // By the lowest neuron: no other cluster has its row.
        var first = Centroid(a);
        var second = Centroid(b);
        var target = Centroid(merged);
        for (int c = 0; c < columns; c++)
            target[c] = first[c] + (share * (second[c] - first[c]));
        var (joined, fewer) = (neighbors[a]!, neighbors[b]!);
        if (joined.Count < fewer.Count)
            (joined, fewer) = (fewer, joined);
        foreach (int other in fewer)
            joined.Add(other);
        joined.Remove(a);
        joined.Remove(b);
        foreach (int other in joined)
        {
            neighbors[other]!.Remove(a);
            neighbors[other]!.Remove(b);
            neighbors[other]!.Add(merged);
        }
        (neighbors[a], neighbors[b], neighbors[merged]) = (null, null, joined);
        return merged;
    }

    private Span<double> Centroid(int id) => centroids.AsSpan(lowest[id] * columns, columns);

    private static double Between(ReadOnlySpan<double> a, ReadOnlySpan<double> b) => Math.Sqrt(SquaredDistance.Between(a, b));
}
