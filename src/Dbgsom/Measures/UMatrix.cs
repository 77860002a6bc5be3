namespace Dbgsom.Measures;

/// <summary>How far apart the weights of neighboring neurons are: ridges between groups of neurons (Ultsch &amp; Siemon 1990).</summary>
/// <param name="NeuronHeights">For each neuron the mean distance to its neighbors.</param>
/// <param name="EdgeHeights">For each edge, in the order of <see cref="SomMap.Edges"/>, the distance between its ends.</param>
public sealed record UMatrix(IReadOnlyList<double> NeuronHeights, IReadOnlyList<double> EdgeHeights);
