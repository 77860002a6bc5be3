using Dbgsom.Passes;
using Dbgsom.Training.Growth;

namespace Dbgsom.Training.Estimates;

/// <summary>Trial maps at smaller and smaller Lambdas, each trained until growth ends: what the growth rule makes of the data.</summary>
internal sealed class GrowthTrials(
    SomOptions options,
    LocalEngine rows,
    IProgress<EpochReport>? progress,
    CancellationToken cancellationToken
)
{
    // So many halvings of Lambda without a larger map, and no Lambda makes one: first-blocked-stops has such an end.
    private const int MostWithoutGrowth = 4;

    /// <summary>
    /// By falling Lambda: the one at which growth starts, then half of it, and so on until a map has <paramref name="mostNeurons"/>
    /// or does not get larger.
    /// </summary>
    /// <param name="lambda">A Lambda at which nothing grows.</param>
    /// <param name="mostNeurons">Where a trial stops.</param>
    /// <param name="scale">The Lambda of a trial for a Lambda of all samples.</param>
    public IReadOnlyList<GrowthTrial> Run(double lambda, int mostNeurons, double scale)
    {
        var trials = new List<GrowthTrial>();
        int without = 0;
        while (true)
        {
            var run = Grow(options with { Lambda = lambda * scale, MaxNeurons = mostNeurons });
            // Up to its first growth step a run is the same for every Lambda: one that has none never grows.
            bool settles = run.History.Any(report => report.GrowthStep);
            // The Lambda at which the largest error is the threshold: growth goes on, or starts, only below it.
            double largest = run.Neurons.Error.Max();
            double edge = largest == 0 ? 0 : Math.Min(lambda, lambda * largest / run.GrowingThreshold);
            bool starts = !run.HasGrown && settles && edge > 0;
            without = trials.Count == 0 || run.NeuronCount > trials.Max(trial => trial.Neurons) ? 0 : without + 1;
            trials.Add(new GrowthTrial(starts ? edge : lambda, run.NeuronCount, Reason(run, mostNeurons)));
            if (run.NeuronCount >= mostNeurons || !settles || without == MostWithoutGrowth || !(edge / 2 * scale > 0))
                return trials;
            lambda = edge / 2;
        }
    }

    private TrainingRun Grow(SomOptions trial)
    {
        var run = TrainingRun.Start(trial, rows, cancellationToken);
        new TrainingDriver { Progress = progress }.Advance(run, HasGrown, cancellationToken);
        return run;

        bool HasGrown(TrainingRun grown) => grown.Phase == TrainingPhase.Fine || grown.NeuronCount >= trial.MaxNeurons;
    }

    private static StopReason Reason(TrainingRun run, int mostNeurons) =>
        run.NeuronCount >= mostNeurons ? StopReason.Capacity
        : run.IsFinished ? run.StopReason
        : run.GrowthStopReason;
}
