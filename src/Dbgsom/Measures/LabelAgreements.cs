using Dbgsom.Numerics;

namespace Dbgsom.Measures;

/// <summary>Compares two groupings of the same samples by how often each pair of groups meets.</summary>
internal static class LabelAgreements
{
    /// <param name="clusters">A group a sample.</param>
    /// <param name="labels">Another group a sample.</param>
    /// <param name="weights">How often each sample counts; empty for once.</param>
    public static LabelAgreement Of(ReadOnlySpan<int> clusters, ReadOnlySpan<int> labels, ReadOnlySpan<double> weights)
    {
        var meetings = new SortedDictionary<(int Cluster, int Label), double>();
        for (int row = 0; row < clusters.Length; row++)
        {
            double mass = weights.IsEmpty ? 1 : weights[row];
            if (mass > 0)
                meetings[(clusters[row], labels[row])] = meetings.GetValueOrDefault((clusters[row], labels[row])) + mass;
        }
        if (meetings.Count == 0)
            throw new ArgumentException("the weight of every row is 0: there is nothing to measure");
        double[][] byCluster = Groups(meetings, pair => pair.Cluster);
        double[] sizes = Array.ConvertAll(byCluster, group => Ordered.Sum(group));
        double[] classes = Array.ConvertAll(Groups(meetings, pair => pair.Label), group => Ordered.Sum(group));
        double[] cells = [.. meetings.Values];
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

    private static double[][] Groups(SortedDictionary<(int, int), double> meetings, Func<(int Cluster, int Label), int> by) =>
        [
            .. meetings
                .GroupBy(cell => by(cell.Key))
                .OrderBy(group => group.Key)
                .Select(group => group.Select(cell => cell.Value).ToArray()),
        ];

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
