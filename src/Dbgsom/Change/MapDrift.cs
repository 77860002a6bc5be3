using Dbgsom.Clustering;

namespace Dbgsom.Change;

/// <summary>How new samples lie on a map, beside those that it was trained on. Made by <see cref="SomMap.FindDrift"/>; immutable.</summary>
public sealed record MapDrift
{
    /// <summary>The clusters in which samples are counted.</summary>
    public required MapClusters Clusters { get; init; }

    /// <summary>New samples of a weight above 0.</summary>
    public required int RowCount { get; init; }

    /// <summary>The mean distance of the new samples to their winners.</summary>
    public required double MeanDistance { get; init; }

    /// <summary>That of the training samples; NaN for a map without any. Training samples are a little nearer than others: the map was fitted to them.</summary>
    public required double TrainingDistance { get; init; }

    /// <summary>The share of the new samples that are odd, see <see cref="SomMap.OutlierThreshold"/>; NaN where the map does not know the distances of its training samples.</summary>
    public required double OddShare { get; init; }

    /// <summary>For each cluster the share of the training samples in it.</summary>
    public required IReadOnlyList<double> TrainingShares { get; init; }

    /// <summary>For each cluster the share of the new samples in it.</summary>
    public required IReadOnlyList<double> Shares { get; init; }

    /// <summary>Neurons that win training samples and no new ones.</summary>
    public required IReadOnlyList<int> UnreachedNeurons { get; init; }

    /// <summary>Whether that is more than chance; null without a reference.</summary>
    public DriftTest? Test { get; init; }
}

/// <summary>
/// A test of drift: another map is trained on a half of the reference samples, so that the other half and the new samples are equally unknown to it; these are then
/// shuffled. Without drift, a p-value of at most α is found in a share α of all cases, or a little less.
/// </summary>
/// <param name="PValue">The p-value of the three tests together: three times the least, at most 1 (Bonferroni).</param>
/// <param name="DistancePValue">Whether new samples lie at other distances from their winners.</param>
/// <param name="PlacePValue">Whether they lie in other clusters.</param>
/// <param name="FeaturePValue">Whether the mean of some feature is another, by the greatest difference of all features (Westfall &amp; Young 1993).</param>
/// <param name="ReferenceDistance">The mean distance of the samples held back; with units, the mean over units.</param>
/// <param name="Distance">The mean distance of the new samples on the same map.</param>
/// <param name="FarShare">
/// The share of the new samples that are farther from their winners than 95 % of the samples held back: 0.05 where nothing has changed.
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
    /// <summary>New samples that are equal to one of the reference: where they are the same samples, drift is found that is none.</summary>
    public int RepeatedCount { get; internal init; }

    /// <summary>Each feature of the map, in its order.</summary>
    public IReadOnlyList<FeatureDrift> Features { get; internal init; } = [];
}

/// <summary>How the mean of a feature differs between reference and new samples.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="ReferenceMean">
/// The mean of the reference samples that have a value, in the units of the data; with units the mean of the means of these. Of more than 20,000 samples a side, that of
/// those that were drawn.
/// </param>
/// <param name="Mean">That of the new samples.</param>
/// <param name="Deviations">The difference in standard deviations of all samples; 0 where nothing varies.</param>
/// <param name="AdjustedPValue">
/// The p-value after Benjamini &amp; Hochberg (1995) over the features; NaN where nothing varies. A missing value counts as the mean of all.
/// </param>
public readonly record struct FeatureDrift(
    int Feature,
    double ReferenceMean,
    double Mean,
    double Deviations,
    double AdjustedPValue
);
