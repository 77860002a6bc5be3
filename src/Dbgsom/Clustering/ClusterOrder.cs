namespace Dbgsom.Clustering;

/// <summary>Numbers clusters: by falling mass, ties by the lowest neuron.</summary>
internal static class ClusterOrder
{
    /// <param name="groups">A group a neuron, in any numbering.</param>
    /// <param name="mass">The mass of each neuron.</param>
    public static int[] Number(ReadOnlySpan<int> groups, ReadOnlySpan<double> mass)
    {
        var first = new SortedDictionary<int, int>();
        var total = new Dictionary<int, double>();
        for (int neuron = 0; neuron < groups.Length; neuron++)
        {
            first.TryAdd(groups[neuron], neuron);
            total[groups[neuron]] = total.GetValueOrDefault(groups[neuron]) + mass[neuron];
        }
        var number = first
            .OrderByDescending(group => total[group.Key])
            .ThenBy(group => group.Value)
            .Select((group, place) => (group.Key, place))
            .ToDictionary(pair => pair.Key, pair => pair.place);
        return Array.ConvertAll(groups.ToArray(), group => number[group]);
    }
}
