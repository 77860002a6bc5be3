namespace Dbgsom.Training;

/// <summary>Rows by the neuron that wins them, by counting: four bytes a row.</summary>
internal sealed class RowGroups
{
    private readonly int[] starts;
    private readonly int[] rows;

    /// <param name="winners">The neuron of each row.</param>
    /// <param name="neurons">Number of neurons.</param>
    public RowGroups(ReadOnlySpan<int> winners, int neurons)
    {
        starts = new int[neurons + 1];
        foreach (int winner in winners)
            starts[winner + 1]++;
        for (int neuron = 0; neuron < neurons; neuron++)
            starts[neuron + 1] += starts[neuron];
        rows = new int[winners.Length];
        var next = starts.AsSpan(0, neurons).ToArray();
        for (int row = 0; row < winners.Length; row++)
            rows[next[winners[row]]++] = row;
    }

    /// <summary>The rows of a neuron, ascending.</summary>
    public ReadOnlySpan<int> this[int neuron] => rows.AsSpan(starts[neuron], starts[neuron + 1] - starts[neuron]);
}
