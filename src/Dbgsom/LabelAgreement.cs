namespace Dbgsom;

/// <summary>How well clusters agree with labels, whatever the clusters are called. Rows count by their weights.</summary>
/// <param name="Clusters">Number of clusters that hold samples.</param>
/// <param name="Classes">Number of different labels.</param>
/// <param name="Purity">The share of samples that are of the most frequent class of their cluster; 0 to 1. It favors many clusters.</param>
/// <param name="NormalizedMutualInformation">
/// NMI: the information that cluster and label share, divided by the mean of their entropies; 0 to 1, and 1 where both are one group.
/// Strehl &amp; Ghosh 2002; the arithmetic mean, as in scikit-learn.
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
    double AdjustedRandIndex
);

/// <summary>How often samples of each class were taken for each class.</summary>
/// <param name="Classes">The classes of the map by name, in its order.</param>
/// <param name="UnknownLabels">Labels that are none of them, ascending.</param>
/// <param name="Counts">A row a true class and, where there are unknown labels, a last row for all of those; a column a predicted class.
/// Samples count by their weights.</param>
/// <param name="Accuracy">The share of samples on the diagonal, 0 to 1.</param>
public sealed record ConfusionMatrix(
    IReadOnlyList<string> Classes,
    IReadOnlyList<string> UnknownLabels,
    double[,] Counts,
    double Accuracy
);
