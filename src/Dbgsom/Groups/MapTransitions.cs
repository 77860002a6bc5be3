using Dbgsom.Clustering;
using Dbgsom.Naming;

namespace Dbgsom.Groups;

/// <summary>
/// The movement of samples over a map in time, or in any other order: steps between clusters, lengths of stay, and trajectories. Made
/// by <see cref="SomMap.Transitions"/>; immutable.
/// </summary>
public sealed class MapTransitions
{
    private readonly double[,] counts;
    private readonly int[] entered;

    internal MapTransitions(MapClusters clusters, IReadOnlyList<NeuronPath> paths)
    {
        (Clusters, Paths) = (clusters, paths);
        counts = new double[clusters.Count, clusters.Count];
        entered = new int[clusters.Count];
        var inCluster = new int[clusters.Count];
        int same = 0;
        foreach (var path in paths)
        {
            int before = -1;
            for (int i = 0; i < path.Neurons.Count; i++)
            {
                int cluster = clusters.Labels[path.Neurons[i]];
                inCluster[cluster]++;
                if (cluster != before)
                    entered[cluster]++;
                if (i > 0)
                {
                    counts[before, cluster]++;
                    Count++;
                    same += path.Neurons[i] == path.Neurons[i - 1] ? 1 : 0;
                }
                before = cluster;
            }
        }
        SameNeuronShare = Count > 0 ? (double)same / Count : double.NaN;
        MeanStays = Array.AsReadOnly([
            .. inCluster.Zip(entered, (samples, stays) => stays > 0 ? (double)samples / stays : double.NaN),
        ]);
    }

    /// <summary>The clusters.</summary>
    public MapClusters Clusters { get; }

    /// <summary>The trajectory of each unit over the neurons; a single one if no units were given.</summary>
    public IReadOnlyList<NeuronPath> Paths { get; }

    /// <summary>The number of steps from one sample of a unit to its next.</summary>
    public int Count { get; }

    /// <summary>The number of samples that were left out because they have no position in the order, or no unit.</summary>
    public int LeftOut { get; internal init; }

    /// <summary>The share of the steps that stay on the same neuron; NaN without steps.</summary>
    public double SameNeuronShare { get; }

    /// <summary>The mean length of a step in hops, 0 for a step that stays; NaN without steps.</summary>
    public double MeanHops { get; internal init; } = double.NaN;

    /// <summary>
    /// The mean length of stay in each cluster: the number of consecutive samples of a unit until the unit leaves, or ends. NaN for a
    /// cluster without samples.
    /// </summary>
    public IReadOnlyList<double> MeanStays { get; }

    /// <summary>Returns the number of steps from one cluster to another, or to itself.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A cluster does not exist.</exception>
    public double Steps(int from, int to) => counts[Known(from, nameof(from)), Known(to, nameof(to))];

    /// <summary>
    /// Returns the share of the steps from one cluster that lead to another; NaN if no step leaves it. The share to itself is the
    /// persistence of the cluster.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A cluster does not exist.</exception>
    public double Share(int from, int to)
    {
        double all = 0;
        Known(to, nameof(to));
        for (int other = 0; other < Clusters.Count; other++)
            all += counts[Known(from, nameof(from)), other];
        return all > 0 ? counts[from, to] / all : double.NaN;
    }

    /// <inheritdoc/>
    public override string ToString() => $"MapTransitions: {Text.Of(Count, "step")}, {Text.Of(Clusters.Count, "cluster")}";

    private int Known(int cluster, string parameter) =>
        (uint)cluster < (uint)Clusters.Count
            ? cluster
            : throw new ArgumentOutOfRangeException(parameter, cluster, $"valid is 0 to {Clusters.Count - 1}");
}

/// <summary>The trajectory of one unit over a map.</summary>
/// <param name="Unit">The unit; null if no units were given.</param>
/// <param name="Neurons">The winner of each of its samples, in order.</param>
/// <param name="Rows">The rows of these samples.</param>
public sealed record NeuronPath(string? Unit, IReadOnlyList<int> Neurons, IReadOnlyList<int> Rows);
