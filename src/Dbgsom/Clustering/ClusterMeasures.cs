using Dbgsom.Measures;
using Dbgsom.Numerics;
using Dbgsom.Passes;
using Dbgsom.Search.Kernels;
using Dbgsom.Space;
using Dbgsom.Threading;

namespace Dbgsom.Clustering;

/// <summary>How well samples with labels – clusters, or classes – lie apart, by Euclidean distances as the samples are given.</summary>
public static class ClusterMeasures
{
    /// <summary>Of more rows than this <see cref="Silhouette"/> compares so many: each with each.</summary>
    public const int MaxCompared = 20_000;

    /// <summary>
    /// The mean silhouette (Rousseeuw 1987) of the rows: (b − a)/max(a, b), with a the mean distance to the other rows of the same label and b
    /// the least mean distance to those of another; 0 for a row alone with its label. From −1 to 1, higher is better; scikit-learn's
    /// <c>silhouette_score</c>.
    /// </summary>
    /// <remarks>
    /// Rows count by their weights, others by theirs in means; a row is not compared with itself however often it counts. It takes a time that grows with the square
    /// of the rows; of more than <see cref="MaxCompared"/> one is drawn from each of so many equal parts, the same in each call.
    /// The result is the same bits on any number of threads.
    /// </remarks>
    /// <param name="data">The samples.</param>
    /// <param name="labels">One label a sample, any numbers.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="ArgumentException">There is not one label a row, or rows that count have fewer than two different labels, or
    /// the data is so small that squares of differences vanish.</exception>
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
    /// The index of Davies &amp; Bouldin (1979): for each label the greatest (S_i + S_j)/‖c_i − c_j‖ over the others, with S the mean distance of
    /// the rows to their mean c; of those the mean. From 0 up, lower is better; scikit-learn's <c>davies_bouldin_score</c>, but infinite where two
    /// labels have one mean. Rows count by their weights.
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
            throw new ArgumentException($"{labels.Count} labels were given for {data.RowCount} rows", nameof(labels));
        int[] distinct = [.. labels.Distinct().Order()];
        int counted = labels.Where((_, row) => Mass(data, row) > 0).Distinct().Count();
        if (counted < 2)
            throw new ArgumentException(
                $"the rows have {counted} different {(counted == 1 ? "label" : "labels")}; at least 2 are needed to compare",
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
