namespace Dbgsom.Passes;

/// <summary>
/// Checks the neurons found by a search before they are used as unchecked indices: if no distance is finite, no neuron is nearest. This
/// cannot happen with rows and weights that are scaled together, but with received ones.
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
