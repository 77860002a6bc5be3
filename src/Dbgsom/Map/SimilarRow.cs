namespace Dbgsom.Map;

/// <summary>A row that is near to a sample.</summary>
/// <param name="Row">The row, from 0.</param>
/// <param name="Distance">How far it is, by the metric of the map, in the space trained in.</param>
public readonly record struct SimilarRow(int Row, double Distance);
