namespace Dbgsom.Measures;

/// <summary>The measures of pairs of samples, all on the same samples; see <see cref="SomMap.MeasurePairs"/>.</summary>
/// <param name="Trustworthiness">See <see cref="SomMap.Trustworthiness"/>.</param>
/// <param name="NeighborhoodPreservation">See <see cref="SomMap.NeighborhoodPreservation"/>.</param>
/// <param name="CMeasure">See <see cref="SomMap.CMeasure"/>.</param>
public sealed record PairMeasures(
    NeighborhoodMeasure Trustworthiness,
    NeighborhoodMeasure NeighborhoodPreservation,
    CMeasure CMeasure
);
