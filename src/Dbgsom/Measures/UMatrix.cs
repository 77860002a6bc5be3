using System.Diagnostics;
using Dbgsom.Naming;

namespace Dbgsom.Measures;

/// <summary>How far apart the weights of neighboring neurons are: ridges between groups of neurons (Ultsch &amp; Siemon 1990).</summary>
/// <param name="NeuronHeights">For each neuron the mean distance to its neighbors.</param>
/// <param name="EdgeHeights">For each edge, in the order of <see cref="SomMap.Edges"/>, the distance between its ends.</param>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record UMatrix(IReadOnlyList<double> NeuronHeights, IReadOnlyList<double> EdgeHeights)
{
    /// <summary>Returns the size, as in "UMatrix: 92 neurons, 170 edges".</summary>
    public override string ToString() =>
        $"UMatrix: {Text.Of(NeuronHeights.Count, "neuron")}, {Text.Of(EdgeHeights.Count, "edge")}";
}
