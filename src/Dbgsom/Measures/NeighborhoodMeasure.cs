namespace Dbgsom.Measures;

/// <summary>How well a map keeps neighborhoods of samples, seen from one side.</summary>
/// <param name="Value">1 where all are kept; see <see cref="SomMap.Trustworthiness"/> and <see cref="SomMap.NeighborhoodPreservation"/>.</param>
/// <param name="Neighbors">k: how many nearest samples were looked at.</param>
/// <param name="SampleSize">How many samples were measured on: all, or those that were drawn.</param>
public readonly record struct NeighborhoodMeasure(double Value, int Neighbors, int SampleSize);
