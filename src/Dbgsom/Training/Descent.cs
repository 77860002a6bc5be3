namespace Dbgsom.Training;

/// <summary>Follows samples from winner to winner down a hierarchy of maps.</summary>
internal static class Descent
{
    /// <summary>Takes the samples that end in a map.</summary>
    /// <param name="map">The map.</param>
    /// <param name="path">The neurons that lead to it.</param>
    /// <param name="firstLabel">The label of its first cluster, counted in the highest map.</param>
    /// <param name="data">The samples.</param>
    /// <param name="winners">Their winners.</param>
    /// <param name="places">The indices of the samples among all samples.</param>
    public delegate void Take(SomMap map, int[] path, int firstLabel, DataMatrix data, ReadOnlySpan<int> winners, int[] places);

    /// <summary>Hands over all samples, map by map.</summary>
    public static void Run(SomMap map, DataMatrix data, Take take, CancellationToken cancellationToken) =>
        Descend(map, data, [.. Enumerable.Range(0, data.RowCount)], [], 0, take, cancellationToken);

    private static void Descend(
        SomMap map,
        DataMatrix data,
        int[] places,
        int[] path,
        int firstLabel,
        Take take,
        CancellationToken cancellationToken
    )
    {
        int[] winners = map.Predict(data, cancellationToken);
        if (map.Children.Count == 0)
        {
            take(map, path, firstLabel, data, winners, places);
            return;
        }
        var groups = new RowGroups(winners, map.Neurons.Count);
        var descending = map.Children.ToDictionary(
            pair => pair.Key,
            pair => Descending(pair.Value, data, groups[pair.Key].ToArray())
        );
        var gone = descending.Values.SelectMany(rows => rows).ToHashSet();
        int[] staying = [.. Enumerable.Range(0, winners.Length).Where(row => !gone.Contains(row))];
        if (staying.Length > 0)
        {
            using var part = data.SelectRows(staying);
            take(
                map,
                path,
                firstLabel,
                part,
                Array.ConvertAll(staying, row => winners[row]),
                Array.ConvertAll(staying, row => places[row])
            );
        }
        foreach (var (neuron, child) in map.Children)
        {
            int[] rows = descending[neuron];
            if (rows.Length == 0)
                continue;
            using var part = data.SelectRows(rows);
            Descend(
                child,
                part,
                Array.ConvertAll(rows, row => places[row]),
                [.. path, neuron],
                firstLabel + map.FirstLabel(neuron),
                take,
                cancellationToken
            );
        }
    }

    /// <summary>
    /// Returns the samples that go down to a child map: those with a known value in a feature that varies there. Others stay with the
    /// neuron above it.
    /// </summary>
    private static int[] Descending(SomMap map, DataMatrix data, int[] rows)
    {
        if (rows.Length == 0 || !data.Storage.MayHaveGaps)
            return rows;
        using var part = data.SelectRows(rows);
        return Array.ConvertAll(map.RowsThatDiffer(part), place => rows[place]);
    }
}
