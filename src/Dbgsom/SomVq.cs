using Dbgsom.Passes;

namespace Dbgsom;

/// <summary>
/// Trains a growing self-organizing map for clustering and vector quantization; the number of clusters does not have to be given.
/// Directed Batch Growing Self-Organizing Map (Vasighi &amp; Amini 2017, doi 10.1016/j.asoc.2017.02.015).
/// </summary>
/// <param name="options">Options for training the map; null for <see cref="SomOptions.Default"/>.</param>
/// <example>
/// <code>
/// SomMap map = new SomVq().Fit(DataMatrix.LoadNpy("samples.npy"));
/// int[] neurons = map.Predict(DataMatrix.LoadNpy("more.npy"));
/// </code>
/// </example>
public sealed class SomVq(SomOptions? options = null)
{
    /// <summary>Options for training the map.</summary>
    public SomOptions Options { get; } = options ?? SomOptions.Default;

    /// <summary>The maximum number of threads; null for one per core. The map is the same for any number.</summary>
    public int? Threads { get; init; }

    /// <inheritdoc cref="LocalEngine.Pruning"/>
    public bool Pruning { get; init; } = true;

    /// <inheritdoc cref="LocalEngine.ScratchDirectory"/>
    public string? ScratchDirectory { get; init; }

    /// <summary>Trains a map.</summary>
    /// <param name="data">At least four samples.</param>
    /// <param name="progress">Receives a report after every epoch.</param>
    /// <param name="cancellationToken">
    /// Cancels training with an <see cref="OperationCanceledException"/>. To keep the training so far, or to continue later, use a
    /// <see cref="TrainingRun"/>.
    /// </param>
    /// <exception cref="ArgumentException">An option is out of range, or the samples cannot be trained on.</exception>
    /// <exception cref="InvalidDataException">A value of memory-mapped samples is infinite.</exception>
    /// <exception cref="IOException">There is no room for a scratch file.</exception>
    public SomMap Fit(DataMatrix data, IProgress<EpochReport>? progress = null, CancellationToken cancellationToken = default)
    {
        using var rows = new LocalEngine(data, Threads) { ScratchDirectory = ScratchDirectory, Pruning = Pruning };
        return TrainingRun.Start(Options, rows, cancellationToken).Complete(progress, cancellationToken);
    }

    /// <summary>Trains a map of given size from given weights, such as those of another program.</summary>
    /// <param name="data">At least four samples.</param>
    /// <param name="start">
    /// The initial weights, in the units of the samples: one row per neuron of <see cref="SomOptions.Grid"/>, the grid row by row, and
    /// one column per feature.
    /// </param>
    /// <param name="progress">Receives a report after every epoch.</param>
    /// <param name="cancellationToken">Cancels training with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">
    /// An option is out of range, the samples cannot be trained on, or the size of <paramref name="start"/> differs from the grid or
    /// the features of the samples.
    /// </exception>
    /// <exception cref="InvalidDataException">A value of memory-mapped samples is infinite.</exception>
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
