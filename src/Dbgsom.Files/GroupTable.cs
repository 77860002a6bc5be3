using Dbgsom.Files.Tables;
using Dbgsom.Groups;

namespace Dbgsom.Files;

/// <summary>A table of groups of samples on a map: their clusters, neurons or features, or the steps between clusters.</summary>
public sealed class GroupTable
{
    private readonly ResultTable table;

    private GroupTable(ResultTable table) => this.table = table;

    /// <summary>The file extensions that <see cref="Save"/> supports.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [.. TableFormat.Extensions.Where(one => one != ".npy")];

    /// <summary>
    /// Returns one row per group and cluster, with the columns group, cluster, samples, share, others_share, difference, lift,
    /// effect_size, p and p_adjusted; see <see cref="GroupDifference"/>.
    /// </summary>
    /// <param name="groups">The groups.</param>
    public static GroupTable OfClusters(MapGroups groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        return Of(groups, groups.ClusterDifferences, "cluster", null);
    }

    /// <summary>
    /// Returns one row per group and neuron, with the columns of <see cref="OfClusters"/>; the cluster and the grid position (x, y)
    /// follow the neuron.
    /// </summary>
    /// <param name="groups">The groups.</param>
    /// <param name="map">The map of the groups.</param>
    /// <exception cref="ArgumentException">The map has a different number of neurons.</exception>
    public static GroupTable OfNeurons(MapGroups groups, SomMap map)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(map);
        return map.Neurons.Count == groups.Clusters.Labels.Count
            ? Of(groups, groups.NeuronDifferences, "neuron", map)
            : throw new ArgumentException(
                $"the groups belong to a map with {groups.Clusters.Labels.Count} neurons, but this map has {map.Neurons.Count}",
                nameof(map)
            );
    }

    /// <summary>
    /// Returns one row per group, cluster and feature, with the columns group, cluster, feature, samples, mean and sd. A cluster
    /// without samples of the group has no mean.
    /// </summary>
    /// <param name="groups">The groups.</param>
    /// <param name="map">The map of the groups.</param>
    public static GroupTable OfFeatures(MapGroups groups, SomMap map)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(map);
        int features = map.FeatureCount;
        GroupProfile At(int row) => groups.Profiles[row / features];
        FeatureSpread Spread(int row) => At(row).Features[row % features];
        return new GroupTable(
            new ResultTable(
                groups.Profiles.Count * features,
                [
                    new ResultColumn<string>("group", row => groups.Names[At(row).Group]),
                    new ResultColumn<int>("cluster", row => At(row).Cluster),
                    new ResultColumn<string>("feature", row => map.FeatureNames?[row % features] ?? $"feature {row % features}"),
                    new ResultColumn<double>("samples", row => Spread(row).Mass),
                    new ResultColumn<double>("mean", row => Spread(row).Mean),
                    new ResultColumn<double>("sd", row => Spread(row).StandardDeviation),
                ]
            )
        );
    }

    /// <summary>
    /// Returns one row per pair of clusters, with the columns from, to, steps and share: the share of the steps from the first cluster
    /// that lead to the second.
    /// </summary>
    /// <param name="transitions">The steps.</param>
    public static GroupTable OfTransitions(MapTransitions transitions)
    {
        ArgumentNullException.ThrowIfNull(transitions);
        int clusters = transitions.Clusters.Count;
        return new GroupTable(
            new ResultTable(
                clusters * clusters,
                [
                    new ResultColumn<int>("from", row => row / clusters),
                    new ResultColumn<int>("to", row => row % clusters),
                    new ResultColumn<double>("steps", row => transitions.Steps(row / clusters, row % clusters)),
                    new ResultColumn<double>("share", row => transitions.Share(row / clusters, row % clusters)),
                ]
            )
        );
    }

    /// <summary>Saves the table as <c>.csv</c>, <c>.parquet</c> or <c>.arrow</c>. An existing file is replaced.</summary>
    /// <param name="path">The file; its extension determines the format.</param>
    /// <exception cref="ArgumentException">The extension is not supported.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) =>
        TableFormat.Save(
            path,
            _ => table,
            file =>
                throw new ArgumentException(
                    $"'{file}' must have one of the extensions {string.Join(", ", Extensions)}",
                    nameof(path)
                )
        );

    /// <summary>Writes the table as CSV.</summary>
    public void WriteCsv(Stream stream) => CsvTable.Write(stream, table);

    private static GroupTable Of(MapGroups groups, IReadOnlyList<GroupDifference> all, string part, SomMap? map)
    {
        var columns = new List<ResultColumn>
        {
            new ResultColumn<string>("group", row => groups.Names[all[row].Group]),
            new ResultColumn<int>(part, row => all[row].Part),
        };
        if (map is not null)
        {
            columns.Add(new ResultColumn<int>("cluster", row => groups.Clusters.Labels[all[row].Part]));
            columns.Add(new ResultColumn<int>("x", row => map.Neurons[all[row].Part].Position.X));
            columns.Add(new ResultColumn<int>("y", row => map.Neurons[all[row].Part].Position.Y));
        }
        columns.AddRange([
            new ResultColumn<double>("samples", row => all[row].Mass),
            new ResultColumn<double>("share", row => all[row].Share),
            new ResultColumn<double>("others_share", row => all[row].OthersShare),
            new ResultColumn<double>("difference", row => all[row].Difference),
            new ResultColumn<double>("lift", row => all[row].Lift),
            new ResultColumn<double>("effect_size", row => all[row].EffectSize),
            new ResultColumn<double>("p", row => all[row].PValue),
            new ResultColumn<double>("p_adjusted", row => all[row].AdjustedPValue),
        ]);
        return new GroupTable(new ResultTable(all.Count, columns));
    }
}
