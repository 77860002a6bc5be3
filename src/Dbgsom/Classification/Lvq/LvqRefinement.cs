using Dbgsom.Grid;
using Dbgsom.Map;
using Dbgsom.Measures;
using Dbgsom.Naming;
using Dbgsom.Numerics;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Space;
using Dbgsom.Training;
using Dbgsom.Training.Growth;

namespace Dbgsom.Classification.Lvq;

/// <summary>
/// Batch LVQ-SOM: moves the neurons of a trained map towards the samples of their own class and away from others, to improve the
/// separation of classes (Kohonen 2001, <i>Self-Organizing Maps</i>, 3rd ed., sec. 6.11). The grid does not change.
/// </summary>
/// <remarks>
/// In each iteration c(i) is the most frequent class of the samples neuron i wins, and w_i = Σ_j h_ij (2·S_jc(i) − S_j) / Σ_j h_ij
/// (2·N_jc(i) − N_j), where S_jc and N_jc are sum and number of the samples of class c that neuron j wins, S_j and N_j those of all
/// classes. A neuron without samples, or with a denominator of at most 0, keeps its weights. With the cosine metric weights are then
/// scaled to length 1. Samples count by their weights, not by their distance. The formula overshoots where classes mix in a neuron,
/// because its denominator is small there; see <see cref="KeepBest"/>. Measures, hits and fingerprint of a refined map are those of the
/// samples used for refinement; history and threshold describe the training.
/// </remarks>
public sealed class LvqRefinement
{
    private readonly int iterations = 10;
    private readonly double? sigma;

    /// <summary>The number of iterations; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int Iterations
    {
        get => iterations;
        init =>
            iterations =
                value >= 1
                    ? value
                    : throw new ArgumentOutOfRangeException(
                        nameof(value),
                        $"iterations is {value}; valid is a whole number of at least 1"
                    );
    }

    /// <summary>The width of the neighborhood in hops; greater than 0. Null for the width of the last training epoch.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not greater than 0.</exception>
    public double? Sigma
    {
        get => sigma;
        init =>
            sigma = value is null or > 0 and < double.PositiveInfinity
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(value),
                    Text.Of($"sigma is {value}; valid is a number greater than 0")
                );
    }

    /// <summary>
    /// True to keep the weights with the highest accuracy, including those before the first iteration; the earliest on ties. False to
    /// keep the weights after the last iteration.
    /// </summary>
    public bool KeepBest { get; init; } = true;

    /// <summary>The maximum number of threads; null for one per core. The map is the same for any number.</summary>
    public int? Threads { get; init; }

    /// <summary>Refines a classifier.</summary>
    /// <typeparam name="TLabel">Type of the labels.</typeparam>
    /// <param name="classifier">The classifier, which is not changed.</param>
    /// <param name="data">Samples with the features of the map, including passive ones; usually the training samples.</param>
    /// <param name="labels">One label per sample.</param>
    /// <param name="progress">Receives a report after every iteration.</param>
    /// <param name="cancellationToken">Cancels the operation with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">
    /// The features differ from those of the map, the number of labels differs from the number of samples, a label is not a class of
    /// the map, the data is so small that squared differences underflow, or the map has child maps.
    /// </exception>
    public ClassifierMap<TLabel> Refine<TLabel>(
        ClassifierMap<TLabel> classifier,
        DataMatrix data,
        IReadOnlyList<TLabel> labels,
        IProgress<LvqReport>? progress = null,
        CancellationToken cancellationToken = default
    )
        where TLabel : notnull
    {
        ArgumentNullException.ThrowIfNull(classifier);
        var coded = ClassLabels.From(labels, classifier.Classes);
        return new ClassifierMap<TLabel>(RefineMap(classifier.Map, data, coded, progress, cancellationToken), classifier.Classes);
    }

#pragma warning disable RS0026 // Samples and an engine cannot be mistaken for each other.
    /// <summary>Refines a map. A map trained without labels learns the classes of the given ones.</summary>
    /// <param name="map">The map, which is not changed.</param>
    /// <param name="data">Samples with the features of the map, including passive ones; usually the training samples.</param>
    /// <param name="labels">One label per sample, with the classes of the map if it has any.</param>
    /// <param name="progress">Receives a report after every iteration.</param>
    /// <param name="cancellationToken">Cancels the operation with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">
    /// The features differ from those of the map, the number of labels differs from the number of samples, the classes differ from
    /// those of the map, the data is so small that squared differences underflow, or the map has child maps.
    /// </exception>
    public SomMap RefineMap(
        SomMap map,
        DataMatrix data,
        ClassLabels labels,
        IProgress<LvqReport>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(labels);
        Check(map, labels.Classes, nameof(labels));
        var samples = FeatureMatch.FindAll(map, data).Select(data);
        // Options call passive features by their names.
        if (map.PassiveNames is not null && samples.FeatureNames is null)
            samples = samples.WithFeatureNames(map.ColumnNames);
        using var rows = new LocalEngine(samples, Threads, labels);
        return Refined(map, rows, progress, cancellationToken);
    }

    /// <summary>Refines a map on samples that an engine holds, wherever they are; the map is the same bits as of the samples themselves.</summary>
    /// <param name="map">The map; it is not changed.</param>
    /// <param name="rows">The samples with their labels (<see cref="PassEngine.Classes"/>), with the features of the map, its passive ones among them, in its order and no others. Where some are
    /// passive they have names. An engine does one thing at a time: no training run may use it meanwhile; one that did cannot go on.</param>
    /// <param name="progress">Receives a report after every iteration.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The features are not those of the map, or in another order, the samples have no labels, the classes are not those of the map, the data is so small that
    /// squares of differences vanish, or the map has child maps.</exception>
    public SomMap RefineMap(
        SomMap map,
        PassEngine rows,
        IProgress<LvqReport>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(rows);
        Check(
            map,
            rows.Classes ?? throw new ArgumentException("the rows have no labels; a refinement needs some", nameof(rows)),
            nameof(rows)
        );
        if (FeatureMatch.FindAll(map, rows.GivenColumnCount, rows.GivenNames, nameof(rows)).Columns is not null)
            throw new ArgumentException(
                $"the rows have the columns {string.Join(", ", rows.GivenNames!)}; valid are those of the map in its order: {string.Join(", ", map.ColumnNames!)}",
                nameof(rows)
            );
        if (map.PassiveNames is not null && rows.GivenNames is null)
            throw new ArgumentException(
                $"the rows have no names of columns, by which options call passive ones: {string.Join(", ", map.ColumnNames!)}",
                nameof(rows)
            );
        rows.CurrentRun = null;
        try
        {
            return Refined(map, rows, progress, cancellationToken);
        }
        finally
        {
            rows.Enter(FeatureSpace.AsGiven);
        }
    }
#pragma warning restore RS0026

    private static void Check(SomMap map, ClassList classes, string parameter)
    {
        if (map.Children.Count > 0)
            throw new ArgumentException(
                "the map has child maps, trained on the current samples of its neurons; refine a map without vertical growth",
                nameof(map)
            );
        if (map.Classes is not null && !map.Classes.SameAs(classes))
            throw new ArgumentException(
                $"the labels have the classes {classes.Shown()}, those of the map are {map.Classes.Shown()}",
                parameter
            );
    }

    private SomMap Refined(SomMap map, PassEngine rows, IProgress<LvqReport>? progress, CancellationToken cancellationToken)
    {
        var options = map.EffectiveOptions;
        var setup = RunSetup.Prepare(
            options,
            rows,
            (_, _) => map.Content.Transform,
            (_, _) => map.Scaler,
            _ => map.Content.Constant,
            cancellationToken
        );
        if (!options.Metric.ScalesToLengthOne)
            setup.Statistics.RefuseUnderflow(rows.FeatureNames, "give the data in the units of the training data");
        var hops = map.HopDistances;
        double width = Sigma ?? map.LastSigma;
        double[] h = NeighborhoodTable.For(options, TrainingPhase.Fine, width, hops);
        var state = Judge(0, map.Weights);
        var best = state;
        while (state.Iterations < Iterations)
        {
            var sums = rows.Run(
                new ClassSumsPass
                {
                    Assigner = new Assigner(options.Metric, state.Weights.Values.ToArray(), map.FeatureCount),
                    Grids = setup.Grids(state.Weights.Values, options.Metric),
                    ClassCount = rows.Classes!.Count,
                },
                cancellationToken
            );
            double[] refined = LvqUpdate.Compute(sums, hops, h, state.Weights, cancellationToken);
            options.Metric.Normalize(refined, map.FeatureCount);
            double change = Math.Sqrt(SquaredDistance.Between(refined, state.Weights.Values));
            var weights = new WeightMatrix(refined, map.FeatureCount);
            state = Judge(state.Iterations + 1, weights);
            if (!KeepBest || state.CorrectMass > best.CorrectMass)
                best = state;
            progress?.Report(new LvqReport(state.Iterations - 1, change, state.CorrectMass / state.Search.LabeledMass));
        }
        var final = new FinalSearch(options, setup, map.Lattice, best.Weights, rows, true, cancellationToken);
        var passive = PassiveProfiles.Of(
            setup,
            options,
            TrainingPlan.WeightingIn(TrainingPhase.Fine, options),
            best.Weights,
            new TabulatedNeighborhoods(hops, h),
            rows,
            cancellationToken
        );
        return Finish(map, best with { Search = final }, setup, passive);

        State Judge(int done, WeightMatrix weights)
        {
            var search = new FinalSearch(options, setup, map.Lattice, weights, rows, false, cancellationToken);
            return new State(done, weights, search, search.CorrectMass(rows, Offspring.None, cancellationToken)!.Value);
        }
    }

    private static SomMap Finish(SomMap map, State state, RunSetup setup, PassiveProfiles? passive) =>
        new(
            map.Content with
            {
                Weights = state.Weights,
                Passive = passive,
                // Its linear models were fitted where the neurons stood before.
                Target = null,
                Error = [.. Enumerable.Range(0, map.Neurons.Count).Select(neuron => Error(map, state, neuron))],
                HitCount = state.Search.Sums.Hits,
                HitMass = state.Search.HitMass,
                Density = state.Search.Density(),
                Spread = state.Search.Spread,
                Classes = setup.Classes,
                ClassMass = state.Search.ClassMass,
                CorrectMass = state.CorrectMass,
                Training = map.Training with
                {
                    RowCount = setup.Statistics.RowCount,
                    SampleMass = setup.Statistics.Mass,
                    TotalVariance = setup.Statistics.TotalVariance,
                    InitialError = setup.Statistics.InitialError,
                    DataFingerprint = setup.FingerprintText,
                    QuantizationError = state.Search.QuantizationError,
                    TopographicError = state.Search.TopographicError,
                    LvqIterations = map.Training.LvqIterations + state.Iterations,
                },
                Diagnostics =
                [
                    .. map.Diagnostics.Where(diagnostic => diagnostic.Kind != DiagnosticKind.DeadNeurons),
                    .. DiagnosticFinder.DeadNeurons(state.Search.Sums, DiagnosticFinder.BridgesGaps),
                ],
            }
        );

    private static double Error(SomMap map, State state, int neuron) =>
        map.EffectiveOptions.GrowthCriterion.NeedsLabels
            ? Entropies.Of(state.Search.Sums.ClassMass.Of(neuron))
            : state.Search.Sums.Distance(neuron);

    private sealed record State(int Iterations, WeightMatrix Weights, FinalSearch Search, double CorrectMass);
}

/// <summary>A report of one iteration of <see cref="LvqRefinement"/>.</summary>
/// <param name="Iteration">The index of the iteration, from 0.</param>
/// <param name="WeightChange">The Frobenius norm of the change of all weights.</param>
/// <param name="Accuracy">The share of the samples that are classified correctly afterwards.</param>
public readonly record struct LvqReport(int Iteration, double WeightChange, double Accuracy);
