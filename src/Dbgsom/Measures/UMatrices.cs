namespace Dbgsom.Measures;

/// <summary>Computes U-matrices.</summary>
internal static class UMatrices
{
    public static UMatrix Of(SomMap map) =>
        new(
            [.. map.Neurons.Select(neuron => neuron.AverageDistance)],
            [.. map.Edges.Select(edge => NeighborDistances.Between(map.Weights, edge.A, edge.B))]
        );
}
