using System.Diagnostics;
using Dbgsom.Naming;

namespace Dbgsom.Measures;

/// <summary>
/// The U-matrix: the distances between the weights of neighboring neurons, with ridges between groups of neurons (Ultsch &amp; Siemon
/// 1990).
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class UMatrix
{
    internal UMatrix(IReadOnlyList<double> neuronHeights, IReadOnlyList<double> edgeHeights) =>
        (NeuronHeights, EdgeHeights) = (neuronHeights, edgeHeights);

    /// <summary>The mean distance of each neuron to its neighbors.</summary>
    public IReadOnlyList<double> NeuronHeights { get; }

    /// <summary>The distance between the ends of each edge, in the order of <see cref="SomMap.Edges"/>.</summary>
    public IReadOnlyList<double> EdgeHeights { get; }

    /// <summary>Returns the size, as in "UMatrix: 92 neurons, 170 edges".</summary>
    public override string ToString() =>
        $"UMatrix: {Text.Of(NeuronHeights.Count, "neuron")}, {Text.Of(EdgeHeights.Count, "edge")}";

    /// <summary>Computes U-matrices.</summary>
    internal static UMatrix Of(SomMap map) =>
        new(
            [.. map.Neurons.Select(neuron => neuron.AverageDistance)],
            [.. map.Edges.Select(edge => NeighborDistances.Between(map.Weights, edge.A, edge.B))]
        );
}
