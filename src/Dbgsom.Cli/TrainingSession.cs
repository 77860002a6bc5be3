using Dbgsom.Passes;
using Dbgsom.Training.Growth;

namespace Dbgsom.Cli;

/// <summary>Trains to the end, saving the run now and then, and when a person stops it.</summary>
internal sealed class TrainingSession(LocalEngine rows, string? checkpoint, IProgress<EpochReport> progress)
{
    private const int MostEpochsUnsaved = 25;

    public SomMap Run(Func<TrainingRun> begin, CancellationToken cancellationToken)
    {
        TrainingRun? run = null;
        try
        {
            run = begin();
            int saved = run.Epoch;
            while (!run.IsFinished)
            {
                var report = run.Advance(rows, cancellationToken);
                progress.Report(report);
                if (checkpoint is null || !(report.GrowthStep || run.IsFinished || run.Epoch - saved >= MostEpochsUnsaved))
                    continue;
                run.Save(checkpoint, rows);
                saved = run.Epoch;
            }
            return run.Finish(rows, progress, cancellationToken);
        }
        catch (OperationCanceledException) when (run is not null && checkpoint is not null)
        {
            run.Save(checkpoint, rows);
            throw new InterruptedException(
                run.IsFinished
                    ? $"interrupted while maps below were trained; the first map is saved, --resume {checkpoint} trains those below again"
                    : $"interrupted after {run.Epoch} epochs; the run is saved, go on with --resume {checkpoint}"
            );
        }
        catch (OperationCanceledException)
        {
            throw new InterruptedException("interrupted; nothing was saved");
        }
    }
}
