namespace Dbgsom.Training;

/// <summary>A neuron of a lowest map in a hierarchy.</summary>
/// <param name="Map">The map.</param>
/// <param name="Neuron">Its neuron.</param>
/// <param name="Path">The neurons from the highest map down to this one.</param>
/// <param name="Label">The cluster it stands for.</param>
internal sealed record Leaf(SomMap Map, int Neuron, int[] Path, int Label);

/// <summary>Follows samples from winner to winner down a hierarchy of maps.</summary>
internal static class Descent
{
    /// <summary>Where each sample ends.</summary>
    public static Leaf[] Find(SomMap map, DataMatrix data, CancellationToken cancellationToken)
    {
        var leaves = new Leaf[data.RowCount];
        Descend(map, data, [.. Enumerable.Range(0, leaves.Length)], [], 0, leaves, cancellationToken);
        return leaves;
    }

    private static void Descend(
        SomMap map,
        DataMatrix data,
        int[] places,
        int[] path,
        int firstLabel,
        Leaf[] leaves,
        CancellationToken cancellationToken
    )
    {
        int[] winners = map.PredictNeuron(data, cancellationToken);
        var found = new Leaf?[map.Neurons.Count];
        for (int i = 0; i < winners.Length; i++)
            leaves[places[i]] = found[winners[i]] ??= new Leaf(
                map,
                winners[i],
                [.. path, winners[i]],
                firstLabel + map.FirstLabel(winners[i])
            );
        if (map.Children.Count == 0)
            return;
        var won = Enumerable.Range(0, winners.Length).ToLookup(i => winners[i]);
        foreach (var (neuron, child) in map.Children)
        {
            int[] rows = [.. won[neuron]];
            if (rows.Length > 0)
                Descend(
                    child,
                    data.SelectRows(rows),
                    Array.ConvertAll(rows, row => places[row]),
                    [.. path, neuron],
                    firstLabel + map.FirstLabel(neuron),
                    leaves,
                    cancellationToken
                );
        }
    }
}
