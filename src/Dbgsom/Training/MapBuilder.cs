using System.Reflection;
using Dbgsom.Kernels;
using Dbgsom.Measures;
using Dbgsom.Passes;

namespace Dbgsom.Training;

/// <summary>Step 9: makes the map of a run with one last full search over the training samples.</summary>
internal static class MapBuilder
{
    private static readonly string Version =
        typeof(MapBuilder)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0]
        ?? "0";

    public static SomMap Build(
        TrainingRun run,
        PassEngine rows,
        IProgress<EpochReport>? progress,
        CancellationToken cancellationToken
    )
    {
        var neurons = run.Neurons;
        var setup = run.Setup;
        var weights = run.Weights;
        double width = Ordered.Mean(NeighborDistances.Average(neurons.Lattice, weights));
        var sums = rows.Run(
            new MeasurePass
            {
                Metric = run.Effective.Metric,
                Weights = new PackedWeights(neurons.Weights, neurons.Columns),
                Columns = neurons.Columns,
                Grids = setup.Grids(neurons.Weights, run.Effective.Metric),
                DensityWidth = width,
                ClassCount = setup.Classes?.Count ?? 0,
            },
            cancellationToken
        );
        var summary = new TrainingSummary
        {
            RowCount = setup.Statistics.RowCount,
            SampleMass = setup.Statistics.Mass,
            Epochs = run.Epoch,
            FineEpochs = run.History.Count(report => report.Phase == TrainingPhase.Fine),
            EndedBy = run.EndedBy,
            GrowingThreshold = run.GrowingThreshold,
            TotalVariance = setup.Statistics.TotalVariance,
            InitialError = setup.Statistics.InitialError,
            QuantizationError = QuantizationErrors.Of(sums),
            TopographicError = TopographicErrors.Of(sums, neurons.Lattice),
            DataFingerprint = setup.Fingerprint.ToString("x16", System.Globalization.CultureInfo.InvariantCulture),
            LibraryVersion = Version,
            History = [.. run.History],
        };
        double[]? classMass = setup.Classes is null
            ? null
            : [.. Enumerable.Range(0, neurons.Count).SelectMany(sums.ClassMass.Of)];
        var children = Hierarchy.Grow(run, sums, rows, progress, cancellationToken);
        return new SomMap(
            new MapContent
            {
                Options = run.Options,
                Effective = run.Effective,
                Scaler = setup.Scaler,
                FeatureNames = setup.FeatureNames,
                Lattice = Topology.Lattice.Replay(neurons.Lattice.Positions),
                Weights = weights,
                Error = [.. neurons.Error],
                EpochCreated = [.. neurons.EpochCreated],
                HitCount = sums.Hits,
                HitMass = [.. Enumerable.Range(0, neurons.Count).Select(sums.Mass)],
                Density = Densities(sums, width),
                Classes = setup.Classes,
                ClassMass = classMass,
                CorrectMass = classMass is null ? null : CorrectMass(run, rows, classMass, children, cancellationToken),
                Children = children,
                Training = summary,
                Diagnostics = DiagnosticFinder.Find(run, sums),
            }
        );
    }

    /// <summary>A neuron with a map below it leaves its samples to that.</summary>
    private static double CorrectMass(
        TrainingRun run,
        PassEngine rows,
        double[] classMass,
        IReadOnlyDictionary<int, SomMap> children,
        CancellationToken cancellationToken
    )
    {
        var correct = rows.Run(
            new ClassPass
            {
                Metric = run.Effective.Metric,
                Weights = new PackedWeights(run.Neurons.Weights, run.Neurons.Columns),
                Columns = run.Neurons.Columns,
                Vote = run.Effective.ClassVote,
                Table = new ClassTable(classMass, run.Setup.Classes!.Count),
                MassGrid = run.Setup.Grids(run.Neurons.Weights, run.Effective.Metric).Mass,
            },
            cancellationToken
        );
        double sum = 0;
        for (int neuron = 0; neuron < run.NeuronCount; neuron++)
            sum += children.TryGetValue(neuron, out var child) ? child.Content.CorrectMass!.Value : correct[neuron];
        return sum;
    }

    private static double[] Densities(MeasureSums sums, double width)
    {
        // √(2π), to the last bit of a double.
        const double RootTwoPi = 2.5066282746310002;
        var result = new double[sums.Hits.Length];
        for (int neuron = 0; neuron < result.Length; neuron++)
            if (sums.Mass(neuron) > 0 && width * width > 0)
                result[neuron] = sums.Kernel(neuron) / sums.Mass(neuron) / (width * RootTwoPi);
        return result;
    }
}
