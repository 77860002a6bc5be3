using Dbgsom.Training.Growth;

namespace Dbgsom.Training;

/// <summary>The moment when a map first has settled and wants to grow. Until then a run is the same for every Lambda.</summary>
internal static class FirstGrowth
{
    /// <summary>The greatest error at that moment; 0 if it never comes. The run is of no more use then.</summary>
    public static double GreatestError(TrainingRun run, CancellationToken cancellationToken)
    {
        new TrainingDriver().Advance(run, HasTriedToGrow, cancellationToken);
        return HasTriedToGrow(run) ? run.Neurons.Error.Max() : 0;
    }

    private static bool HasTriedToGrow(TrainingRun run) => run.Epoch > 0 && run.History[^1].GrowthStep;
}
