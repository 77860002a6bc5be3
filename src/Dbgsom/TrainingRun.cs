using System.Diagnostics;
using Dbgsom.Grid;
using Dbgsom.Map;
using Dbgsom.Naming;
using Dbgsom.Numerics;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Space;
using Dbgsom.Threading;
using Dbgsom.Training;
using Dbgsom.Training.Growth;

namespace Dbgsom;

/// <summary>
/// Training as a state machine, one epoch a step: look at it between steps, save it, go on later or elsewhere, and end with the
/// identical map. It holds neurons, never samples; those stay with the <see cref="PassEngine"/> that reads them.
/// </summary>
/// <example>
/// <code>
/// using var rows = new LocalEngine(data);
/// var run = TrainingRun.Start(SomOptions.Default, rows);
/// while (!run.IsFinished)
///     Console.WriteLine(run.Advance(rows).QuantizationError);
/// SomMap map = run.Finish(rows);
/// </code>
/// </example>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class TrainingRun
{
    private readonly List<EpochReport> history;
    private readonly TrainingPlan plan;
    private readonly PlanContext context;

    // A point for each neuron amid the rows it won in the last epoch, null where the neuron itself is as good: for the search only, and never needed
    // for its result.
    private double[]? anchors;
    private HopDistances hops;
    private PlanState state;

    internal TrainingRun(RunState run)
    {
        Options = run.Options;
        Setup = run.Setup;
        Effective = run.Options.Resolve(run.Setup.Statistics.Mass);
        Neurons = run.Neurons;
        PreviousWeights = run.PreviousWeights;
        Epoch = run.Epoch;
        history = [.. run.History];
        plan = TrainingPlan.For(Options);
        context = new PlanContext(Effective, Setup.Statistics.SpreadNorm, Setup.DistinctRows);
        state = run.Plan;
        hops = new HopDistances(Neurons.Lattice);
    }

    /// <summary>The options as given.</summary>
    public SomOptions Options { get; }

    /// <summary>The options as they take effect, defaults that depend on the data filled in.</summary>
    public SomOptions Effective { get; }

    /// <summary>The next epoch; also the number of epochs done.</summary>
    public int Epoch { get; private set; }

    /// <summary>Phase of the next epoch.</summary>
    public TrainingPhase Phase => state.Phase;

    /// <summary>Width of the neighborhood in the next epoch, in hops.</summary>
    public double Sigma => state.Sigma;

    /// <summary>GT: a neuron with more error than this wants a new neighbor.</summary>
    public double GrowingThreshold => state.GrowingThreshold;

    /// <summary>Whether training has ended.</summary>
    public bool IsFinished => EndedBy != EndedBy.NotEnded;

    /// <summary>What ended it.</summary>
    public EndedBy EndedBy => state.EndedBy;

    /// <summary>What a person should know before the first epoch; empty where there is nothing to say.</summary>
    public IReadOnlyList<Diagnostic> StartDiagnostics => DiagnosticFinder.AtStart(Effective, Setup);

    /// <summary>What happened in each epoch so far.</summary>
    public IReadOnlyList<EpochReport> History => history.AsReadOnly();

    /// <summary>Number of neurons.</summary>
    public int NeuronCount => Neurons.Count;

    /// <summary>The grid on which the neurons are placed.</summary>
    public MapGrid Grid => Neurons.Lattice.Grid;

    /// <summary>Where the neurons are.</summary>
    public IReadOnlyList<GridPosition> Positions => [.. Neurons.Lattice.Positions];

    /// <summary>A copy of the weights, in the space trained in: one row a neuron.</summary>
    public WeightMatrix Weights => new([.. Neurons.Weights], Neurons.Columns);

    /// <summary>Returns the state, as in "TrainingRun: epoch 12, 40 neurons" or "TrainingRun: finished after 24 epochs, 92 neurons".</summary>
    public override string ToString()
    {
        string state = IsFinished ? $"finished after {Text.Of(Epoch, "epoch")}" : Text.Of($"epoch {Epoch}");
        return $"TrainingRun: {state}, {Text.Of(NeuronCount, "neuron")}";
    }

    /// <summary>What ended growth; training ends for the same reason where the map then settles.</summary>
    internal EndedBy GrowthEndedBy => state.GrowthEndedBy;

    /// <summary>The most neurons the map is meant to have.</summary>
    internal int Capacity => plan.Capacity(context);

    /// <summary>Rows for which the last epoch looked at all neurons.</summary>
    internal long Searched { get; private set; }

    internal RunSetup Setup { get; }

    internal NeuronSet Neurons { get; }

    /// <summary>The weights with which the winners of the last epoch were found.</summary>
    internal double[] PreviousWeights { get; private set; }

    /// <summary>Looks the samples over and places the first four neurons.</summary>
    /// <param name="options">What is asked for.</param>
    /// <param name="rows">The samples; from now on they are seen scaled as the options say.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the samples cannot be trained on.</exception>
    public static TrainingRun Start(SomOptions options, PassEngine rows, CancellationToken cancellationToken = default) =>
        Start(options, rows, null, cancellationToken);

    /// <summary>The same for a map within a hierarchy.</summary>
    internal static TrainingRun Start(
        SomOptions options,
        PassEngine rows,
        Ancestry? ancestry,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(rows);
        options.Validate();
        rows.Serves = null;
        var setup = RunSetup.Prepare(options, rows, ancestry, cancellationToken);
        var start = TrainingPlan.For(options).Start(options, rows.RowCount, row => rows.Mass(row) > 0);
        double[] weights = [.. start.Samples.SelectMany(rows.ReadRow)];
        var run = Begin();
        if (DiagnosticFinder.CannotGrow(run.Effective, setup))
        {
            setup = setup with { FirstError = run.ErrorWhenGrowthStarts(rows, cancellationToken) };
            run = Begin();
        }
        return run;

        TrainingRun Begin()
        {
            var neurons = new NeuronSet(start.Lattice, weights, rows.ColumnCount);
            var started = new TrainingRun(RunState.Initial(options, setup, neurons, start.State));
            rows.Rewind(0);
            rows.Serves = started;
            return started;
        }
    }

    /// <summary>Goes on with a saved run over the same samples.</summary>
    /// <param name="path">A run file, see <see cref="Save"/>.</param>
    /// <param name="rows">The samples the run was started with; the number of threads may differ.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="InvalidDataException">The file is no run file.</exception>
    /// <exception cref="ArgumentException">The samples are not those of the run.</exception>
    public static TrainingRun Resume(string path, PassEngine rows, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var (state, winners) = RunFile.Load(path);
        return Resume(state, winners, path, rows, cancellationToken);
    }

    /// <summary>The same from the bytes of a run file, with the name that messages call it.</summary>
    internal static TrainingRun Resume(byte[] bytes, string name, PassEngine rows, CancellationToken cancellationToken) =>
        Resume(RunFile.Load(bytes, name), null, name, rows, cancellationToken);

    private static TrainingRun Resume(
        RunState saved,
        int[]? winners,
        string path,
        PassEngine rows,
        CancellationToken cancellationToken
    )
    {
        var run = new TrainingRun(saved);
        if (run.Epoch > run.Effective.Epochs)
            throw new InvalidDataException($"{path}: the run is at epoch {run.Epoch} of {run.Effective.Epochs}");
        rows.Serves = null;
        run.Setup.Attach(rows, run.Effective.Metric, cancellationToken);
        if (run.Epoch > 0 && winners is not null)
            rows.RestoreWinners(run.Epoch - 1, winners);
        else if (run.Epoch > 0)
        {
            rows.Rewind(run.Epoch - 1);
            rows.Run(run.Pass(run.Epoch - 1, run.PreviousWeights, null, false), cancellationToken);
        }
        rows.Serves = run;
        return run;
    }

    /// <summary>Saves the run as a whole, so that <see cref="Resume(string, PassEngine, CancellationToken)"/> ends with the identical map.</summary>
    /// <param name="path">The run file.</param>
    /// <param name="rows">The samples trained on.</param>
    public void Save(string path, PassEngine rows)
    {
        CheckServes(rows);
        // Pointer search depends on all winners before; any other winners are found again by one search.
        bool needsWinners = Epoch > 0 && Options.PointerSearch != PhaseScope.None;
        RunFile.Save(path, State(), needsWinners ? rows.SaveWinners() : null);
    }

    /// <summary>The bytes of the run file of a run that needs no winners of its rows.</summary>
    internal byte[] ToBytes() => RunFile.ToBytes(State());

    /// <summary>Trains one epoch.</summary>
    /// <param name="rows">The samples the run was started with.</param>
    /// <param name="cancellationToken">Ends the call early; the run is then as before the call.</param>
    /// <exception cref="InvalidOperationException">Training has ended.</exception>
    /// <exception cref="ArgumentException">The engine is not the one the run was started or resumed with, or serves another run now.</exception>
    public EpochReport Advance(PassEngine rows, CancellationToken cancellationToken = default)
    {
        CheckServes(rows);
        var sums = rows.Run(NextPass(), cancellationToken);
        var report = Advance(sums, rows.Team);
        sums.Release();
        Telemetry.Epoch(report, rows.RowCount);
        return report;
    }

    /// <summary>
    /// One last full search: what the map is, and how good. Possible at any time; usual when training has ended. With
    /// <see cref="SomOptions.VerticalGrowth"/> the maps below its neurons are trained here.
    /// </summary>
    /// <param name="rows">The samples the run was started with.</param>
    /// <param name="progress">Told of every epoch of maps below, see <see cref="EpochReport.Path"/>.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    public SomMap Finish(PassEngine rows, IProgress<EpochReport>? progress = null, CancellationToken cancellationToken = default)
    {
        CheckServes(rows);
        return MapBuilder.Build(this, rows, progress, cancellationToken);
    }

    /// <summary>All epochs there are to come, and <see cref="Finish"/>.</summary>
    internal SomMap Complete(PassEngine rows, IProgress<EpochReport>? progress, CancellationToken cancellationToken)
    {
        string path = Setup.Ancestry?.PathText ?? "";
        using var fit = Telemetry.Fit(rows.RowCount, rows.ColumnCount, path);
        while (!IsFinished)
        {
            var report = Advance(rows, cancellationToken);
            progress?.Report(report with { Path = path });
        }
        return Finish(rows, progress, cancellationToken);
    }

    /// <summary>The greatest error when the map first settles and wants to grow; 0 if it never does. Until then a run is the same for every Lambda.</summary>
    private double ErrorWhenGrowthStarts(PassEngine rows, CancellationToken cancellationToken)
    {
        while (!IsFinished)
            if (Advance(rows, cancellationToken).GrowthStep)
                return Neurons.Error.Max();
        return 0;
    }

    /// <summary>The pass the next epoch needs.</summary>
    internal EpochPass NextPass()
    {
        if (IsFinished)
            throw new InvalidOperationException("training has ended; there is no next epoch");
        bool pointer = Epoch > 0 && Effective.PointerSearch.Covers(Phase);
        return Pass(Epoch, Neurons.Weights, pointer ? Neurons.Lattice.NeighborArrays() : null, Epoch > 0);
    }

    /// <summary>Steps 6c to g: takes the sums of an epoch and moves on. Pure: no samples, no files, and threads change nothing.</summary>
    /// <param name="sums">The sums of the next pass.</param>
    /// <param name="team">The threads there are; the result does not depend on them.</param>
    internal EpochReport Advance(EpochSums sums, Team team)
    {
        int trained = Neurons.Count;
        double? changedShare = Epoch == 0 ? null : sums.ChangedMass / Setup.Statistics.Mass;
        Searched = sums.Searched;
        double weightChange = Update(sums, team);
        for (int neuron = 0; neuron < trained; neuron++)
            Neurons.Error[neuron] = Effective.GrowthCriterion.Error(sums, neuron);
        var outcome = new EpochOutcome
        {
            Epoch = Epoch,
            Errors = [.. Neurons.Error],
            WeightChange = weightChange,
            ChangedShare = changedShare,
        };
        var decision = plan.After(context, state, outcome);
        var report = new EpochReport
        {
            Epoch = Epoch,
            Phase = Phase,
            Sigma = Sigma,
            Neurons = trained,
            NeuronsAfter = trained,
            LiveNeurons = sums.LiveNeurons,
            QuantizationError = sums.TotalDistance() / Setup.Statistics.Mass,
            WinnersChanged = Epoch == 0 ? null : sums.Changed,
            ChangedShare = changedShare,
            WeightChange = weightChange,
            Converged = decision.Settled,
            GrowthStep = decision.Growth is not null,
        };
        state = decision.State;
        if (decision.Growth is { } growth)
        {
            Grow(growth, team);
            state = plan.AfterGrowth(context, state, outcome, Neurons.Count);
        }
        Epoch++;
        report = report with { NeuronsAfter = Neurons.Count };
        history.Add(report);
        return report;
    }

    internal RunState State() =>
        new()
        {
            Options = Options,
            Setup = Setup,
            Neurons = Neurons,
            PreviousWeights = PreviousWeights,
            Epoch = Epoch,
            Plan = state,
            History = history,
        };

    private EpochPass Pass(int epoch, double[] weights, int[][]? pointers, bool follows) =>
        new()
        {
            Epoch = epoch,
            NeuronCount = weights.Length / Neurons.Columns,
            Columns = Neurons.Columns,
            Weighting = Effective.Weighting,
            TotalVariance = Setup.Statistics.SquaredSpread,
            Grids = Setup.Grids(weights, Effective.Metric),
            ClassCount = Effective.GrowthCriterion.NeedsLabels ? Setup.Classes!.Count : 0,
            Search = new PlannedSearch
            {
                Metric = Effective.Metric,
                Columns = Neurons.Columns,
                Epoch = epoch,
                Weights = weights,
                Before = follows ? PreviousWeights : null,
                Anchors = follows ? anchors : null,
                Pointers = pointers,
            },
        };

    private void CheckServes(PassEngine rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Serves != this)
            throw new ArgumentException(
                "these rows serve another run; use the engine this run was started or resumed with",
                nameof(rows)
            );
    }

    /// <summary>6c: moves the weights; returns ‖W_new − W_old‖.</summary>
    private double Update(EpochSums sums, Team team)
    {
        double[] centers = sums.Centers(Neurons.Weights, team);
        var updated = BatchUpdate.Compute(
            sums,
            centers,
            hops,
            NeighborhoodTable.For(Effective, Phase, Sigma, hops),
            Neurons.Weights,
            Neurons.Columns,
            team
        );
        Effective.Metric.Normalize(updated, Neurons.Columns);
        PreviousWeights = Neurons.Weights;
        Neurons.Weights = updated;
        anchors = sums.AreNear(updated, centers) ? null : centers;
        return Math.Sqrt(SquaredDistance.Between(updated, PreviousWeights));
    }

    private void Grow(GrowthOrder growth, Team team)
    {
        var options = Effective with { MaxNeurons = growth.MaxNeurons };
        if (GrowthStep.Run(Neurons, growth.Threshold, options, Epoch) > 0)
            hops = new HopDistances(Neurons.Lattice, team);
    }
}
