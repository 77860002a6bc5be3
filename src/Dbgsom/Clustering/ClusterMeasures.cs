using Dbgsom.Measures;
using Dbgsom.Numerics;
using Dbgsom.Passes;
using Dbgsom.Search.Kernels;
using Dbgsom.Space;
using Dbgsom.Threading;

namespace Dbgsom.Clustering;

/// <summary>Measures of the separation of labeled samples (clusters or classes), by Euclidean distances of the unscaled samples.</summary>
public static class ClusterMeasures
{
    /// <summary>
    /// The maximum number of rows that <see cref="Silhouette"/> compares with each other; it draws this many from larger data.
    /// </summary>
    public const int MaxCompared = 20_000;

    /// <summary>
    /// Computes the mean silhouette (Rousseeuw 1987) of the rows: (b − a)/max(a, b), where a is the mean distance to the other rows of
    /// the same label and b the smallest mean distance to those of another; 0 for a row alone with its label. From −1 to 1, higher is
    /// better. Same as scikit-learn's <c>silhouette_score</c>.
    /// </summary>
    /// <remarks>
    /// Rows count by their weights; a row is never compared with itself. The time grows with the square of the number of rows. From
    /// more than <see cref="MaxCompared"/> rows, that many equal parts contribute one drawn row each, the same in each call. The result
    /// is the same bits on any number of threads.
    /// </remarks>
    /// <param name="data">The samples.</param>
    /// <param name="labels">One label per sample; any numbers.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">
    /// The number of labels differs from the number of rows, rows with a weight above 0 have fewer than two labels, or the data is so
    /// small that squared differences underflow.
    /// </exception>
    public static double Silhouette(DataMatrix data, IReadOnlyList<int> labels, CancellationToken cancellationToken = default)
    {
        var (codes, clusters) = Code(data, labels);
        data.RefuseGaps("a measure of clusters");
        RefuseUnderflow(data, cancellationToken);
        int[] rows = Compared(data.RowCount);
        var values = new double[(long)rows.Length * data.ColumnCount];
        for (int i = 0; i < rows.Length; i++)
            data.CopyRow(rows[i], values.AsSpan(i * data.ColumnCount, data.ColumnCount));
        int[] own = Array.ConvertAll(rows, row => codes[row]);
        double[] mass = Array.ConvertAll(rows, row => Mass(data, row));
        double[] clusterMass = Silhouettes.ClusterMass(own, mass, clusters);
        var points = new PackedWeights(values, data.ColumnCount);
        var silhouettes = new double[rows.Length];
        var team = new Team(Environment.ProcessorCount);
        var rooms = new (double[] Distances, double[] Sums)[team.Threads];
        team.For(
            rows.Length,
            (int)
                Math.Min(
                    team.Threads,
                    1 + ((long)rows.Length * rows.Length * data.ColumnCount / LocalEngine.OperationsOfOnePass)
                ),
            (i, worker) =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                ref var room = ref rooms[worker];
                room.Distances ??= new double[points.PaddedCount];
                room.Sums ??= new double[clusters];
                points.Distances<SquaredDistance>(values.AsSpan(i * data.ColumnCount, data.ColumnCount), room.Distances);
                SquareRoots.Run(room.Distances);
                silhouettes[i] =
                    mass[i] * Silhouettes.Of(i, room.Distances.AsSpan(0, rows.Length), own, mass, clusterMass, room.Sums);
            }
        );
        return Ordered.Sum(silhouettes) / Ordered.Sum(mass);
    }

    /// <summary>
    /// Computes the index of Davies &amp; Bouldin (1979): the mean over labels of the largest (S_i + S_j)/‖c_i − c_j‖ over the other
    /// labels, where S is the mean distance of the rows to their mean c. At least 0, lower is better. Same as scikit-learn's
    /// <c>davies_bouldin_score</c>, but infinite if two labels have the same mean. Rows count by their weights.
    /// </summary>
    /// <inheritdoc cref="Silhouette"/>
    public static double DaviesBouldin(DataMatrix data, IReadOnlyList<int> labels, CancellationToken cancellationToken = default)
    {
        var (codes, clusters) = Code(data, labels);
        data.RefuseGaps("a measure of clusters");
        RefuseUnderflow(data, cancellationToken);
        using var held = data.Storage.Hold();
        return DaviesBouldins.Of(
            data.RowCount,
            data.ColumnCount,
            (row, target) => data.CopyRow(row, target),
            codes,
            data.SampleWeights,
            clusters,
            cancellationToken
        );
    }

    private static void RefuseUnderflow(DataMatrix data, CancellationToken cancellationToken)
    {
        using var rows = new LocalEngine(data) { OperationsPerThread = LocalEngine.OperationsOfOnePass };
        var range = RangePass.Over(rows, cancellationToken);
        DataStatistics.RefuseUnderflow(range.Minimum, range.Maximum, data.FeatureNames, "multiply the data by a constant");
    }

    private static double Mass(DataMatrix data, int row) => data.SampleWeights.IsEmpty ? 1 : data.SampleWeights[row];

    /// <summary>Labels as places among those there are, ascending.</summary>
    internal static (int[] Codes, int Clusters) Code(DataMatrix data, IReadOnlyList<int> labels)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count != data.RowCount)
            throw new ArgumentException($"{labels.Count} labels are given for {data.RowCount} rows", nameof(labels));
        int[] distinct = [.. labels.Distinct().Order()];
        int counted = labels.Where((_, row) => Mass(data, row) > 0).Distinct().Count();
        if (counted < 2)
            throw new ArgumentException(
                $"the rows have {counted} different {(counted == 1 ? "label" : "labels")}; at least 2 are needed",
                nameof(labels)
            );
        return ([.. labels.Select(label => Array.BinarySearch(distinct, label))], distinct.Length);
    }

    /// <summary>All rows, or one of each of <see cref="MaxCompared"/> equal parts.</summary>
    internal static int[] Compared(int rowCount)
    {
        if (rowCount <= MaxCompared)
            return [.. Enumerable.Range(0, rowCount)];
        var random = new NumPyRandom(0);
        return
        [
            .. Enumerable
                .Range(0, MaxCompared)
                .Select(part =>
                {
                    long start = (long)rowCount * part / MaxCompared;
                    long end = (long)rowCount * (part + 1) / MaxCompared;
                    return (int)(start + random.NextUpTo(end - start - 1));
                }),
        ];
    }
}
