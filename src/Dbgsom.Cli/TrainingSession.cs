using System.Diagnostics;
using Dbgsom.Training;

namespace Dbgsom.Cli;

/// <summary>Trains to the end, saving the run now and then, and when a person stops it.</summary>
internal sealed class TrainingSession(string? checkpoint, IProgress<EpochReport> progress)
{
    // A run file is small beside the epochs of so long a time.
    private static readonly TimeSpan LongestUnkept = TimeSpan.FromSeconds(10);

    public SomMap Run(Func<TrainingRun> begin, CancellationToken cancellationToken)
    {
        var kept = Stopwatch.StartNew();
        var driver = new TrainingDriver
        {
            Progress = progress,
            CheckpointDue = () => kept.Elapsed >= LongestUnkept,
            Checkpoint = checkpoint is null
                ? null
                : run =>
                {
                    run.Save(checkpoint);
                    kept.Restart();
                },
        };
        TrainingRun? run = null;
        try
        {
            run = begin();
            return driver.Complete(run, cancellationToken);
        }
        catch (OperationCanceledException) when (run is not null && checkpoint is not null)
        {
            run.Save(checkpoint);
            throw new InterruptedException(
                run.IsFinished
                    ? $"interrupted while child maps were trained; the first map is saved, --resume {checkpoint} trains its child maps again"
                    : $"interrupted after {run.Epoch} epochs; the run is saved, continue with --resume {checkpoint}"
            );
        }
        catch (OperationCanceledException)
        {
            throw new InterruptedException("interrupted; nothing was saved");
        }
    }
}
