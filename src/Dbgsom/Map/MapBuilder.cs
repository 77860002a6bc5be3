using System.Reflection;
using Dbgsom.Grid;
using Dbgsom.Measures;
using Dbgsom.Space;
using Dbgsom.Training;

namespace Dbgsom.Map;

/// <summary>Step 9: makes the map of a run with one last full search over the training samples.</summary>
internal static class MapBuilder
{
    /// <summary>Version of this library.</summary>
    public static string Version { get; } =
        typeof(MapBuilder)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0]
        ?? "0";

    public static SomMap Build(TrainingRun run, IProgress<EpochReport>? progress, CancellationToken cancellationToken)
    {
        var rows = run.Engine;
        var neurons = run.Neurons;
        var setup = run.Setup;
        var weights = run.Weights;
        var final = new FinalSearch(run.Effective, setup, neurons.Lattice, weights, rows, true, cancellationToken);
        var summary = new TrainingSummary
        {
            RowCount = setup.Statistics.RowCount,
            SampleMass = setup.Statistics.Mass,
            Epochs = run.Epoch,
            FineEpochs = run.History.Count(report => report.Phase == TrainingPhase.Fine),
            StopReason = run.StopReason,
            GrowingThreshold = run.GrowingThreshold,
            TotalVariance = setup.Statistics.TotalVariance,
            InitialError = setup.Statistics.InitialError,
            QuantizationError = final.QuantizationError,
            TopographicError = final.TopographicError,
            DataFingerprint = setup.FingerprintText,
            LibraryVersion = Version,
            LvqIterations = 0,
            History = [.. run.History],
        };
        var passive = PassiveProfiles.Of(
            setup,
            run.Effective,
            TrainingPlan.WeightingIn(run.Phase, run.Effective),
            weights,
            run.NextNeighborhoods,
            rows,
            cancellationToken
        );
        var below = Hierarchy.Grow(run, final, progress, cancellationToken);
        return new SomMap(
            new MapContent
            {
                Options = run.Options,
                Effective = run.Effective,
                Scaler = setup.Scaler,
                Constant = setup.Constant,
                FeatureNames = setup.FeatureNames,
                Transform = setup.Transform,
                Passive = passive,
                Lattice = Grid.Lattice.Replay(neurons.Lattice.Grid, neurons.Lattice.Positions),
                Weights = weights,
                Error = [.. neurons.Error],
                EpochCreated = [.. neurons.EpochCreated],
                HitCount = final.Sums.Hits,
                HitMass = final.HitMass,
                Density = final.Density(),
                Spread = final.Spread,
                Classes = setup.Classes,
                ClassMass = final.ClassMass,
                CorrectMass = final.CorrectMass(rows, below, cancellationToken),
                Children = below.Children,
                Training = summary,
                Diagnostics = DiagnosticFinder.Find(run, final.Sums, below.Children.Count),
            }
        );
    }
}
