using Dbgsom.Clustering;
using Dbgsom.Naming;

namespace Dbgsom.Groups;

/// <summary>
/// The distribution of groups of samples (files, months, patients, classes) over a map, and their differences. Made by
/// <see cref="SomMap.Groups"/>; immutable.
/// </summary>
public sealed class MapGroups
{
    private readonly double[,] masses;
    private readonly double[] totals;
    private readonly bool[] live;

    internal MapGroups(
        IReadOnlyList<string> names,
        double[,] masses,
        bool[] live,
        IReadOnlyList<int>? unitCounts,
        MapClusters clusters
    )
    {
        (Names, this.masses, this.live, UnitCounts, Clusters) = (names, masses, live, unitCounts, clusters);
        totals = new double[names.Count];
        for (int group = 0; group < totals.Length; group++)
        for (int neuron = 0; neuron < masses.GetLength(1); neuron++)
            totals[group] += masses[group, neuron];
    }

    /// <summary>The names of the groups: numbers ascending if all are numbers, otherwise by ordinal comparison.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The compared clusters.</summary>
    public MapClusters Clusters { get; }

    /// <summary>The number of units of each group; null if no units were given.</summary>
    public IReadOnlyList<int>? UnitCounts { get; }

    /// <summary>The number of samples that were left out because they have no group, no unit, or weight 0.</summary>
    public int LeftOut { get; internal init; }

    /// <summary>The difference of each group in each cluster, group by group.</summary>
    public IReadOnlyList<GroupDifference> ClusterDifferences { get; internal init; } = [];

    /// <summary>
    /// The difference of each group in each neuron, group by group. Empty if groups × neurons exceeds four million; see
    /// <see cref="Mass(int, int)"/>.
    /// </summary>
    public IReadOnlyList<GroupDifference> NeuronDifferences { get; internal init; } = [];

    /// <summary>
    /// Mean and spread of every feature by group and cluster, group by group, including empty cells. Empty if groups × clusters ×
    /// features exceeds four million.
    /// </summary>
    public IReadOnlyList<GroupProfile> Profiles { get; internal init; } = [];

    /// <summary>
    /// The p-value for any difference between the groups over all clusters: the share of permuted labels for which the mean η² of the
    /// clusters is at least as large. NaN without permutations, or for a single group.
    /// </summary>
    public double PValue { get; internal init; } = double.NaN;

    /// <summary>
    /// The lowest p-value that the number of units permits for a group against all others: 1 over the ways to choose its units (half of
    /// the ways if the other units are equally many), but at least 1/(1 + permutations). If it is above 0.05, no difference can be
    /// significant. NaN without tests.
    /// </summary>
    public double LowestPValue { get; internal init; } = double.NaN;

    /// <summary>Returns the samples of a group, counted by their weights.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The group does not exist.</exception>
    public double Mass(int group) => totals[Known(group)];

    /// <summary>Returns the samples of a group that a neuron wins, counted by their weights.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The group or the neuron does not exist.</exception>
    public double Mass(int group, int neuron) =>
        (uint)neuron < (uint)masses.GetLength(1)
            ? masses[Known(group), neuron]
            : throw new ArgumentOutOfRangeException(nameof(neuron), neuron, $"valid is 0 to {masses.GetLength(1) - 1}");

    /// <summary>
    /// Returns the share of the neurons with training samples that the group reaches, from 0 to 1; the rest is data that the group
    /// lacks.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The group does not exist.</exception>
    public double Coverage(int group)
    {
        Known(group);
        int reached = 0;
        for (int neuron = 0; neuron < masses.GetLength(1); neuron++)
            reached += live[neuron] && masses[group, neuron] > 0 ? 1 : 0;
        return (double)reached / live.Count(one => one);
    }

    /// <summary>Returns the difference of a group in a cluster.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The group or the cluster does not exist.</exception>
    public GroupDifference InCluster(int group, int cluster) =>
        (uint)cluster < (uint)Clusters.Count
            ? ClusterDifferences[(Known(group) * Clusters.Count) + cluster]
            : throw new ArgumentOutOfRangeException(nameof(cluster), cluster, $"valid is 0 to {Clusters.Count - 1}");

    /// <inheritdoc/>
    public override string ToString() => $"MapGroups: {Text.Of(Names.Count, "group")}, {Text.Of(Clusters.Count, "cluster")}";

    private int Known(int group) =>
        (uint)group < (uint)Names.Count
            ? group
            : throw new ArgumentOutOfRangeException(nameof(group), group, $"valid is 0 to {Names.Count - 1}");
}
