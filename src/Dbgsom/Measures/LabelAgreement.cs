namespace Dbgsom.Measures;

/// <summary>How well clusters agree with labels, whatever the clusters are called. Rows count by their weights.</summary>
/// <param name="Clusters">Number of clusters that hold samples.</param>
/// <param name="Classes">Number of different labels.</param>
/// <param name="Purity">The share of samples that are of the most frequent class of their cluster; 0 to 1. It favors many clusters.</param>
/// <param name="NormalizedMutualInformation">
/// NMI: the information that cluster and label share, divided by the mean of their entropies; 0 to 1, and 1 where both are one group.
/// Strehl &amp; Ghosh 2002; the arithmetic mean, as in scikit-learn.
/// </param>
/// <param name="Homogeneity">
/// 1 − H(label | cluster) / H(label), 0 to 1: 1 where every cluster holds one label only, or there is one label (Rosenberg &amp; Hirschberg 2007).
/// It favors many clusters, as purity does.
/// </param>
/// <param name="Completeness">
/// 1 − H(cluster | label) / H(cluster), 0 to 1: 1 where all samples of a label are in one cluster, or there is one cluster. It favors few clusters.
/// </param>
/// <param name="VMeasure">
/// The harmonic mean of homogeneity and completeness, 0 where both are: the same number as
/// <paramref name="NormalizedMutualInformation"/> with the arithmetic mean.
/// </param>
/// <param name="AdjustedRandIndex">
/// ARI: pairs of samples that are together or apart in both, above what chance gives; 1 for the same grouping, about 0 for chance
/// (Hubert &amp; Arabie 1985). NaN where weights are no whole numbers: parts of samples make no pairs.
/// </param>
public sealed record LabelAgreement(
    int Clusters,
    int Classes,
    double Purity,
    double NormalizedMutualInformation,
    double Homogeneity,
    double Completeness,
    double VMeasure,
    double AdjustedRandIndex
);
