using Dbgsom.Threading;

namespace Dbgsom.Training;

/// <summary>h between all neurons at one width.</summary>
internal abstract class NeuronNeighborhoods
{
    /// <summary>Number of neurons.</summary>
    public abstract int Count { get; }

    /// <summary>h between one neuron and each of all.</summary>
    /// <param name="neuron">The one.</param>
    /// <param name="h">Receives a value for each neuron.</param>
    public abstract void Row(int neuron, Span<double> h);

    /// <summary>Σ_j h_ij·n_j·v_j / Σ_j h_ij·n_j for every neuron i, row-major.</summary>
    /// <param name="values">The neurons j that count, their n and v.</param>
    /// <param name="otherwise">The values of a neuron whose denominator is 0.</param>
    /// <param name="team">The threads there are; the result does not depend on them.</param>
    public abstract double[] Means(WeightedNeurons values, double[] otherwise, Team team);
}

/// <summary>Values of neurons that count differently.</summary>
/// <param name="Index">The neurons with a mass above 0, ascending.</param>
/// <param name="Mass">n_j of every neuron.</param>
/// <param name="Values">v_j of every neuron, row-major.</param>
/// <param name="Columns">Number of values of a neuron.</param>
internal sealed record WeightedNeurons(int[] Index, double[] Mass, double[] Values, int Columns);
