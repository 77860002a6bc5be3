using Dbgsom.Passes;
using Dbgsom.Search;
using Dbgsom.Space;

namespace Dbgsom;

/// <content>Samples unlike those the map was trained on.</content>
public sealed partial class SomMap
{
    /// <summary>The usual threshold for outliers: 3.5 (Iglewicz &amp; Hoaglin 1993, <i>How to Detect and Handle Outliers</i>).</summary>
    public const double OutlierThreshold = 3.5;

    // Distances that differ by less than this, in units of the spread of the training samples, differ by rounding.
    private const double OutlierNoise = 1e-12;

    /// <summary>
    /// True if the map knows the distances of its training samples to their winners; false for a map from a file older than format 1.2,
    /// or without training samples.
    /// </summary>
    public bool CanScoreOutliers => Content.Spread is not null;

    /// <summary>
    /// Computes the outlier score of each sample: a robust z-score of the distance to its winner against the training samples. About 0
    /// for a typical sample, at least <see cref="OutlierThreshold"/> for an outlier, negative for a sample nearer than most.
    /// </summary>
    /// <remarks>
    /// z = (d − median)/(1.4826·MAD), where MAD is the median absolute deviation from the median (Iglewicz &amp; Hoaglin 1993). Median
    /// and MAD are those of the training samples of the winner, shrunk towards those of all training samples by 10/(10 + m): a neuron
    /// with m = 10 samples counts for half, a dead one for nothing. The scale is at least a quarter of the 90 % quantile, if most
    /// samples lie on their neurons. If the MAD is 0, the scale is 1.253314 times the mean absolute deviation of the map; if that is 0
    /// too, the score is +∞ for a farther sample, otherwise 0. Training samples count by their weights. In a hierarchy distances are
    /// those on the first map. A few outliers may have a neuron of their own and be near it; therefore the distance is that to the
    /// nearest neuron with enough samples. If outliers are half of a neuron's samples, its own median and MAD are not used. See
    /// docs/clusters.md.
    /// </remarks>
    /// <param name="data">Samples with the features of the map.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The features differ from those of the map.</exception>
    /// <exception cref="InvalidOperationException">
    /// The map does not know its training distances, see <see cref="CanScoreOutliers"/>.
    /// </exception>
    public double[] OutlierScores(DataMatrix data, CancellationToken cancellationToken = default)
    {
        var usual =
            spread.Value
            ?? throw (
                HasTrainingSamples
                    ? new InvalidOperationException(
                        "the file format of the map is older than 1.2 and does not contain the distances of its training samples; train the map again"
                    )
                    : NeedsSamples("outlier scores")
            );
        var matches = FindWinners(data, cancellationToken);
        double[] masses = ownMasses.Value;
        double[] scores = Array.ConvertAll(
            matches,
            match => usual.Score(match.Neuron, masses[match.Neuron], match.Distance, DistanceNoise)
        );
        if (supported.Value is not { } neurons)
            return scores;
        int[] alone = [.. Enumerable.Range(0, scores.Length).Where(row => Array.BinarySearch(neurons, matches[row].Neuron) < 0)];
        if (alone.Length == 0)
            return scores;
        // By the spread of the map: the nearest of those neurons is at its edge, and often drawn out of its own samples.
        using var some = data.SelectRows(alone);
        foreach (var (i, match) in FindNearest(some, neurons, cancellationToken).Index())
            scores[alone[i]] = usual.Score(match.Neuron, 0, match.Distance, DistanceNoise);
        return scores;
    }

    private double DistanceNoise => OutlierNoise * Math.Sqrt(Training.TotalVariance);

    /// <summary>For each sample the nearest of some neurons.</summary>
    internal BestMatch[] FindNearest(DataMatrix data, int[] neurons, CancellationToken cancellationToken)
    {
        var some = new Assigner(
            EffectiveOptions.Metric,
            [.. neurons.SelectMany(neuron => Weights[neuron].ToArray())],
            FeatureCount
        );
        using var rows = Rows(data);
        var matches = new BestMatch[rows.RowCount];
        rows.Run(new NearestPass(some, 1, matches), cancellationToken);
        return Array.ConvertAll(matches, match => match with { Neuron = neurons[match.Neuron] });
    }
}
