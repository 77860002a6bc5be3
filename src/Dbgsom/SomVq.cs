using Dbgsom.Passes;

namespace Dbgsom;

/// <summary>
/// Clusters and quantizes: trains a growing self-organizing map on samples, without a number of clusters being asked for.
/// Directed Batch Growing Self-Organizing Map (Vasighi &amp; Amini 2017, doi 10.1016/j.asoc.2017.02.015).
/// </summary>
/// <param name="options">What is asked of the map; null for <see cref="SomOptions.Default"/>.</param>
/// <example>
/// <code>
/// SomMap map = new SomVq().Fit(DataMatrix.LoadNpy("samples.npy"));
/// int[] neurons = map.Predict(DataMatrix.LoadNpy("more.npy"));
/// </code>
/// </example>
public sealed class SomVq(SomOptions? options = null)
{
    /// <summary>What is asked of the map.</summary>
    public SomOptions Options { get; } = options ?? SomOptions.Default;

    /// <summary>How many threads to use at most; null for one a core. The map is the same for any number.</summary>
    public int? Threads { get; init; }

    /// <inheritdoc cref="LocalEngine.Pruning"/>
    public bool Pruning { get; init; } = true;

    /// <inheritdoc cref="LocalEngine.ScratchDirectory"/>
    public string? ScratchDirectory { get; init; }

    /// <summary>Trains a map.</summary>
    /// <param name="data">At least four samples.</param>
    /// <param name="progress">Told of every epoch.</param>
    /// <param name="cancellationToken">Ends training early, with an <see cref="OperationCanceledException"/>. To keep what was
    /// trained so far, or to go on later, use a <see cref="TrainingRun"/>.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the samples cannot be trained on.</exception>
    /// <exception cref="InvalidDataException">A value of mapped samples is infinite.</exception>
    /// <exception cref="IOException">There is no room for a scratch file.</exception>
    public SomMap Fit(DataMatrix data, IProgress<EpochReport>? progress = null, CancellationToken cancellationToken = default)
    {
        using var rows = new LocalEngine(data, Threads) { ScratchDirectory = ScratchDirectory, Pruning = Pruning };
        return TrainingRun.Start(Options, rows, cancellationToken).Complete(progress, cancellationToken);
    }

    /// <summary>Trains a map of given size that starts from given weights, such as those of a map of another program.</summary>
    /// <param name="data">At least four samples.</param>
    /// <param name="start">
    /// The weights to start from, in the units of the samples: a row for each neuron of <see cref="SomOptions.Grid"/>, the grid row by row, and a column for each feature.
    /// </param>
    /// <param name="progress">Told of every epoch.</param>
    /// <param name="cancellationToken">Ends training early, with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">An option is out of range, the samples cannot be trained on, or <paramref name="start"/> has not the size of the grid or the features of the samples.</exception>
    /// <exception cref="InvalidDataException">A value of mapped samples is infinite.</exception>
    /// <exception cref="IOException">There is no room for a scratch file.</exception>
    public SomMap FitFrom(
        DataMatrix data,
        DataMatrix start,
        IProgress<EpochReport>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        using var rows = new LocalEngine(data, Threads) { ScratchDirectory = ScratchDirectory, Pruning = Pruning };
        return TrainingRun.StartFrom(Options, rows, start, cancellationToken).Complete(progress, cancellationToken);
    }
}
