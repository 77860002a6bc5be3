using Dbgsom.Clustering;
using Dbgsom.Groups;

namespace Dbgsom;

/// <content>How samples move over the map.</content>
public sealed partial class SomMap
{
    /// <summary>
    /// Follows samples over the map in their order: steps between clusters, lengths of stay, and the trajectory of each unit.
    /// </summary>
    /// <remarks>Every sample counts once, regardless of its weight. In a hierarchy, neurons are those of the first map.</remarks>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="order">
    /// The position of each sample in the order of its unit, such as its time; ties keep the order of the rows. NaN to leave out a
    /// sample. Null for the order of the rows.
    /// </param>
    /// <param name="units">
    /// The unit of each sample, such as a machine or a patient, whose samples follow one another; null to leave out a sample. A null
    /// list means one unit for all samples.
    /// </param>
    /// <param name="clusters">The clusters; null for the default clusters of <see cref="Cluster"/>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">
    /// The features differ from those of the map, the number of positions or units differs from the number of samples, no sample has
    /// both, or the clusters belong to another map.
    /// </exception>
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
            throw new ArgumentException($"{order.Count} places are given for {data.RowCount} rows", nameof(order));
        if (units is not null && units.Count != data.RowCount)
            throw new ArgumentException($"{units.Count} units are given for {data.RowCount} rows", nameof(units));
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
            throw new ArgumentException(
                "no row has a place in the order and a unit, so no trajectory can be followed",
                nameof(order)
            );
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
