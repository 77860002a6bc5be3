using Dbgsom.Passes;

namespace Dbgsom.Regression;

/// <summary>
/// Predicts a number: trains a self-organizing map on samples, and fits a linear model of the number at every neuron. The number does not move the map.
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
    /// <summary>The least number of samples with a target: 20.</summary>
    public const int MinTargets = TargetRows.Least;

    /// <summary>Options for training the map.</summary>
    public SomOptions Options { get; } = options ?? SomOptions.Default;

    /// <summary>How many threads to use at most; null for one a core. The result is the same for any number.</summary>
    public int? Threads { get; init; }

    /// <inheritdoc cref="LocalEngine.ScratchDirectory"/>
    public string? ScratchDirectory { get; init; }

    /// <summary>Trains a map and fits the target.</summary>
    /// <param name="data">At least 20 samples with a target.</param>
    /// <param name="targets">One number a sample; NaN where it is missing. Samples without one train the map and nothing else.</param>
    /// <param name="targetName">What the number is called; null for no name.</param>
    /// <param name="progress">Receives a report after every epoch.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">An option is out of range, the samples cannot be trained on, there is not one target a sample, one is beyond 1e100 in magnitude, or fewer than 20 are given.</exception>
    /// <exception cref="InvalidDataException">A value of mapped samples is infinite.</exception>
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

    /// <summary>Fits a target to a map that is trained already.</summary>
    /// <remarks>
    /// Local regression at the neurons: every neuron has a linear model of the samples around it. How many samples that are, how far its slopes are drawn to those of
    /// the whole map, and how many neurons have a say of a sample follow from cross-validation in 10 folds (5 for more than 2,000 samples), which are drawn by the seed of the
    /// map. Beyond 64 features a model takes those that go best with the target. See docs/regression.md.
    /// </remarks>
    /// <param name="map">The map.</param>
    /// <param name="data">Samples with the features of the map, as a rule those it was trained on; at least 20 of them with a target.</param>
    /// <param name="targets">One number a sample; NaN where it is missing.</param>
    /// <param name="targetName">What the number is called; null for no name.</param>
    /// <param name="progress">Receives the share of the work that is done, from 0 to 1, ascending.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The features are not those of the map, there is not one target a sample, one is beyond 1e100 in magnitude, or fewer than 20 are given.</exception>
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
    /// <exception cref="InvalidDataException">The file is no map, is damaged, or holds a map without a target.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static RegressionMap Load(string path) => Require(SomMap.Load(path), path);

    /// <summary>Loads a map that predicts a number from a stream that <see cref="RegressionMap.Save(Stream)"/> wrote.</summary>
    /// <param name="stream">A stream that can be read; it is read to its end and stays open.</param>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    /// <exception cref="InvalidDataException">The stream holds no map, a damaged one, or a map without a target.</exception>
    /// <exception cref="IOException">The stream fails.</exception>
    public static RegressionMap Load(Stream stream) => Require(SomMap.Load(stream), "the stream");
#pragma warning restore RS0026

    private static RegressionMap Require(SomMap map, string name) =>
        map.Regression ?? throw new InvalidDataException($"{name}: the map was trained without a target; it predicts no number");
}
