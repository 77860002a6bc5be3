using Dbgsom.Passes;
using Dbgsom.Search;
using Dbgsom.Space;
using Dbgsom.Training.Growth;

namespace Dbgsom.Training;

/// <summary>Vertical growth: a map of its own for each neuron that stands for its samples badly, and so on down.</summary>
internal static class Hierarchy
{
    private const int FewestSamples = 4;

    /// <summary>Trains the maps below the neurons of a map.</summary>
    /// <param name="run">The run of that map.</param>
    /// <param name="sums">The sums of its final search.</param>
    /// <param name="progress">Told of every epoch, with the path of the map.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    public static IReadOnlyDictionary<int, SomMap> Grow(
        TrainingRun run,
        MeasureSums sums,
        IProgress<EpochReport>? progress,
        CancellationToken cancellationToken
    )
    {
        var children = new SortedDictionary<int, SomMap>();
        var place = run.Setup.Ancestry ?? Ancestry.OfRoot(run.Setup, run.Effective.Metric);
        double least = run.Effective.Metric.LeastVariance;
        if (
            !run.Options.VerticalGrowth
            || run.Setup.Statistics.TotalVariance <= least
            || place.Path.Count >= (run.Options.MaxDepth ?? SomOptions.MaxDepthLimit)
        )
            return children;
        int[] wanting = [.. Enumerable.Range(0, run.NeuronCount).Where(neuron => Wants(run, sums, place, neuron))];
        var assigner = new Assigner(run.Effective.Metric, run.Neurons.Weights, run.Neurons.Columns);
        foreach (var (neuron, samples) in run.Engine.Split(assigner, wanting, cancellationToken))
        {
            var child = TrainingRun.Start(OptionsBelow(run.Options), samples, place.Below(neuron), cancellationToken);
            // Nothing can be told apart in equal rows.
            if (child.Setup.Statistics.TotalVariance > least && !child.Setup.Statistics.Vanishes)
                children.Add(neuron, child.Complete(progress, cancellationToken));
        }
        return children;
    }

    private static bool Wants(TrainingRun run, MeasureSums sums, Ancestry place, int neuron)
    {
        var candidate = new VerticalCandidate(
            sums.Mass(neuron),
            sums.Distance(neuron),
            run.Options.GrowthCriterion == GrowthCriterion.QuantizationError ? run.Neurons.Error[neuron] : sums.Distance(neuron),
            place.RootMeanDistance,
            place.RootInitialError
        );
        // A neuron that wins every sample would get the map it is in once more.
        return sums.Hits[neuron] >= FewestSamples
            && sums.Hits[neuron] < run.Setup.Statistics.CountedRows
            // A classifier of rows without labels would know no class.
            && (run.Setup.Classes is null || Array.Exists(sums.ClassMass.Of(neuron), mass => mass > 0))
            && candidate.Mass >= FewestSamples
            && run.Options.VerticalRule.Wants(candidate, run.Options);
    }

    /// <summary>A wanted size is that of the highest map.</summary>
    private static SomOptions OptionsBelow(SomOptions options) => options with { TargetNeurons = null };
}
