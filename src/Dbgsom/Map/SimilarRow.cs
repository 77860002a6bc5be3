namespace Dbgsom.Map;

/// <summary>A row that is similar to a sample.</summary>
/// <param name="Row">The index of the row, from 0.</param>
/// <param name="Distance">The distance by the metric of the map, in the space trained in.</param>
public readonly record struct SimilarRow(int Row, double Distance);
