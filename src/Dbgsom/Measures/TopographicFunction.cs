namespace Dbgsom.Measures;

/// <summary>
/// The topographic function Φ (Villmann et al. 1997). Left of 0 it counts neighbors on the grid whose samples are far apart, right of 0
/// neurons with neighboring samples that are far apart on the grid; a map that keeps all neighborhoods is 0 everywhere.
/// </summary>
/// <param name="Axis">k divided by the greatest number of hops, from −1 to 1.</param>
/// <param name="Values">Φ(k), divided by K(K − 6) for maps of more than 6 neurons.</param>
public sealed record TopographicFunction(IReadOnlyList<double> Axis, IReadOnlyList<double> Values);
