using Dbgsom.Naming;
using Dbgsom.Options;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Training.Growth;

namespace Dbgsom.Training.Estimates;

/// <summary>
/// An estimate of the size of a map before training: the expected number of neurons for a <see cref="SomOptions.Lambda"/>, and the
/// Lambda for a given number. It is learned from trial maps of the same options and seed, with Lambda halved repeatedly; docs/maps.md
/// describes the accuracy.
/// </summary>
/// <remarks>
/// Trial maps are trained only until growth ends, on up to 4,096 rows, so that an estimate is valid for this data, these options and
/// this seed. From more rows, 4,096 are drawn by weight, and maps of at most 512 neurons are trained; beyond the last one the curve is
/// extrapolated as a power law. Immutable.
/// </remarks>
/// <example>
/// <code>
/// var estimate = GrowthEstimate.Estimate(data, SomOptions.Reference);
/// int neurons = estimate.ExpectedNeurons(115);
/// SomMap map = new SomVq(SomOptions.Reference with { Lambda = estimate.LambdaFor(80) }).Fit(data);
/// </code>
/// </example>
public sealed class GrowthEstimate
{
    private const int MostTrialRows = 4096;

    // Fewer rows a neuron, and the sample is quantized better than the data it stands for.
    private const int FewestRowsPerNeuron = 8;

    private readonly GrowthCurve curve;
    private readonly int? distinctRows;

    private GrowthEstimate(
        SomOptions options,
        RunSetup setup,
        int trialRows,
        int maxNeurons,
        IReadOnlyList<GrowthTrial> trials,
        bool cutShort
    )
    {
        Options = options;
        Samples = setup.Statistics.Mass;
        SpreadNorm = setup.Statistics.SpreadNorm;
        AllRowsEqual = setup.Statistics.AllRowsEqual;
        distinctRows = setup.DistinctRows;
        TrialRows = trialRows;
        MaxNeurons = maxNeurons;
        Trials = trials;
        // A trial that was cut short says nothing of the size at its Lambda: the curve goes on without it.
        curve = cutShort ? new GrowthCurve([.. trials.SkipLast(1)], maxNeurons) : new GrowthCurve(trials);
        LimitedBy = curve.Greatest >= maxNeurons ? StopReason.Capacity : trials[^1].StopReason;
    }

    /// <summary>The options as given; Lambda and TargetNeurons are ignored.</summary>
    public SomOptions Options { get; }

    /// <summary>Number of samples: the rows counted by their weights.</summary>
    public double Samples { get; }

    /// <summary>‖std‖₂ of the training samples, with the Manhattan metric Σ std: the growing threshold is Lambda times this.</summary>
    public double SpreadNorm { get; }

    /// <summary>True if all rows are equal, so that the map cannot grow.</summary>
    public bool AllRowsEqual { get; }

    /// <summary>The number of rows of the trial maps.</summary>
    public int TrialRows { get; }

    /// <summary>The trial maps, by descending Lambda; at least one.</summary>
    public IReadOnlyList<GrowthTrial> Trials { get; }

    /// <summary>The effective <see cref="SomOptions.MaxNeurons"/> with a Lambda.</summary>
    public int MaxNeurons { get; }

    /// <summary>The initial number of neurons, the minimum for any Lambda: 4, or fewer if the data has fewer distinct rows.</summary>
    public int MinReachableNeurons => Trials[0].Neurons;

    /// <summary>
    /// The maximum expected number of neurons for any Lambda; at least <see cref="MinReachableNeurons"/>. With
    /// <see cref="GrowthRule.FirstBlockedStops"/> it can be slightly more than <see cref="MaxNeurons"/>.
    /// </summary>
    public int MaxReachableNeurons => curve.Greatest;

    /// <summary>
    /// The reason why the map cannot grow beyond <see cref="MaxReachableNeurons"/>: <see cref="StopReason.Capacity"/> for
    /// <see cref="MaxNeurons"/>, <see cref="StopReason.ScheduleEnded"/> or <see cref="StopReason.Epochs"/> for the epochs,
    /// <see cref="StopReason.Equilibrium"/> for the growth rule, for any Lambda.
    /// </summary>
    public StopReason LimitedBy { get; }

    /// <summary>The value of <see cref="LimitedBy"/> in words.</summary>
    public string Limit =>
        AllRowsEqual ? "all rows are equal, so the map does not grow"
        : distinctRows <= MaxReachableNeurons ? $"the data has only {distinctRows} distinct rows"
        : LimitedBy == StopReason.Capacity ? $"the maximum size is {MaxNeurons} neurons"
        : LimitedBy == StopReason.Equilibrium ? "growth ends there by itself for any lambda"
        : MaxReachableNeurons == MinReachableNeurons
            ? "the initial neurons do not converge, so the map does not grow; try another seed"
        : "the epochs of the coarse phase end there; more epochs or a larger coarse-fraction let it grow further";

    /// <summary>Trains the trial maps.</summary>
    /// <param name="data">At least four samples.</param>
    /// <param name="options">
    /// Options for training the map; null for <see cref="SomOptions.Default"/>. Lambda and TargetNeurons are ignored.
    /// </param>
    /// <param name="threads">
    /// The maximum number of threads, at least 1; null for one per core. The estimate is the same for any number.
    /// </param>
    /// <param name="progress">Receives a report after every epoch of the trial maps.</param>
    /// <param name="cancellationToken">Cancels the operation with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the samples cannot be trained on.</exception>
    public static GrowthEstimate Estimate(
        DataMatrix data,
        SomOptions? options = null,
        int? threads = null,
        IProgress<EpochReport>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= SomOptions.Default;
        foreach (var option in SomOption.All)
            option.Check(options);
        if (options.Grid is { } size)
            throw new OptionException(
                nameof(options.Grid),
                of =>
                    $"{of(nameof(options.Grid))} is {size}: a map of given size does not grow, so no lambda can be estimated; leave out {of(nameof(options.Grid))}, or train without an estimate"
            );
        var trial = options with { Lambda = 1, TargetNeurons = null };
        trial.Validate();

        using var all = new LocalEngine(data, threads);
        var setup = RunSetup.Prepare(trial, all, cancellationToken);
        int maxNeurons = trial.Resolve(setup.Statistics.Mass).MaxNeurons!.Value;
        bool whole = data.RowCount <= MostTrialRows;
        using var part = whole
            ? null
            : new LocalEngine(RowSample.Draw(data, MostTrialRows, options.Seed).WithFeatureNames(data.FeatureNames), threads);
        var rows = part ?? all;
        int most = whole ? maxNeurons : Math.Min(maxNeurons, MostTrialRows / FewestRowsPerNeuron);
        double scale = whole ? 1 : Scale(setup, RunSetup.Prepare(trial, rows, cancellationToken));
        // No neuron can have more error than all samples have about their mean, which is at most n·‖std‖.
        var trials = new GrowthTrials(trial, rows, progress, cancellationToken).Run(setup.Statistics.Mass, most, scale);
        bool cutShort = most < maxNeurons && trials.Count > 1 && trials[^1].StopReason == StopReason.Capacity;
        return new GrowthEstimate(options, setup, (int)rows.RowCount, maxNeurons, trials, cutShort);
    }

    /// <summary>Returns the expected number of neurons; never fewer for a smaller Lambda.</summary>
    /// <param name="lambda">The factor of the growing threshold, greater than 0.</param>
    /// <returns><see cref="MinReachableNeurons"/> to <see cref="MaxReachableNeurons"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Lambda is not greater than 0.</exception>
    public int ExpectedNeurons(double lambda) =>
        lambda > 0 && double.IsFinite(lambda)
            ? curve.Neurons(lambda)
            : throw new ArgumentOutOfRangeException(
                nameof(lambda),
                Text.Of($"lambda is {lambda}; valid is a number greater than 0")
            );

    /// <summary>Returns the Lambda with which a map grows to about the given number of neurons.</summary>
    /// <param name="neurons"><see cref="MinReachableNeurons"/> to <see cref="MaxReachableNeurons"/>.</param>
    /// <returns>A Lambda for which <see cref="ExpectedNeurons"/> gives that number.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No Lambda gives that number of neurons; the message gives the reason.</exception>
    public double LambdaFor(int neurons) =>
        neurons >= MinReachableNeurons && neurons <= MaxReachableNeurons
            ? curve.Lambda(neurons)
            : throw new ArgumentOutOfRangeException(
                nameof(neurons),
                $"neurons is {neurons}; valid is {MinReachableNeurons} to {MaxReachableNeurons}: {Limit}"
            );

    private static double Scale(RunSetup all, RunSetup part)
    {
        // The threshold falls with the samples, as the errors do.
        double scale = part.Statistics.Mass / all.Statistics.Mass * (all.Statistics.SpreadNorm / part.Statistics.SpreadNorm);
        return double.IsFinite(scale) && scale > 0 ? scale : 1;
    }
}
