using Dbgsom.Training.Growth;

namespace Dbgsom.Training;

/// <summary>
/// Trains a <see cref="TrainingRun"/> epoch by epoch, with a report after each epoch and periodic checkpoints. <see cref="SomVq"/>, the
/// tool, the explorer and the cluster all use it.
/// </summary>
/// <example>
/// <code>
/// using var rows = new LocalEngine(data);
/// var run = TrainingRun.Start(SomOptions.Default, rows);
/// var driver = new TrainingDriver { Checkpoint = run => run.Save("run.npz") };
/// SomMap map = driver.Complete(run);
/// </code>
/// </example>
public sealed class TrainingDriver
{
    /// <summary>The maximum number of epochs between two checkpoints.</summary>
    public const int MaxEpochsBetweenCheckpoints = 25;

    /// <summary>Receives a report after every epoch; its <see cref="EpochReport.Path"/> names the map in a hierarchy.</summary>
    public IProgress<EpochReport>? Progress { get; init; }

    /// <summary>Called before every epoch, for example to pause training.</summary>
    public Action<TrainingRun>? BeforeEpoch { get; init; }

    /// <summary>Called after every epoch, when the run can be inspected.</summary>
    public Action<TrainingRun, EpochReport>? AfterEpoch { get; init; }

    /// <summary>
    /// Saves the run. Called after every growth step, after the last epoch, when <see cref="CheckpointDue"/> returns true, and at the
    /// latest <see cref="MaxEpochsBetweenCheckpoints"/> epochs after the previous call.
    /// </summary>
    public Action<TrainingRun>? Checkpoint { get; init; }

    /// <summary>Returns true if a <see cref="Checkpoint"/> is due for another reason, for example elapsed time.</summary>
    public Func<bool>? CheckpointDue { get; init; }

    /// <summary>
    /// Trains all remaining epochs and makes the map; with <see cref="SomOptions.VerticalGrowth"/> including its child maps.
    /// </summary>
    /// <param name="run">A run at any epoch.</param>
    /// <param name="cancellationToken">Cancels training, also within an epoch; the run then stands at the last completed epoch.</param>
    /// <exception cref="OperationCanceledException">Training was canceled.</exception>
    /// <exception cref="InvalidOperationException">The engine of the run was disposed or is in use by another run.</exception>
    public SomMap Complete(TrainingRun run, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        using var fit = Telemetry.Fit(run.Engine.RowCount, run.Engine.ColumnCount, run.Path);
        Advance(run, null, cancellationToken);
        return run.Finish(Progress, cancellationToken);
    }

    /// <summary>Trains all remaining epochs, or until a condition is met.</summary>
    /// <param name="run">A run at any epoch.</param>
    /// <param name="until">Called before every epoch; returning true ends the call. Null for all epochs.</param>
    /// <param name="cancellationToken">Cancels training, also within an epoch; the run then stands at the last completed epoch.</param>
    /// <exception cref="OperationCanceledException">Training was canceled.</exception>
    /// <exception cref="InvalidOperationException">The engine of the run was disposed or is in use by another run.</exception>
    public void Advance(TrainingRun run, Func<TrainingRun, bool>? until = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        int kept = run.Epoch;
        while (!run.IsFinished && until?.Invoke(run) != true)
        {
            BeforeEpoch?.Invoke(run);
            var report = run.Advance(cancellationToken);
            if (Progress is not null || AfterEpoch is not null)
                report = report with { Path = run.Path, Done = run.ShareDone() };
            Progress?.Report(report);
            AfterEpoch?.Invoke(run, report);
            if (Checkpoint is null || !IsDue(run, report, kept))
                continue;
            Checkpoint(run);
            kept = run.Epoch;
        }
    }

    private bool IsDue(TrainingRun run, EpochReport report, int kept) =>
        report.GrowthStep || run.IsFinished || run.Epoch - kept >= MaxEpochsBetweenCheckpoints || CheckpointDue?.Invoke() == true;
}
