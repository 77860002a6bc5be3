using Dbgsom.Measures;
using Dbgsom.Numerics;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Space;

namespace Dbgsom;

/// <content>Where on the map samples are dense.</content>
public sealed partial class SomMap
{
    // Each sample is compared with each.
    private const int MostForRadius = 1024;

    /// <summary>
    /// Computes the radius of <see cref="PMatrix"/> (Ultsch 2003, <i>Pareto Density Estimation</i>): in the median, 20.13 % of all
    /// samples, including the sample itself, lie within this radius of a sample. A distance in the space trained in.
    /// </summary>
    /// <remarks>
    /// From more than 1,024 samples, and from weighted samples, 1,024 are drawn: one from each of 1,024 parts of equal mass, the same
    /// in each call. If more than that share of the samples is equal, it is the smallest distance greater than 0.
    /// </remarks>
    /// <inheritdoc cref="Hits"/>
    public double ParetoRadius(DataMatrix data, CancellationToken cancellationToken = default)
    {
        var selected = FeatureMatch.Find(this, data).Select(data);
        using (var rows = Rows(data))
            RangeOf(rows, data, cancellationToken);
        if (selected.RowCount > MostForRadius || !selected.SampleWeights.IsEmpty)
            selected = RowSample.Draw(selected, MostForRadius, 0);
        var values = new double[selected.RowCount * FeatureCount];
        for (int row = 0; row < selected.RowCount; row++)
            selected.CopyRow(row, values.AsSpan(row * FeatureCount, FeatureCount));
        return ParetoRadii.Of(EffectiveOptions.Metric, AsCompared(values), FeatureCount, cancellationToken);
    }

    /// <summary>
    /// Computes the P-matrix (Ultsch 2003, <i>Maps for the Visualization of High-Dimensional Data Spaces</i>): the number of samples,
    /// counted by their weights, within a radius of each neuron's weights. High values mean dense samples.
    /// </summary>
    /// <param name="data">Samples with the features of the map, usually the training samples.</param>
    /// <param name="radius">The radius, at least 0, in the space trained in; null for <see cref="ParetoRadius"/>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The features differ from those of the map, or all weights are 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The radius is negative or not finite.</exception>
    public double[] PMatrix(DataMatrix data, double? radius = null, CancellationToken cancellationToken = default)
    {
        if (radius is { } given && !(given >= 0 && double.IsFinite(given)))
            throw new ArgumentOutOfRangeException(nameof(radius), radius, "valid is a finite number of at least 0");
        double within = radius ?? ParetoRadius(data, cancellationToken);
        using var rows = Rows(data);
        var range = RangeOf(rows, data, cancellationToken);
        var grid = SumGrid.For(range.RowCount, range.GreatestMass);
        return Masses(rows, new SpherePass(assigner, within, grid), cancellationToken);
    }

    /// <summary>
    /// Computes the U*-matrix (Ultsch 2003, <i>U*-Matrix: a Tool to visualize Clusters in high dimensional Data</i>): the heights of
    /// the U-matrix, lowered where samples are dense and raised where they are sparse. U*(i) = U(i)·(1 + (P(i) − mean P)/(mean P − max
    /// P)), with P the <see cref="PMatrix"/> and U the <see cref="Neuron.AverageDistance"/>: 0 at the highest density, U at the mean
    /// density. It equals U if P is constant.
    /// </summary>
    /// <inheritdoc cref="Hits"/>
    public double[] UStarMatrix(DataMatrix data, CancellationToken cancellationToken = default)
    {
        double[] density = PMatrix(data, null, cancellationToken);
        double mean = Ordered.Mean(density);
        double apart = mean - density.Max();
        return
        [
            .. Neurons.Select(neuron => neuron.AverageDistance * (apart < 0 ? 1 + ((density[neuron.Index] - mean) / apart) : 1)),
        ];
    }

    /// <summary>
    /// Computes the smoothed data histogram (Pampalk, Rauber &amp; Merkl 2002, <i>Using Smoothed Data Histograms for Cluster
    /// Visualization in Self-Organizing Maps</i>): each sample gives its nearest neuron s points, the second s − 1, …, the s-th 1,
    /// scaled to a sum of one sample's weight. The result resembles the hits, without gaps.
    /// </summary>
    /// <param name="data">Samples with the features of the map, usually the training samples.</param>
    /// <param name="spread">s, at least 1; 1 counts hits. Values above the number of neurons use all neurons.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The features differ from those of the map, or all weights are 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="spread"/> is less than 1.</exception>
    public double[] SmoothedHistogram(DataMatrix data, int spread = 8, CancellationToken cancellationToken = default)
    {
        if (spread < 1)
            throw new ArgumentOutOfRangeException(nameof(spread), spread, "the number of neurons per sample must be at least 1");
        int ranks = Math.Min(spread, Neurons.Count);
        using var rows = Rows(data);
        var range = RangeOf(rows, data, cancellationToken);
        var grid = SumGrid.For(range.RowCount, range.GreatestMass * ranks);
        double[] points = Masses(rows, new VotePass(assigner, ranks, grid), cancellationToken);
        return Array.ConvertAll(points, value => value / (ranks * (ranks + 1.0) / 2));
    }

    private double[] Masses(LocalEngine rows, DataPass<NeuronMasses> pass, CancellationToken cancellationToken)
    {
        var sums = rows.Run(pass, cancellationToken).Mass;
        return [.. Enumerable.Range(0, Neurons.Count).Select(neuron => sums[neuron])];
    }

    private static RangeSums RangeOf(LocalEngine rows, DataMatrix data, CancellationToken cancellationToken)
    {
        var range = RangePass.Over(rows, cancellationToken);
        return range.CountedRows > 0
            ? range
            : throw new ArgumentException("the weight of every row is 0, so nothing can be measured", nameof(data));
    }
}
