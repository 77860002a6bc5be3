using Dbgsom.Clustering;

namespace Dbgsom.Change;

/// <summary>A comparison of new samples with the training samples of a map. Made by <see cref="SomMap.FindDrift"/>; immutable.</summary>
public sealed record MapDrift
{
    /// <summary>The clusters in which samples are counted.</summary>
    public required MapClusters Clusters { get; init; }

    /// <summary>The number of new samples with a weight greater than 0.</summary>
    public required int RowCount { get; init; }

    /// <summary>The mean distance of the new samples to their winners.</summary>
    public required double MeanDistance { get; init; }

    /// <summary>
    /// The mean distance of the training samples; NaN for a map without any. It is slightly smaller than for other samples, because the
    /// map was fitted to them.
    /// </summary>
    public required double TrainingDistance { get; init; }

    /// <summary>
    /// The share of the new samples that are outliers, see <see cref="SomMap.OutlierThreshold"/>; NaN if the map does not know the
    /// distances of its training samples.
    /// </summary>
    public required double OddShare { get; init; }

    /// <summary>The share of the training samples in each cluster.</summary>
    public required IReadOnlyList<double> TrainingShares { get; init; }

    /// <summary>The share of the new samples in each cluster.</summary>
    public required IReadOnlyList<double> Shares { get; init; }

    /// <summary>The neurons that win training samples but no new ones.</summary>
    public required IReadOnlyList<int> UnreachedNeurons { get; init; }

    /// <summary>The test of drift; null without a reference.</summary>
    public DriftTest? Test { get; init; }
}

/// <summary>
/// A test of drift. Another map is trained on half of the reference samples, so that the other half and the new samples are equally
/// unknown to it; these are then permuted. Without drift, a p-value of at most α occurs in a share of at most about α of all cases.
/// </summary>
/// <param name="PValue">The p-value of the three tests together: three times the smallest, at most 1 (Bonferroni).</param>
/// <param name="DistancePValue">The p-value for a change of the distances to the winners.</param>
/// <param name="PlacePValue">The p-value for a change of the shares of the clusters.</param>
/// <param name="FeaturePValue">
/// The p-value for a change of the mean of any feature, by the largest difference of all features (Westfall &amp; Young 1993).
/// </param>
/// <param name="ReferenceDistance">The mean distance of the held-out samples; with units, the mean over units.</param>
/// <param name="Distance">The mean distance of the new samples on the same map.</param>
/// <param name="FarShare">
/// The share of the new samples that are farther from their winners than 95 % of the held-out samples; 0.05 if nothing changed.
/// </param>
public sealed record DriftTest(
    double PValue,
    double DistancePValue,
    double PlacePValue,
    double FeaturePValue,
    double ReferenceDistance,
    double Distance,
    double FarShare
)
{
    /// <summary>
    /// The number of new samples that equal a reference sample. If they are the same samples, the test reports drift falsely.
    /// </summary>
    public int RepeatedCount { get; internal init; }

    /// <summary>The drift of each feature of the map, in its order.</summary>
    public IReadOnlyList<FeatureDrift> Features { get; internal init; } = [];
}

/// <summary>The difference of the mean of a feature between reference and new samples.</summary>
/// <param name="Feature">The index of the feature.</param>
/// <param name="ReferenceMean">
/// The mean of the reference samples that have a value, in the units of the data; with units, the mean of the means of units. If more
/// than 20,000 samples are given, the mean of those that were drawn.
/// </param>
/// <param name="Mean">The mean of the new samples.</param>
/// <param name="Deviations">The difference in standard deviations of all samples; 0 if nothing varies.</param>
/// <param name="AdjustedPValue">
/// The p-value, adjusted over the features by Benjamini &amp; Hochberg (1995); NaN if nothing varies. A missing value counts as the
/// mean of all.
/// </param>
public readonly record struct FeatureDrift(
    int Feature,
    double ReferenceMean,
    double Mean,
    double Deviations,
    double AdjustedPValue
);
