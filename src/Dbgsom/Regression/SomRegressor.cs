using Dbgsom.Passes;

namespace Dbgsom.Regression;

/// <summary>
/// Predicts a number: trains a self-organizing map on samples and fits a linear model of the number at every neuron. The number does
/// not influence the map.
/// </summary>
/// <param name="options">Options for training the map; null for <see cref="SomOptions.Default"/>.</param>
/// <example>
/// <code>
/// var regressor = new SomRegressor(new SomOptions { Scaling = Scaling.Standard });
/// RegressionMap prices = regressor.Fit(houses, paid);               // paid: double[]
/// foreach (var price in prices.PredictIntervals(others))
///     Console.WriteLine($"{price.Value} ({price.Low} to {price.High})");
/// </code>
/// </example>
public sealed class SomRegressor(SomOptions? options = null)
{
    /// <summary>The minimum number of samples with a target: 20.</summary>
    public const int MinTargets = TargetRows.Least;

    /// <summary>Options for training the map.</summary>
    public SomOptions Options { get; } = options ?? SomOptions.Default;

    /// <summary>The maximum number of threads; null for one per core. The result is the same for any number.</summary>
    public int? Threads { get; init; }

    /// <inheritdoc cref="LocalEngine.ScratchDirectory"/>
    public string? ScratchDirectory { get; init; }

    /// <summary>Trains a map and fits the target.</summary>
    /// <param name="data">At least 20 samples with a target.</param>
    /// <param name="targets">One number per sample; NaN if it is missing. Samples without a target are used only to train the map.</param>
    /// <param name="targetName">The name of the target; null for no name.</param>
    /// <param name="progress">Receives a report after every epoch.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">
    /// An option is out of range, the samples cannot be trained on, the number of targets differs from the number of samples, a target
    /// exceeds 1e100 in magnitude, or fewer than 20 are given.
    /// </exception>
    /// <exception cref="InvalidDataException">A value of memory-mapped samples is infinite.</exception>
    /// <exception cref="IOException">There is no room for a scratch file.</exception>
    public RegressionMap Fit(
        DataMatrix data,
        IReadOnlyList<double> targets,
        string? targetName = null,
        IProgress<EpochReport>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(targets);
        var map = new SomVq(Options) { Threads = Threads, ScratchDirectory = ScratchDirectory }.Fit(
            data,
            progress,
            cancellationToken
        );
        return FitTarget(map.WithThreads(Threads), data, targets, targetName, null, cancellationToken);
    }

    /// <summary>Fits a target to a trained map.</summary>
    /// <remarks>
    /// Local regression: every neuron has a linear model of the samples around it. Cross-validation in 10 folds (5 for more than 2,000
    /// samples), drawn by the seed of the map, chooses the number of those samples, the shrinkage of slopes towards those of the whole
    /// map, and the number of neurons per prediction. Beyond 64 features a model uses those most correlated with the target. See
    /// docs/regression.md.
    /// </remarks>
    /// <param name="map">The map.</param>
    /// <param name="data">Samples with the features of the map, usually the training samples; at least 20 of them with a target.</param>
    /// <param name="targets">One number per sample; NaN if it is missing.</param>
    /// <param name="targetName">The name of the target; null for no name.</param>
    /// <param name="progress">Receives the share of the work that is done, ascending from 0 to 1.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">
    /// The features differ from those of the map, the number of targets differs from the number of samples, a target exceeds 1e100 in
    /// magnitude, or fewer than 20 are given.
    /// </exception>
    /// <exception cref="InvalidOperationException">The map has no training samples, see <see cref="SomMap.HasTrainingSamples"/>.</exception>
    public static RegressionMap FitTarget(
        SomMap map,
        DataMatrix data,
        IReadOnlyList<double> targets,
        string? targetName = null,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(targets);
        if (!map.HasTrainingSamples)
            throw SomMap.NeedsSamples("predictions of numbers");
        using var rows = new TargetRows(map, data, targets, cancellationToken);
        return new RegressionMap(map.WithTarget(new TargetFit(map, rows, progress, cancellationToken).Run(targetName)));
    }

#pragma warning disable RS0026 // A string and a stream cannot be mistaken for each other.
    /// <summary>Loads a saved map that predicts a number.</summary>
    /// <param name="path">The file, see <see cref="RegressionMap.Save(string)"/>.</param>
    /// <exception cref="InvalidDataException">The file is damaged or not a map, or the map has no target.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static RegressionMap Load(string path) => Require(SomMap.Load(path), path);

    /// <summary>Loads a map that predicts a number from a stream that <see cref="RegressionMap.Save(Stream)"/> wrote.</summary>
    /// <param name="stream">A readable stream; it is read to its end and stays open.</param>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    /// <exception cref="InvalidDataException">The stream contains no valid map, or a map without a target.</exception>
    /// <exception cref="IOException">The stream fails.</exception>
    public static RegressionMap Load(Stream stream) => Require(SomMap.Load(stream), "the stream");
#pragma warning restore RS0026

    private static RegressionMap Require(SomMap map, string name) =>
        map.Regression
        ?? throw new InvalidDataException($"{name}: the map was trained without a target; it does not predict a number");
}
