using Dbgsom.Numerics;

namespace Dbgsom.Measures;

/// <summary>
/// The index of Davies &amp; Bouldin (1979), with Euclidean distances and means: for each cluster the greatest (S_i + S_j)/‖c_i − c_j‖ over
/// the others, where S is the mean distance to the centroid c; of those the mean. Lower is better.
/// </summary>
internal static class DaviesBouldins
{
    /// <summary>Takes the values of one row to <paramref name="target"/>.</summary>
    public delegate void ReadRow(int row, Span<double> target);

    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of features.</param>
    /// <param name="read">Reads a row.</param>
    /// <param name="labels">The cluster of each row, from 0.</param>
    /// <param name="mass">How often each row counts; empty for once.</param>
    /// <param name="clusters">Number of clusters; one without mass does not count.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static double Of(
        int rows,
        int columns,
        ReadRow read,
        ReadOnlySpan<int> labels,
        ReadOnlySpan<double> mass,
        int clusters,
        CancellationToken cancellationToken
    )
    {
        double[] total = Silhouettes.ClusterMass(labels, mass, clusters);
        var centroids = new double[clusters * columns];
        var values = new double[columns];
        for (int row = 0; row < rows; row++)
        {
            if (row % 4096 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            read(row, values);
            double share = (mass.IsEmpty ? 1 : mass[row]) / total[labels[row]];
            if (share > 0)
                ScaledAdd.Run(centroids.AsSpan(labels[row] * columns, columns), values, share);
        }
        var spread = new double[clusters];
        for (int row = 0; row < rows; row++)
        {
            if (row % 4096 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            read(row, values);
            double share = (mass.IsEmpty ? 1 : mass[row]) / total[labels[row]];
            if (share > 0)
                spread[labels[row]] +=
                    share * Math.Sqrt(SquaredDistance.Between(values, centroids.AsSpan(labels[row] * columns, columns)));
        }
        return Of(centroids, columns, spread, total);
    }

    /// <summary>Two clusters with one centroid are not apart at all: infinite.</summary>
    private static double Of(double[] centroids, int columns, double[] spread, double[] total)
    {
        double sum = 0;
        int counted = 0;
        for (int i = 0; i < total.Length; i++)
        {
            if (total[i] == 0)
                continue;
            double worst = 0;
            for (int j = 0; j < total.Length; j++)
            {
                if (j == i || total[j] == 0)
                    continue;
                double apart = Math.Sqrt(
                    SquaredDistance.Between(centroids.AsSpan(i * columns, columns), centroids.AsSpan(j * columns, columns))
                );
                worst = Math.Max(worst, apart > 0 ? (spread[i] + spread[j]) / apart : double.PositiveInfinity);
            }
            sum += worst;
            counted++;
        }
        return counted == 0 ? 0 : sum / counted;
    }
}
