using Dbgsom.Passes;
using Dbgsom.Search;
using Dbgsom.Space;
using Dbgsom.Training;
using Dbgsom.Training.Growth;

namespace Dbgsom.Map;

/// <summary>Vertical growth: child maps for neurons with a high error, recursively.</summary>
internal static class Hierarchy
{
    private const int FewestSamples = 4;

    /// <summary>Trains the maps below the neurons of a map.</summary>
    /// <param name="run">The run of that map.</param>
    /// <param name="final">The final search of that map.</param>
    /// <param name="progress">Receives a report after every epoch, with the path of the map.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static Offspring Grow(
        TrainingRun run,
        FinalSearch final,
        IProgress<EpochReport>? progress,
        CancellationToken cancellationToken
    )
    {
        var place = run.Setup.Ancestry ?? Ancestry.OfRoot(run.Setup, run.Effective.Metric);
        double least = run.Effective.Metric.LeastVariance;
        if (
            !run.Options.VerticalGrowth
            || run.Setup.Statistics.TotalVariance <= least
            || place.Path.Count >= (run.Options.MaxDepth ?? SomOptions.MaxDepthLimit)
        )
            return Offspring.None;
        int[] wanting = [.. Enumerable.Range(0, run.NeuronCount).Where(neuron => Wants(run, final.Sums, place, neuron))];
        var assigner = new Assigner(run.Effective.Metric, run.Neurons.Weights, run.Neurons.Columns);
        var below = OptionsBelow(run.Options);
        var children = new SortedDictionary<int, SomMap>();
        var correct = new Dictionary<int, double>();
        foreach (var (neuron, samples) in run.Engine.Split(assigner, wanting, Needed, cancellationToken))
        {
            bool someStay = samples.RowCount < final.Sums.Hits[neuron];
            if (someStay)
            {
                samples.Enter(run.Engine.Space);
                if (!Wants(run, final.Over(samples, cancellationToken), place, neuron))
                    continue;
                if (final.ClassMass is not null)
                    correct[neuron] = final.Correct(samples, cancellationToken)[neuron];
            }
            var child = TrainingRun.Start(below, samples, place.Below(neuron), cancellationToken);
            // Nothing can be told apart in equal rows.
            if (child.Setup.Statistics.TotalVariance > least && !child.Setup.Statistics.Vanishes)
                children.Add(neuron, child.Complete(progress, cancellationToken));
        }
        return new Offspring(children, correct);

        // What a row is known by here may be constant in the map below: then it stays.
        int[]? Needed(PassEngine rows) =>
            run.Setup.Statistics.Missing is null ? null : RunSetup.Telling(below, rows, place, cancellationToken);
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

/// <summary>The maps below the neurons of a map.</summary>
/// <param name="Children">The maps, by neuron.</param>
/// <param name="CorrectHere">
/// For neurons some of whose samples stay, because nothing is known of them that the map below compares: how many of the samples that go down the map
/// above tells right.
/// </param>
internal sealed record Offspring(IReadOnlyDictionary<int, SomMap> Children, IReadOnlyDictionary<int, double> CorrectHere)
{
    /// <summary>No maps.</summary>
    public static Offspring None { get; } =
        new(new SortedDictionary<int, SomMap>(), System.Collections.ObjectModel.ReadOnlyDictionary<int, double>.Empty);
}
