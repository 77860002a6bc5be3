using Dbgsom.Clustering;
using Dbgsom.Groups;

namespace Dbgsom;

/// <content>How samples move over the map.</content>
public sealed partial class SomMap
{
    /// <summary>Follows samples over the map in their order: steps between clusters, how long units stay, and the way of each.</summary>
    /// <remarks>Samples count once, whatever their weights. In a hierarchy, neurons are those of the first map.</remarks>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="order">
    /// Where each sample stands in its unit's order, such as its time; equal ones stand in the order of the rows. NaN for a sample that is left out. Null for the
    /// order of the rows.
    /// </param>
    /// <param name="units">What each sample belongs to, such as a machine or a patient, whose samples follow one another; null for one that is left out, or in place of the list where all are of one.</param>
    /// <param name="clusters">The clusters; null for those of <see cref="Cluster"/> without arguments.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The features are not those of the map, there is not one place or unit a sample, no sample has both, or the clusters are those of another map.</exception>
    public MapTransitions Transitions(
        DataMatrix data,
        IReadOnlyList<double>? order = null,
        IReadOnlyList<string?>? units = null,
        MapClusters? clusters = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(data);
        if (order is not null && order.Count != data.RowCount)
            throw new ArgumentException($"{order.Count} places were given for {data.RowCount} rows", nameof(order));
        if (units is not null && units.Count != data.RowCount)
            throw new ArgumentException($"{units.Count} units were given for {data.RowCount} rows", nameof(units));
        clusters ??= Cluster(cancellationToken: cancellationToken);
        RefuseOther(clusters, nameof(clusters));
        int[] winners = Predict(data, cancellationToken);
        var paths = Enumerable
            .Range(0, winners.Length)
            .Where(row => units?[row] is not null || units is null)
            .Where(row => order is null || !double.IsNaN(order[row]))
            .GroupBy(row => units?[row], StringComparer.Ordinal)
            .Select(unit =>
            {
                int[] rows = [.. unit.OrderBy(row => order?[row] ?? 0)];
                return new NeuronPath(unit.Key, Array.ConvertAll(rows, row => winners[row]), rows);
            })
            .ToArray();
        if (paths.Length == 0)
            throw new ArgumentException("no row has a place in the order and a unit: there is no way to follow", nameof(order));
        double hops = 0;
        foreach (var path in paths)
            for (int i = 1; i < path.Neurons.Count; i++)
                hops += HopDistances[path.Neurons[i - 1], path.Neurons[i]];
        int steps = paths.Sum(path => path.Neurons.Count - 1);
        return new MapTransitions(clusters, Array.AsReadOnly(paths))
        {
            LeftOut = winners.Length - paths.Sum(path => path.Neurons.Count),
            MeanHops = steps > 0 ? hops / steps : double.NaN,
        };
    }

    private void RefuseOther(MapClusters clusters, string parameter)
    {
        if (clusters.Labels.Count != Neurons.Count)
            throw new ArgumentException(
                $"the clusters are of a map with {clusters.Labels.Count} neurons, and this one has {Neurons.Count}",
                parameter
            );
    }
}
