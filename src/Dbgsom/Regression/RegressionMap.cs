using System.Diagnostics;
using Dbgsom.Map;
using Dbgsom.Naming;

namespace Dbgsom.Regression;

/// <summary>A trained map that predicts a number. Immutable and thread-safe. Made by <see cref="SomRegressor"/>.</summary>
/// <remarks>
/// A prediction is the weighted mean of the linear models of the neurons near a sample; nearer ones count more. In a hierarchy the
/// first map predicts. See docs/regression.md.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class RegressionMap
{
    /// <summary>The default probability that an interval contains the true number: 0.9.</summary>
    public const double DefaultLevel = 0.9;

    private readonly TargetModel target;

    internal RegressionMap(SomMap map) => (Map, target) = (map, map.Content.Target!);

    /// <summary>The underlying map, with its neurons, measures and figures.</summary>
    public SomMap Map { get; }

    /// <summary>The name of the target, such as its column; null if it has no name.</summary>
    public string? TargetName => target.Name;

    /// <summary>The root mean square error of predictions of held-out training samples, in the unit of the target.</summary>
    public double Error => target.Error;

    /// <summary>
    /// The share of the target's variance that predictions of held-out samples explain: 1 − (error / standard deviation)²; negative if
    /// they are worse than the mean, 0 if all targets are equal.
    /// </summary>
    public double ExplainedShare =>
        target.Deviation > 0 ? 1 - (target.Error / target.Deviation * (target.Error / target.Deviation)) : 0;

    /// <summary>
    /// The share of the training samples that the linear model of a neuron is fitted to, chosen by cross-validation; greater than 0 and
    /// at most 1. 1 means one plane for the whole map.
    /// </summary>
    public double Span => target.Span;

    /// <summary>The number of held-out samples that determine the intervals.</summary>
    public int HeldOutRows => target.HeldOutRows;

    /// <summary>The highest supported probability of an interval: n / (n + 1) for n held-out samples.</summary>
    public double MaxLevel => target.HeldOutRows / (target.HeldOutRows + 1.0);

    /// <summary>Returns this map with a limit on its threads, see <see cref="SomMap.WithThreads"/>.</summary>
    /// <param name="threads">The maximum number of threads, at least 1; null for one per core.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is less than 1.</exception>
    public RegressionMap WithThreads(int? threads) => new(Map.WithThreads(threads));

    /// <summary>Predicts the number of each sample.</summary>
    /// <param name="data">Samples with the features of the map; a missing value (NaN) is replaced by that of the nearest neuron.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>One number per sample, in the unit of the target.</returns>
    /// <exception cref="ArgumentException">The features differ from those of the map.</exception>
    public double[] Predict(DataMatrix data, CancellationToken cancellationToken = default) =>
        Map.FindTargets(data, cancellationToken).Values;

    /// <summary>Predicts the number of each sample with an interval that contains the true one with a given probability.</summary>
    /// <remarks>
    /// The width of the interval follows the errors of held-out training samples, in units of their spread at the neuron
    /// (cross-conformal prediction, Vovk 2015). Over samples like the training samples, it contains the true number about as often as
    /// requested, for any distribution. This holds for all samples together, not for those of one neuron.
    /// </remarks>
    /// <param name="data">Samples with the features of the map; a missing value (NaN) is replaced by that of the nearest neuron.</param>
    /// <param name="level">The probability, greater than 0 and at most <see cref="MaxLevel"/>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>One prediction per sample, in the unit of the target.</returns>
    /// <exception cref="ArgumentException">The features differ from those of the map.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is out of range.</exception>
    public PredictedNumber[] PredictIntervals(
        DataMatrix data,
        double level = DefaultLevel,
        CancellationToken cancellationToken = default
    )
    {
        if (!(level > 0 && level < 1) || !double.IsFinite(target.Width(level)))
            throw new ArgumentOutOfRangeException(
                nameof(level),
                level,
                Text.Of($"valid is above 0 to {MaxLevel}, as {target.HeldOutRows} samples were held out")
            );
        double width = target.Width(level);
        var (values, spreads) = Map.FindTargets(data, cancellationToken);
        return
        [
            .. values.Select(
                (value, row) => new PredictedNumber(value, value - (width * spreads[row]), value + (width * spreads[row]))
            ),
        ];
    }

    /// <summary>
    /// Saves the map and its target. Load it with <see cref="SomRegressor.Load(string)"/> or <see cref="SomMap.Load(string)"/>.
    /// </summary>
    /// <param name="path">The file; an existing file is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => Map.Save(path);

    /// <summary>Writes the map and its target to a stream, with the same bytes as <see cref="Save(string)"/>.</summary>
    /// <inheritdoc cref="SomMap.Save(Stream)"/>
    public void Save(Stream stream) => Map.Save(stream);

    /// <summary>Returns the size of the map, as in "RegressionMap: 92 neurons, 2 features".</summary>
    public override string ToString() =>
        $"RegressionMap: {Text.Of(Map.Neurons.Count, "neuron")}, {Text.Of(Map.FeatureCount, "feature")}";
}
