namespace Dbgsom.Map;

/// <summary>How many samples of each label each neuron won.</summary>
internal sealed class LabelVotes
{
    private readonly (int Label, double Mass)[][] byNeuron;
    private readonly double[] ofAll;
    private readonly double total;

    /// <param name="names">The different labels, in ordinal order.</param>
    /// <param name="neurons">The number of neurons.</param>
    /// <param name="labels">The label of each sample; −1 for none.</param>
    /// <param name="winners">The neuron of each sample.</param>
    /// <param name="masses">How often each sample counts; empty for once.</param>
    public LabelVotes(string[] names, int neurons, int[] labels, int[] winners, ReadOnlySpan<double> masses)
    {
        Names = names;
        var votes = new SortedDictionary<int, double>?[neurons];
        for (int row = 0; row < labels.Length; row++)
            if (labels[row] >= 0)
            {
                var own = votes[winners[row]] ??= [];
                own[labels[row]] = own.GetValueOrDefault(labels[row]) + (masses.IsEmpty ? 1 : masses[row]);
            }
        ofAll = new double[names.Length];
        foreach (var own in votes)
        foreach (var (label, mass) in own ?? [])
            (ofAll[label], total) = (ofAll[label] + mass, total + mass);
        byNeuron = Array.ConvertAll(votes, own => own is null ? [] : own.Select(vote => (vote.Key, vote.Value)).ToArray());
    }

    /// <summary>The different labels, in ordinal order.</summary>
    public string[] Names { get; }

    /// <summary>The labels that samples of a neuron have, ascending, and how many have each.</summary>
    public IReadOnlyList<(int Label, double Mass)> Of(int neuron) => byNeuron[neuron];

    /// <summary>The share of a label among all samples but one.</summary>
    /// <param name="label">The label.</param>
    /// <param name="left">The label of the one; −1 for none.</param>
    /// <param name="mass">How often the one counts.</param>
    public double ShareOfAll(int label, int left, double mass)
    {
        double others = left < 0 ? total : total - mass;
        return others > 0 ? Math.Max(0, ofAll[label] - (label == left ? mass : 0)) / others : 0;
    }
}
