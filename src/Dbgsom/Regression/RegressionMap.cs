using System.Diagnostics;
using Dbgsom.Map;
using Dbgsom.Naming;

namespace Dbgsom.Regression;

/// <summary>A trained map that predicts a number. Immutable, and safe to use from many threads. Made by <see cref="SomRegressor"/>.</summary>
/// <remarks>
/// A prediction is the mean of what the linear models of the neurons near a sample say, nearer ones counting more. In a hierarchy it is the first map that predicts.
/// See docs/regression.md.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class RegressionMap
{
    /// <summary>The chance that an interval holds the true number, where nothing else is asked for: 0.9.</summary>
    public const double DefaultLevel = 0.9;

    private readonly TargetModel target;

    internal RegressionMap(SomMap map) => (Map, target) = (map, map.Content.Target!);

    /// <summary>The map itself: its neurons, measures and figures.</summary>
    public SomMap Map { get; }

    /// <summary>What the predicted number is called, such as the column it was in; null where it has no name.</summary>
    public string? TargetName => target.Name;

    /// <summary>The root mean square error of predictions of training samples that were held out from the linear models, in the unit of the target.</summary>
    public double Error => target.Error;

    /// <summary>The share of the target's variance that predictions of held-out samples explain: 1 − (error / standard deviation)²; below 0 where they are worse than the mean, 0 where all targets are equal.</summary>
    public double ExplainedShare =>
        target.Deviation > 0 ? 1 - (target.Error / target.Deviation * (target.Error / target.Deviation)) : 0;

    /// <summary>The share of the training samples that the linear model of a neuron was fitted to, above 0 and at most 1: cross-validation chose it. 1 means one plane for the whole map.</summary>
    public double Span => target.Span;

    /// <summary>The number of held-out samples that intervals rest on.</summary>
    public int HeldOutRows => target.HeldOutRows;

    /// <summary>The highest chance an interval can be asked for with so many held-out samples: n / (n + 1).</summary>
    public double MaxLevel => target.HeldOutRows / (target.HeldOutRows + 1.0);

    /// <summary>Returns this map with a limit on the threads it uses, see <see cref="SomMap.WithThreads"/>.</summary>
    /// <param name="threads">How many threads at most, at least 1; null for one per core.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is less than 1.</exception>
    public RegressionMap WithThreads(int? threads) => new(Map.WithThreads(threads));

    /// <summary>Predicts the number of each sample.</summary>
    /// <param name="data">Samples with the features of the map; a missing value (NaN) is taken for that of the nearest neuron.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>One number a sample, in the unit of the target.</returns>
    /// <exception cref="ArgumentException">The features are not those of the map.</exception>
    public double[] Predict(DataMatrix data, CancellationToken cancellationToken = default) =>
        Map.FindTargets(data, cancellationToken).Values;

    /// <summary>Predicts the number of each sample with an interval that holds the true one with a given chance.</summary>
    /// <remarks>
    /// The interval is as wide as the errors of held-out training samples were, in units of the spread of these errors at the neuron (cross-conformal prediction,
    /// Vovk 2015): over samples like those of training it holds the true number about as often as asked for, whatever the distribution. That is a promise for
    /// all samples together, not for those of one neuron.
    /// </remarks>
    /// <param name="data">Samples with the features of the map; a missing value (NaN) is taken for that of the nearest neuron.</param>
    /// <param name="level">The chance, above 0 and at most <see cref="MaxLevel"/>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>One prediction a sample, in the unit of the target.</returns>
    /// <exception cref="ArgumentException">The features are not those of the map.</exception>
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

    /// <summary>Saves map and target; <see cref="SomRegressor.Load(string)"/> reads them, and <see cref="SomMap.Load(string)"/> does.</summary>
    /// <param name="path">The file; an existing one is replaced as a whole.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => Map.Save(path);

    /// <summary>Writes map and target to a stream, as the bytes that <see cref="Save(string)"/> writes to a file.</summary>
    /// <inheritdoc cref="SomMap.Save(Stream)"/>
    public void Save(Stream stream) => Map.Save(stream);

    /// <summary>Returns the size of the map, as in "RegressionMap: 92 neurons, 2 features".</summary>
    public override string ToString() =>
        $"RegressionMap: {Text.Of(Map.Neurons.Count, "neuron")}, {Text.Of(Map.FeatureCount, "feature")}";
}
