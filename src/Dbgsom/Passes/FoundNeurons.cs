namespace Dbgsom.Passes;

/// <summary>
/// What a search found, looked at before it is used as an index that is not checked: where no distance is finite there is no nearest neuron.
/// Rows and weights that are scaled together never come to that; those that were sent may.
/// </summary>
internal static class FoundNeurons
{
    /// <summary>Refuses anything that is no neuron.</summary>
    /// <exception cref="ArgumentException">A row has no nearest neuron.</exception>
    public static void Check(ReadOnlySpan<int> found, int neurons)
    {
        if (found.ContainsAnyExceptInRange(0, neurons - 1))
            throw new ArgumentException("the distance of a row to the neurons is not finite; scale the data");
    }
}
