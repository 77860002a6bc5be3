using Dbgsom.Numerics;
using Dbgsom.Passes;

namespace Dbgsom.Measures;

/// <summary>
/// Measures of the agreement between clusters and labels, regardless of the names of the clusters. Rows count by their weights.
/// </summary>
/// <param name="Clusters">The number of clusters that contain samples.</param>
/// <param name="Classes">The number of distinct labels.</param>
/// <param name="Purity">
/// The share of samples that belong to the most frequent class of their cluster, from 0 to 1. It favors many clusters.
/// </param>
/// <param name="NormalizedMutualInformation">
/// NMI: the mutual information of cluster and label, divided by the mean of their entropies, from 0 to 1; 1 if both have a single
/// group. Strehl &amp; Ghosh 2002; the arithmetic mean, as in scikit-learn.
/// </param>
/// <param name="Homogeneity">
/// 1 − H(label | cluster) / H(label), from 0 to 1: 1 if every cluster contains only one label, or only one label exists (Rosenberg
/// &amp; Hirschberg 2007). It favors many clusters, as purity does.
/// </param>
/// <param name="Completeness">
/// 1 − H(cluster | label) / H(cluster), from 0 to 1: 1 if all samples of a label are in one cluster, or only one cluster exists. It
/// favors few clusters.
/// </param>
/// <param name="VMeasure">
/// The harmonic mean of homogeneity and completeness, 0 if both are; equal to <paramref name="NormalizedMutualInformation"/> with the
/// arithmetic mean.
/// </param>
/// <param name="AdjustedRandIndex">
/// ARI: the pairs of samples that are together or apart in both groupings, adjusted for chance; 1 for identical groupings, about 0 for
/// chance (Hubert &amp; Arabie 1985). NaN for fractional weights.
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
)
{
    internal const string NothingToMeasure = "no row with a weight above 0 has a label, so nothing can be measured";

    /// <summary>Compares two groupings of the same samples by how often each pair of groups meets.</summary>
    /// <param name="clusters">A group a sample.</param>
    /// <param name="labels">Another group a sample; −1 for one that is left out.</param>
    /// <param name="weights">How often each sample counts; empty for once.</param>
    internal static LabelAgreement Of(ReadOnlySpan<int> clusters, ReadOnlySpan<int> labels, ReadOnlySpan<double> weights)
    {
        var meetings = new PairMasses(GridFor(clusters.Length, weights));
        for (int row = 0; row < clusters.Length; row++)
            if (labels[row] >= 0)
                meetings.Add(clusters[row], labels[row], weights.IsEmpty ? 1 : weights[row]);
        return Of(meetings);
    }

    /// <summary>For sums of the weights of rows: that of an engine with these rows.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="weights">How often each counts; empty for once.</param>
    internal static SumGrid GridFor(int rows, ReadOnlySpan<double> weights)
    {
        double greatest = weights.IsEmpty ? 1 : 0;
        foreach (double weight in weights)
            greatest = Math.Max(greatest, weight);
        return SumGrid.For(rows, greatest);
    }

    /// <summary>Compares two groupings by how often each pair of groups meets.</summary>
    /// <param name="pairs">Cluster and label of the samples.</param>
    internal static LabelAgreement Of(PairMasses pairs)
    {
        (int Cluster, int Label, double Mass)[] meetings = [.. pairs.Ordered];
        if (meetings.Length == 0)
            throw new ArgumentException(NothingToMeasure);
        double[][] byCluster = Groups(meetings, pair => pair.Cluster);
        double[] sizes = Array.ConvertAll(byCluster, group => Ordered.Sum(group));
        double[] classes = Array.ConvertAll(Groups(meetings, pair => pair.Label), group => Ordered.Sum(group));
        double[] cells = Array.ConvertAll(meetings, pair => pair.Mass);
        double total = Ordered.Sum(sizes);
        var (ofClusters, ofClasses) = (Entropies.Of(sizes), Entropies.Of(classes));
        double shared = Math.Clamp(ofClusters + ofClasses - Entropies.Of(cells), 0, Math.Min(ofClusters, ofClasses));
        // I / H(classes) = 1 − H(classes | clusters) / H(classes), and the same of clusters.
        double homogeneity = ofClasses == 0 ? 1 : shared / ofClasses;
        double completeness = ofClusters == 0 ? 1 : shared / ofClusters;
        return new LabelAgreement(
            sizes.Length,
            classes.Length,
            Ordered.Sum(Array.ConvertAll(byCluster, group => group.Max())) / total,
            ofClusters + ofClasses == 0 ? 1 : shared / ((ofClusters + ofClasses) / 2),
            homogeneity,
            completeness,
            homogeneity + completeness == 0 ? 0 : 2 * homogeneity * completeness / (homogeneity + completeness),
            Array.TrueForAll(cells, cell => cell == Math.Floor(cell)) ? Rand(sizes, classes, cells, total) : double.NaN
        );
    }

    /// <summary>
    /// Returns true if labels are nearly unique, such as row names and register numbers: fewer than two samples per label on average.
    /// Measures of agreement with such labels are misleading: purity and normalized mutual information are high for any large number of
    /// clusters.
    /// </summary>
    /// <param name="labels">The labels; null for a sample without one.</param>
    public static bool AreNearlyUnique(IReadOnlyList<string?> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        int labeled = labels.Count(label => label is not null);
        return AreNearlyUnique(labels.Where(label => label is not null).Distinct(StringComparer.Ordinal).Count(), labeled);
    }

    /// <param name="different">How many different labels there are.</param>
    /// <param name="labeled">How many samples have one.</param>
    internal static bool AreNearlyUnique(long different, long labeled) => labeled > 0 && 2 * different > labeled;

    /// <summary>Labels as numbers from 0 in the order in which they come first; −1 for null.</summary>
    internal static int[] Codes(IReadOnlyList<string?> labels)
    {
        var codes = new Dictionary<string, int>(StringComparer.Ordinal);
        return
        [
            .. labels.Select(label =>
            {
                if (label is null)
                    return -1;
                codes.TryAdd(label, codes.Count);
                return codes[label];
            }),
        ];
    }

    private static double[][] Groups(
        (int Cluster, int Label, double Mass)[] meetings,
        Func<(int Cluster, int Label, double Mass), int> by
    ) => [.. meetings.GroupBy(by).OrderBy(group => group.Key).Select(group => group.Select(cell => cell.Mass).ToArray())];

    private static double Rand(double[] sizes, double[] classes, double[] cells, double total)
    {
        var (first, second, both) = (Pairs(sizes), Pairs(classes), Pairs(cells));
        double chance = first * second / (total * (total - 1) / 2);
        double greatest = (first + second) / 2;
        return greatest == chance || total <= 1 ? 1 : (both - chance) / (greatest - chance);
    }

    /// <summary>Pairs of samples within groups.</summary>
    private static double Pairs(double[] groups) => Ordered.Sum(Array.ConvertAll(groups, size => size * (size - 1) / 2));
}
