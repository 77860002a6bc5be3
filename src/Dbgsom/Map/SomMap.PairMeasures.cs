using Dbgsom.Grid;
using Dbgsom.Measures;
using Dbgsom.Naming;
using Dbgsom.Numerics;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Space;

namespace Dbgsom;

/// <content>How good a map is for samples, by pairs of them.</content>
public sealed partial class SomMap
{
    /// <summary>
    /// The default maximum number of samples for measures of pairs of samples, whose time grows with the square of the number.
    /// </summary>
    public const int DefaultSampleSize = 5000;

    /// <summary>
    /// Computes the trustworthiness (Venna &amp; Kaski 2001): how far neighbors on the map are neighbors in the data. 1 if the k
    /// nearest on the map are the k nearest in the data; about ½ for chance.
    /// </summary>
    /// <remarks>
    /// M = 1 − 2/(n·k·(2n − 3k − 1)) Σ_i Σ_j max(0, r(i, j) − k): j are the k samples whose winners are nearest to that of i on the
    /// grid, by the straight line, around a torus the shorter way (<see cref="MapGrid.Distance"/>); r(i, j) is the rank of j by
    /// distance from i in the space trained in, by the training metric. Samples with the same winner are at distance 0 on the grid, so
    /// many distances are ties: the measure is the mean over all orders of ties, as in Kaski et al. 2003. Without ties it equals
    /// <c>sklearn.manifold.trustworthiness</c> of samples and grid positions; with ties, that function depends on the order of the
    /// rows. The time is O(n²·(d + log n)), the memory O(n·d). From more samples than <paramref name="sampleSize"/>, that many rows are
    /// drawn by weight from all parts of the data with seed 0, the same for every map. Integer weights are numbers of repeats; with
    /// other weights rows are always drawn.
    /// </remarks>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="neighbors">
    /// k, at least 1 and less than half of the samples measured; null for 5, or less for fewer than 11 samples.
    /// </param>
    /// <param name="sampleSize">The maximum number of samples to measure; at least 3.</param>
    /// <param name="progress">
    /// Receives the share of the rows that are done, ascending from 0 to 1. It is called from several threads, but never concurrently.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The measure, k and the number of samples measured. The same bits for any number of threads.</returns>
    /// <exception cref="ArgumentException">
    /// The features differ from those of the map, fewer than 3 samples are given, or all weights are 0.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="neighbors"/> or <paramref name="sampleSize"/> is out of range.</exception>
    public NeighborhoodMeasure Trustworthiness(
        DataMatrix data,
        int? neighbors = null,
        int sampleSize = DefaultSampleSize,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        var (samples, winners) = Sample(data, sampleSize, 3, cancellationToken);
        int k = NeighborhoodMeasure.NeighborsFor(neighbors, winners.Length);
        double value = NeighborhoodMeasure.Of(OnGrid(winners), samples, k, Threads, progress, cancellationToken);
        return new NeighborhoodMeasure(value, k, winners.Length);
    }

    /// <summary>
    /// Computes the neighborhood preservation, also called continuity (Venna &amp; Kaski 2001): how far neighbors in the data are
    /// neighbors on the map. 1 if the k nearest in the data are the k nearest on the map. The <see cref="Trustworthiness"/> with both
    /// spaces exchanged: j are the k nearest in the data, r(i, j) their ranks on the grid.
    /// </summary>
    /// <inheritdoc cref="Trustworthiness"/>
    public NeighborhoodMeasure NeighborhoodPreservation(
        DataMatrix data,
        int? neighbors = null,
        int sampleSize = DefaultSampleSize,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        var (samples, winners) = Sample(data, sampleSize, 3, cancellationToken);
        int k = NeighborhoodMeasure.NeighborsFor(neighbors, winners.Length);
        double value = NeighborhoodMeasure.Of(samples, OnGrid(winners), k, Threads, progress, cancellationToken);
        return new NeighborhoodMeasure(value, k, winners.Length);
    }

    /// <summary>
    /// Computes the C measure (Goodhill &amp; Sejnowski 1996): Σ over pairs of samples, each pair once, of their distance in the data,
    /// by the training metric, times the hops between their winners. A larger value means a better agreement of distances; compare maps
    /// of the same samples and grids of similar extent.
    /// </summary>
    /// <remarks>
    /// The similarities F and G of the paper are distances here, as in SOMperf (Forest et al. 2020), so that more is better. The time
    /// is O(n²·d), the memory O(n·d). From more samples than <paramref name="sampleSize"/>, that many rows are drawn as by
    /// <see cref="Trustworthiness"/>; then the sum is that of the drawn rows, and <see cref="Measures.CMeasure.PairMean"/> estimates that of
    /// all.
    /// </remarks>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="sampleSize">The maximum number of samples to measure; at least 2.</param>
    /// <param name="progress">
    /// Receives the share of the rows that are done, ascending from 0 to 1. It is called from several threads, but never concurrently.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The measure. The same bits for any number of threads.</returns>
    /// <exception cref="ArgumentException">
    /// The features differ from those of the map, fewer than 2 samples are given, or all weights are 0.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sampleSize"/> is less than 2.</exception>
    public CMeasure CMeasure(
        DataMatrix data,
        int sampleSize = DefaultSampleSize,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        var (samples, winners) = Sample(data, sampleSize, 2, cancellationToken);
        return Measures.CMeasure.Of(samples, winners, HopDistances, Threads, progress, cancellationToken);
    }

    /// <summary>
    /// Measures pairs of samples that an engine holds, wherever they are: the rows that are measured on are drawn where all are counted, and only these are fetched. The
    /// numbers are, bit for bit, those of <see cref="Trustworthiness"/>, <see cref="NeighborhoodPreservation"/> and <see cref="CMeasure"/> of the samples themselves.
    /// </summary>
    /// <param name="rows">The samples, with the features of the map: by name where both have names, otherwise by position. An engine does one thing at a time: no training run may use it
    /// meanwhile; one that did cannot go on.</param>
    /// <param name="neighbors">k, at least 1 and less than half of the samples measured on; null for 5, or fewer of fewer than 11 samples.</param>
    /// <param name="sampleSize">The most samples to measure on; at least 3.</param>
    /// <param name="progress">Receives the share of the work that is done, from 0 to 1, ascending, from several threads but one at a time.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The measures. The same bits for any number of threads and any cutting of the rows.</returns>
    /// <exception cref="ArgumentException">The features are not those of the map, there are fewer than 3 samples, all weights are 0, or more than 8,388,608 samples have weights.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="neighbors"/> or <paramref name="sampleSize"/> is out of range.</exception>
    public PairMeasures MeasurePairs(
        PassEngine rows,
        int? neighbors = null,
        int sampleSize = DefaultSampleSize,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(rows);
        RefuseSampleSize(sampleSize, 3);
        rows.CurrentRun = null;
        int[]? columns = FeatureMatch.Find(this, rows.GivenColumnCount, rows.GivenNames, nameof(rows)).Columns;
        rows.Enter(FeatureSpace.AsGiven);
        if (rows.HasMasses && rows.RowCount > MostWeighted)
            throw new ArgumentException(
                Text.Of(
                    $"{rows.RowCount} rows have weights; pairs are drawn by weight from at most {MostWeighted} rows that are elsewhere"
                ),
                nameof(rows)
            );
        double[] weights = rows.HasMasses ? rows.Run(new MassesPass(), cancellationToken).All : [];
        long[] measured = MeasuredRows.Of(rows.RowCount, weights, sampleSize);
        var values = new double[(long)measured.Length * FeatureCount];
        int atOnce = (int)Math.Max(1, BytesAtOnce / (sizeof(double) * (long)rows.GivenColumnCount));
        foreach (var (chunk, some) in measured.Chunk(atOnce).Index())
        foreach (var (i, (row, _)) in rows.ReadRows(some, cancellationToken).Index())
        {
            var target = values.AsSpan(((chunk * atOnce) + i) * FeatureCount, FeatureCount);
            for (int f = 0; f < target.Length; f++)
                target[f] = row[columns is null ? f : columns[f]];
        }
        var (samples, winners) = Sample(values, measured, cancellationToken);
        int k = NeighborhoodMeasure.NeighborsFor(neighbors, winners.Length);
        var grid = OnGrid(winners);
        double trust = NeighborhoodMeasure.Of(grid, samples, k, Threads, Third(0), cancellationToken);
        double preservation = NeighborhoodMeasure.Of(samples, grid, k, Threads, Third(1), cancellationToken);
        return new PairMeasures(
            new NeighborhoodMeasure(trust, k, winners.Length),
            new NeighborhoodMeasure(preservation, k, winners.Length),
            Measures.CMeasure.Of(samples, winners, HopDistances, Threads, Third(2), cancellationToken)
        );

        ThirdOfWork? Third(int which) => progress is null ? null : new ThirdOfWork(progress, which);
    }

    // The weights of rows that are elsewhere come over as they are: 64 MiB. Rows do so by 16 MiB.
    private const long MostWeighted = 1L << 23;
    private const long BytesAtOnce = 1L << 24;

    private sealed class ThirdOfWork(IProgress<double> progress, int which) : IProgress<double>
    {
        public void Report(double value) => progress.Report((which + value) / 3);
    }

    private static void RefuseSampleSize(int sampleSize, int least)
    {
        if (sampleSize < least)
            throw new ArgumentOutOfRangeException(
                nameof(sampleSize),
                $"the sample size is {sampleSize}; valid is at least {least}"
            );
    }

    /// <summary>The samples a measure of pairs looks at, as the metric compares them, and their winners.</summary>
    private (SampleSpace Samples, int[] Winners) Sample(
        DataMatrix data,
        int sampleSize,
        int least,
        CancellationToken cancellationToken
    )
    {
        RefuseSampleSize(sampleSize, least);
        var features = FeatureMatch.Find(this, data).Select(data);
        int[] measured = MeasuredRows.Of(features, sampleSize);
        return Sample(RowSample.Read(features, measured), Array.ConvertAll(measured, row => (long)row), cancellationToken);
    }

    /// <param name="given">The features of the samples in the user's units, row-major.</param>
    /// <param name="measured">The row of each among all.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    private (SampleSpace Samples, int[] Winners) Sample(double[] given, long[] measured, CancellationToken cancellationToken)
    {
        double[] values = AsCompared(given);
        if (ValueRange.FirstBeyond(values, LocalEngine.GreatestValue) is >= 0 and var place)
            throw TooFar(measured[place / FeatureCount], place % FeatureCount);
        var matches = new BestMatch[values.Length / FeatureCount];
        using var rows = new LocalEngine(DataMatrix.From(values, FeatureCount), Threads)
        {
            OperationsPerThread = LocalEngine.OperationsOfOnePass,
        };
        rows.Run(new NearestPass(assigner, 1, matches), cancellationToken);
        return (new SampleSpace(EffectiveOptions.Metric, values, FeatureCount), Array.ConvertAll(matches, match => match.Neuron));
    }

    /// <summary>Samples where their winners are on the grid.</summary>
    private GridSpace OnGrid(int[] winners) => new(Grid, Array.ConvertAll(winners, winner => Lattice.Positions[winner]));
}
