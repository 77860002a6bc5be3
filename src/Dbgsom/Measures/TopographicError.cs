namespace Dbgsom.Measures;

/// <summary>The share of samples whose two nearest neurons are not neighbors, in both forms in use.</summary>
/// <param name="EightNeighbor">Neurons whose cells touch at a corner are neighbors, too (on the square grid: Chebyshev distance 1): the Python package's form.</param>
/// <param name="FourNeighbor">Only neurons joined by an edge are neighbors: stricter, as an edge is what training takes for a neighbor.</param>
public readonly record struct TopographicError(double EightNeighbor, double FourNeighbor);
