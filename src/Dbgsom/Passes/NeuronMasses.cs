using Dbgsom.Numerics;

namespace Dbgsom.Passes;

/// <summary>A mass for each neuron.</summary>
internal sealed class NeuronMasses(int neurons, SumGrid grid) : IPassSums<NeuronMasses>
{
    public ReproducibleSums Mass { get; } = new(neurons, grid);

    public void Merge(NeuronMasses other) => Mass.Merge(other.Mass);
}
