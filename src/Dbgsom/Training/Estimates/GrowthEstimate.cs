using Dbgsom.Naming;
using Dbgsom.Options;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Training.Growth;

namespace Dbgsom.Training.Estimates;

/// <summary>
/// The size of a map before it is trained: the number of neurons to expect from a <see cref="SomOptions.Lambda"/>, and the Lambda for a
/// wanted number. Learned from trial maps of the same options and seed, whose Lambda is halved again and again; docs/maps.md says how
/// near the estimates come.
/// </summary>
/// <remarks>
/// Trial maps are trained only until growth ends, on the samples themselves up to 4,096 rows, so that an estimate holds for this data,
/// these options and this seed. Of more rows 4,096 are drawn by weight, and maps of at most 512 neurons are trained; beyond the last one
/// the curve goes on as a power law. Immutable.
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

    /// <summary>The options as given; a Lambda or target among them plays no part.</summary>
    public SomOptions Options { get; }

    /// <summary>Number of samples: the rows counted by their weights.</summary>
    public double Samples { get; }

    /// <summary>‖std‖₂ of the samples as trained on, with the Manhattan metric Σ std: the growing threshold is Lambda times this.</summary>
    public double SpreadNorm { get; }

    /// <summary>Whether all rows are equal, so that nothing grows.</summary>
    public bool AllRowsEqual { get; }

    /// <summary>Rows the trial maps were trained on.</summary>
    public int TrialRows { get; }

    /// <summary>The trial maps, by falling Lambda; at least one.</summary>
    public IReadOnlyList<GrowthTrial> Trials { get; }

    /// <summary><see cref="SomOptions.MaxNeurons"/> as it takes effect with a Lambda.</summary>
    public int MaxNeurons { get; }

    /// <summary>
    /// The number of neurons that a map starts with, the fewest any Lambda gives: 4, or fewer where there are fewer different rows.
    /// </summary>
    public int MinReachableNeurons => Trials[0].Neurons;

    /// <summary>
    /// The most neurons to expect from any Lambda; at least <see cref="MinReachableNeurons"/>. With <see cref="GrowthRule.FirstBlockedStops"/> it can be a little more
    /// than <see cref="MaxNeurons"/>.
    /// </summary>
    public int MaxReachableNeurons => curve.Greatest;

    /// <summary>
    /// What keeps the map from growing beyond <see cref="MaxReachableNeurons"/>: <see cref="StopReason.Capacity"/> for
    /// <see cref="MaxNeurons"/>, <see cref="StopReason.ScheduleEnded"/> or <see cref="StopReason.Epochs"/> for the epochs,
    /// <see cref="StopReason.Equilibrium"/> for the growth rule, whatever the Lambda.
    /// </summary>
    public StopReason LimitedBy { get; }

    /// <summary>The same in words.</summary>
    public string Limit =>
        AllRowsEqual ? "all rows are equal, so nothing grows"
        : distinctRows <= MaxReachableNeurons ? $"there are only {distinctRows} different rows"
        : LimitedBy == StopReason.Capacity ? $"the greatest size allowed is {MaxNeurons} neurons"
        : LimitedBy == StopReason.Equilibrium ? "growth ends there by itself, however small the lambda"
        : MaxReachableNeurons == MinReachableNeurons
            ? "the starting neurons never settle, so the map does not grow; another seed may"
        : "the epochs of the coarse phase end there; more epochs or a larger coarse-fraction let it grow on";

    /// <summary>Trains the trial maps.</summary>
    /// <param name="data">At least four samples.</param>
    /// <param name="options">What is asked of the map; null for <see cref="SomOptions.Default"/>. Lambda and TargetNeurons are left out of account.</param>
    /// <param name="threads">How many threads to use at most, at least 1; null for one a core. The estimate is the same for any number.</param>
    /// <param name="progress">Told of every epoch of the trial maps.</param>
    /// <param name="cancellationToken">Ends the call early, with an <see cref="OperationCanceledException"/>.</param>
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
                    $"{of(nameof(options.Grid))} is {size}: a map of given size does not grow, so there is no lambda to estimate; leave out {of(nameof(options.Grid))}, or train it as it is"
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

    /// <summary>The number of neurons to expect; never fewer for a smaller Lambda.</summary>
    /// <param name="lambda">Factor of the growing threshold, above 0.</param>
    /// <returns><see cref="MinReachableNeurons"/> to <see cref="MaxReachableNeurons"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The Lambda is no number above 0.</exception>
    public int ExpectedNeurons(double lambda) =>
        lambda > 0 && double.IsFinite(lambda)
            ? curve.Neurons(lambda)
            : throw new ArgumentOutOfRangeException(nameof(lambda), Text.Of($"lambda is {lambda}; valid is a number above 0"));

    /// <summary>The Lambda that lets a map grow to about so many neurons.</summary>
    /// <param name="neurons"><see cref="MinReachableNeurons"/> to <see cref="MaxReachableNeurons"/>.</param>
    /// <returns>A Lambda for which <see cref="ExpectedNeurons"/> gives that number.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No Lambda gives so many or so few neurons; the message says why.</exception>
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
