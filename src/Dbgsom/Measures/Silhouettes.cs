namespace Dbgsom.Measures;

/// <summary>
/// The silhouette (Rousseeuw 1987): s = (b − a)/max(a, b), where a is the mean distance of a point to the others of its cluster and b the least
/// mean distance to those of another; 0 for a point alone in its cluster.
/// </summary>
internal static class Silhouettes
{
    /// <summary>The values of single points, whose distances are the Euclidean ones or as given.</summary>
    /// <param name="point">The point.</param>
    /// <param name="distances">The distances of the point to all points.</param>
    /// <param name="labels">The cluster of each point, from 0.</param>
    /// <param name="mass">How often each point counts.</param>
    /// <param name="clusterMass">The mass of each cluster.</param>
    /// <param name="sums">Room for a number a cluster.</param>
    public static double Of(
        int point,
        ReadOnlySpan<double> distances,
        ReadOnlySpan<int> labels,
        ReadOnlySpan<double> mass,
        ReadOnlySpan<double> clusterMass,
        Span<double> sums
    )
    {
        sums.Clear();
        for (int other = 0; other < distances.Length; other++)
            sums[labels[other]] += (mass.IsEmpty ? 1 : mass[other]) * distances[other];
        int own = labels[point];
        double others = clusterMass[own] - (mass.IsEmpty ? 1 : mass[point]);
        double nearest = double.PositiveInfinity;
        for (int cluster = 0; cluster < sums.Length; cluster++)
            if (cluster != own && clusterMass[cluster] > 0)
                nearest = Math.Min(nearest, sums[cluster] / clusterMass[cluster]);
        if (!(others > 0) || double.IsPositiveInfinity(nearest))
            return 0;
        double within = sums[own] / others;
        double greater = Math.Max(within, nearest);
        return greater > 0 ? (nearest - within) / greater : 0;
    }

    /// <summary>The mass of each cluster.</summary>
    public static double[] ClusterMass(ReadOnlySpan<int> labels, ReadOnlySpan<double> mass, int clusters)
    {
        var sums = new double[clusters];
        for (int point = 0; point < labels.Length; point++)
            sums[labels[point]] += mass.IsEmpty ? 1 : mass[point];
        return sums;
    }
}
