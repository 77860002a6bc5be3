using Dbgsom.Grid;
using Dbgsom.Measures;
using Dbgsom.Numerics;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Space;

namespace Dbgsom;

/// <content>How good a map is for samples, by pairs of them.</content>
public sealed partial class SomMap
{
    /// <summary>
    /// Samples up to which measures of pairs of samples look at all of them, unless told otherwise: their work grows with the square of
    /// the number.
    /// </summary>
    public const int DefaultSampleSize = 5000;

    /// <summary>
    /// How far samples that are near each other on the map are near each other in the data: trustworthiness (Venna &amp; Kaski 2001). 1 where the k
    /// nearest on the map are the k nearest in the data; about ½ for chance.
    /// </summary>
    /// <remarks>
    /// M = 1 − 2/(n·k·(2n − 3k − 1)) Σ_i Σ_j max(0, r(i, j) − k): j are the k samples whose winners are nearest to that of i on the grid, by the
    /// straight line, around a torus the shorter way (<see cref="MapGrid.Distance"/>); r(i, j) is the rank of j by distance from i in the space trained in, by the training metric. Samples
    /// of one winner are at distance 0 on the grid, so many distances tie there: the measure is the mean over all orders that they leave open, as in
    /// Kaski et al. 2003. Where no distances tie this is <c>sklearn.manifold.trustworthiness</c> of samples and grid positions; where they tie, that
    /// function takes them as its sort leaves them, which depends on the order of the rows. The work is O(n²·(d + log n)), the memory O(n·d).
    /// More samples than <paramref name="sampleSize"/> are measured on as many rows, drawn by weight from all parts of the data with seed 0, the
    /// same for every map. Whole weights are numbers of repeats; with others rows are always drawn.
    /// </remarks>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="neighbors">k, at least 1 and less than half of the samples measured on; null for 5, or fewer of fewer than 11 samples.</param>
    /// <param name="sampleSize">The most samples to measure on; at least 3.</param>
    /// <param name="progress">Told the share of the rows that are done, from 0 to 1, ascending, from several threads but one at a time.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <returns>The measure, k and the number of samples measured on. The same bits for any number of threads.</returns>
    /// <exception cref="ArgumentException">The features are not those of the map, there are fewer than 3 samples, or all weights are 0.</exception>
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
    /// How far samples that are near each other in the data are near each other on the map: neighborhood preservation, also called continuity (Venna
    /// &amp; Kaski 2001). 1 where the k nearest in the data are the k nearest on the map. The <see cref="Trustworthiness"/> with both spaces
    /// exchanged: j are the k nearest in the data, r(i, j) their ranks on the grid.
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
    /// The C measure (Goodhill &amp; Sejnowski 1996): Σ over pairs of samples, each pair once, of their distance in the data, by the training metric, times
    /// the steps on the grid between their winners. The larger, the more distances on the map go with those in the data; compare maps of the
    /// same samples and grids of about the same extent.
    /// </summary>
    /// <remarks>
    /// Similarities F and G of the paper are here distances, as in SOMperf (Forest et al. 2020), so more is better. The work is O(n²·d), the
    /// memory O(n·d). More samples than <paramref name="sampleSize"/> are measured on as many rows, drawn as by <see cref="Trustworthiness"/>;
    /// then the sum is that of the rows drawn, and <see cref="Measures.CMeasure.PairMean"/> stands for all.
    /// </remarks>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="sampleSize">The most samples to measure on; at least 2.</param>
    /// <param name="progress">Told the share of the rows that are done, from 0 to 1, ascending, from several threads but one at a time.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <returns>The measure. The same bits for any number of threads.</returns>
    /// <exception cref="ArgumentException">The features are not those of the map, there are fewer than 2 samples, or all weights are 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sampleSize"/> is below 2.</exception>
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

    /// <summary>The samples a measure of pairs looks at, as the metric compares them, and their winners.</summary>
    private (SampleSpace Samples, int[] Winners) Sample(
        DataMatrix data,
        int sampleSize,
        int least,
        CancellationToken cancellationToken
    )
    {
        if (sampleSize < least)
            throw new ArgumentOutOfRangeException(
                nameof(sampleSize),
                $"the sample size is {sampleSize}; valid is at least {least}"
            );
        var features = FeatureMatch.Find(this, data).Select(data);
        int[] measured = MeasuredRows.Of(features, sampleSize);
        double[] values = AsCompared(RowSample.Read(features, measured));
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
