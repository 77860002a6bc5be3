using Dbgsom.Numerics;

namespace Dbgsom.Groups;

/// <summary>
/// The units that are permuted, with a group each, and the positions of their samples on the map. Without named units every sample is a
/// unit, in one place.
/// </summary>
/// <param name="Groups">The group of each unit.</param>
/// <param name="Weights">How much each unit counts.</param>
/// <param name="Starts">Where the places of each unit begin in <see cref="Parts"/> and <see cref="Shares"/>; one more than there are units.</param>
/// <param name="Parts">Neurons that hold samples of the unit, or what these were grouped to.</param>
/// <param name="Shares">The share of the unit that is there; those of a unit sum to 1.</param>
internal sealed record SampleUnits(int[] Groups, double[] Weights, int[] Starts, int[] Parts, double[] Shares)
{
    /// <summary>Number of units.</summary>
    public int Count => Groups.Length;

    /// <summary>Units of samples.</summary>
    /// <param name="units">The unit of each sample, numbered by first appearance; null where each is one.</param>
    /// <param name="groups">The group of each sample, −1 for one that is left out.</param>
    /// <param name="winners">The neuron of each sample.</param>
    /// <param name="weights">How much each sample counts; empty for once.</param>
    public static SampleUnits Of(int[]? units, int[] groups, int[] winners, ReadOnlySpan<double> weights)
    {
        var rows = new List<int>();
        for (int row = 0; row < groups.Length; row++)
            if (groups[row] >= 0)
                rows.Add(row);
        return units is null ? OfRows(rows, groups, winners, weights) : OfUnits(rows, units, groups, winners, weights);
    }

    /// <summary>Units of samples that have a value, such as a distance: one part, whose "share" is the mean value of the unit.</summary>
    public static SampleUnits OfValues(int[]? units, int[] groups, double[] values, ReadOnlySpan<double> weights)
    {
        var sample = Of(units, groups, [.. Enumerable.Range(0, values.Length)], weights);
        var means = new double[sample.Count];
        for (int unit = 0; unit < means.Length; unit++)
        for (int i = sample.Starts[unit]; i < sample.Starts[unit + 1]; i++)
            means[unit] += sample.Shares[i] * values[sample.Parts[i]];
        return sample with { Starts = [.. Enumerable.Range(0, means.Length + 1)], Parts = new int[means.Length], Shares = means };
    }

    /// <summary>Returns these units on a coarser partition: neurons are replaced by the groups that they belong to, such as clusters.</summary>
    /// <param name="labels">The group of each neuron.</param>
    public SampleUnits In(IReadOnlyList<int> labels)
    {
        var starts = new int[Starts.Length];
        var (parts, shares) = (new List<int>(), new List<double>());
        for (int unit = 0; unit < Count; unit++)
        {
            var own = new SortedDictionary<int, double>();
            for (int i = Starts[unit]; i < Starts[unit + 1]; i++)
                own[labels[Parts[i]]] = own.GetValueOrDefault(labels[Parts[i]]) + Shares[i];
            parts.AddRange(own.Keys);
            shares.AddRange(own.Values);
            starts[unit + 1] = parts.Count;
        }
        return this with { Starts = starts, Parts = [.. parts], Shares = [.. shares] };
    }

    private static SampleUnits OfRows(List<int> rows, int[] groups, int[] winners, ReadOnlySpan<double> weights)
    {
        var (own, mass, parts) = (new int[rows.Count], new double[rows.Count], new int[rows.Count]);
        for (int i = 0; i < rows.Count; i++)
            (own[i], mass[i], parts[i]) = (groups[rows[i]], weights.IsEmpty ? 1 : weights[rows[i]], winners[rows[i]]);
        var shares = new double[rows.Count];
        Array.Fill(shares, 1);
        return new SampleUnits(own, mass, [.. Enumerable.Range(0, rows.Count + 1)], parts, shares);
    }

    private static SampleUnits OfUnits(List<int> rows, int[] units, int[] groups, int[] winners, ReadOnlySpan<double> weights)
    {
        var places = new SortedDictionary<int, (int Group, SortedDictionary<int, double> Masses)>();
        foreach (int row in rows)
        {
            if (!places.TryGetValue(units[row], out var unit))
                places[units[row]] = unit = (groups[row], []);
            unit.Masses[winners[row]] = unit.Masses.GetValueOrDefault(winners[row]) + (weights.IsEmpty ? 1 : weights[row]);
        }
        var starts = new List<int> { 0 };
        var (parts, shares) = (new List<int>(), new List<double>());
        foreach (var (_, masses) in places.Values)
        {
            double total = Ordered.Sum([.. masses.Values]);
            parts.AddRange(masses.Keys);
            shares.AddRange(masses.Values.Select(mass => mass / total));
            starts.Add(parts.Count);
        }
        var ones = new double[places.Count];
        Array.Fill(ones, 1);
        return new SampleUnits([.. places.Values.Select(unit => unit.Group)], ones, [.. starts], [.. parts], [.. shares]);
    }
}
