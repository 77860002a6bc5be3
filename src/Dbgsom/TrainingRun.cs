// Over 300 lines: one epoch from the pass to the state after it, and what can be asked of a run.

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
/// Training as a state machine, one epoch per step: inspect it between steps, save it, continue later or on another machine, and get
/// the identical map. It holds neurons, never samples; its <see cref="PassEngine"/> reads those. A plan derived from the options
/// decides when the map grows and when training ends.
/// </summary>
/// <example>
/// <code>
/// using var rows = new LocalEngine(data);
/// var run = TrainingRun.Start(SomOptions.Default, rows);
/// while (!run.IsFinished)
///     Console.WriteLine(run.Advance().QuantizationError);
/// SomMap map = run.Finish();
/// </code>
/// </example>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class TrainingRun
{
    // A threshold so much lower is one for the errors of single samples.
    private const int MostHalvings = 40;

    private readonly List<EpochReport> history;
    private readonly TrainingPlan plan;
    private readonly PlanContext context;

    // A point for each neuron amid the rows it won in the last epoch, null where the neuron itself is as good: for the search only, and never needed
    // for its result.
    private double[]? anchors;
    private NeuronDistances distances;
    private PlanState state;

    // Whether the next epoch has the rows and the neurons of the last one, so that its winners say something.
    private bool follows;

    // The work of all epochs so far.
    private double workDone;

    // What was told of it: an estimate never goes back.
    private double shareDone;

    private TrainingRun(RunState run, PassEngine engine)
    {
        Engine = engine;
        Options = run.Options;
        Setup = run.Setup;
        plan = run.Course;
        Neurons = run.Neurons;
        Effective = plan.AsStarted(run.Options.Resolve(run.Setup.Statistics.Mass, plan), Neurons.Lattice);
        PreviousWeights = run.PreviousWeights;
        Epoch = run.Epoch;
        history = [.. run.History];
        context = new PlanContext(Effective, Setup.Statistics.SpreadNorm, Setup.Statistics.CountedRows, Setup.DistinctRows);
        state = run.Plan;
        follows = run.Follows;
        distances = plan.Distances(Neurons.Lattice, Team.Alone);
        workDone = run.WorkDone;
    }

    /// <summary>The options as given.</summary>
    public SomOptions Options { get; }

    /// <summary>The effective options, with defaults that depend on the data filled in.</summary>
    public SomOptions Effective { get; }

    /// <summary>The index of the next epoch; also the number of completed epochs.</summary>
    public int Epoch { get; private set; }

    /// <summary>The phase of the next epoch.</summary>
    public TrainingPhase Phase => state.Phase;

    /// <summary>The width of the neighborhood in the next epoch, in hops.</summary>
    public double Sigma => state.Sigma;

    /// <summary>The growing threshold GT: a neuron with a larger error needs a new neighbor.</summary>
    public double GrowingThreshold => state.GrowingThreshold;

    /// <summary>True if training has ended.</summary>
    public bool IsFinished => StopReason != StopReason.NotEnded;

    /// <summary>The reason why training ended.</summary>
    public StopReason StopReason => state.StopReason;

    /// <summary>Findings known before the first epoch; empty if nothing is worth reporting.</summary>
    public IReadOnlyList<Diagnostic> StartDiagnostics => DiagnosticFinder.AtStart(Effective, Setup);

    /// <summary>A report of each completed epoch.</summary>
    public IReadOnlyList<EpochReport> History => history.AsReadOnly();

    /// <summary>Number of neurons.</summary>
    public int NeuronCount => Neurons.Count;

    /// <summary>The grid of the neurons.</summary>
    public MapGrid Grid => Neurons.Lattice.Grid;

    /// <summary>The positions of the neurons.</summary>
    public IReadOnlyList<GridPosition> Positions => [.. Neurons.Lattice.Positions];

    /// <summary>A copy of the weights, in the space trained in: one row per neuron.</summary>
    public WeightMatrix Weights => new([.. Neurons.Weights], Neurons.Columns);

    /// <summary>Returns the state, as in "TrainingRun: epoch 12, 40 neurons" or "TrainingRun: finished after 24 epochs, 92 neurons".</summary>
    public override string ToString()
    {
        string state = IsFinished ? $"finished after {Text.Of(Epoch, "epoch")}" : Text.Of($"epoch {Epoch}");
        return $"TrainingRun: {state}, {Text.Of(NeuronCount, "neuron")}";
    }

    /// <summary>The reason why growth ended; training ends for the same reason if the map then converges.</summary>
    internal StopReason GrowthStopReason => state.GrowthStopReason;

    /// <summary>True if it has more neurons than it started with.</summary>
    internal bool HasGrown => history.Count > 0 && NeuronCount > history[0].Neurons;

    /// <summary>The most neurons the map is meant to have.</summary>
    internal int Capacity => plan.Capacity(context);

    /// <summary>Rows for which the last epoch looked at all neurons.</summary>
    internal long Searched { get; private set; }

    /// <summary>The engine that reads the samples.</summary>
    internal PassEngine Engine { get; }

    internal RunSetup Setup { get; }

    /// <summary>Where the map stands in a hierarchy, see <see cref="EpochReport.Path"/>.</summary>
    internal string Path => Setup.Ancestry?.PathText ?? "";

    internal NeuronSet Neurons { get; private set; }

    /// <summary>The neighborhoods as the next epoch would use them.</summary>
    internal NeuronNeighborhoods NextNeighborhoods => distances.At(Effective, Phase, Sigma);

    /// <summary>The weights with which the winners of the last epoch were found.</summary>
    internal double[] PreviousWeights { get; private set; }

    /// <summary>Trains one epoch.</summary>
    /// <param name="cancellationToken">Cancels the epoch; the run is then unchanged.</param>
    /// <exception cref="InvalidOperationException">Training has ended, or the engine of the run was disposed or is in use by another run.</exception>
    public EpochReport Advance(CancellationToken cancellationToken = default)
    {
        CheckEngine();
        var sums = Engine.Run(NextPass(), cancellationToken);
        var report = Advance(sums, Engine.Team);
        sums.Release();
        Telemetry.Epoch(report, (long)(report.Share * Engine.RowCount));
        return report;
    }

    /// <summary>
    /// Makes the map by a final search of all samples. Possible at any time; usual after training has ended. With
    /// <see cref="SomOptions.VerticalGrowth"/> child maps are trained here.
    /// </summary>
    /// <param name="progress">Receives a report after every epoch of child maps, see <see cref="EpochReport.Path"/>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="InvalidOperationException">The engine of the run was disposed or is in use by another run.</exception>
    public SomMap Finish(IProgress<EpochReport>? progress = null, CancellationToken cancellationToken = default)
    {
        CheckEngine();
        return MapBuilder.Build(this, progress, cancellationToken);
    }

    /// <summary>Trains all remaining epochs, and makes the map as <see cref="Finish"/> does.</summary>
    /// <param name="progress">Receives a report after every epoch. A <see cref="TrainingDriver"/> offers more between epochs.</param>
    /// <param name="cancellationToken">Cancels training; the run then stands at the last completed epoch.</param>
    /// <exception cref="InvalidOperationException">The engine of the run was disposed or is in use by another run.</exception>
    public SomMap Complete(IProgress<EpochReport>? progress = null, CancellationToken cancellationToken = default) =>
        new TrainingDriver { Progress = progress }.Complete(this, cancellationToken);

    /// <summary>The pass the next epoch needs.</summary>
    internal EpochPass NextPass()
    {
        if (IsFinished)
            throw new InvalidOperationException("training has ended, so no epoch remains");
        bool pointer = follows && Effective.PointerSearch.Covers(Phase);
        return Pass(Epoch, Neurons.Weights, pointer ? Neurons.Lattice.NeighborArrays() : null, follows);
    }

    /// <summary>Steps 6c to g: takes the sums of an epoch and moves on. Pure: no samples, no files, and threads change nothing.</summary>
    /// <param name="sums">The sums of the next pass.</param>
    /// <param name="team">The threads there are; the result does not depend on them.</param>
    internal EpochReport Advance(EpochSums sums, Team team)
    {
        int trained = Neurons.Count;
        double mass = state.Share < 1 ? sums.TotalMass() : Setup.Statistics.Mass;
        double? changedShare = follows && mass > 0 ? sums.ChangedMass / mass : null;
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
            LiveNeurons = sums.LiveNeurons,
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
            QuantizationError = mass > 0 ? sums.TotalDistance() / mass : 0,
            WinnersChanged = changedShare is null ? null : sums.Changed,
            ChangedShare = changedShare,
            WeightChange = weightChange,
            Converged = decision.Settled,
            GrowthStep = decision.Growth is not null,
        };
        double share = state.Share;
        follows = true;
        state = decision.State;
        if (decision.Growth is { } growth)
        {
            if (growth.ClearsDead)
                Replace(DeadNeurons.Without(Neurons, neuron => sums.Mass(neuron) == 0));
            if (growth.Refines)
                Replace(GridRefinement.Refine(Neurons, Effective.Metric, Epoch));
            else
                Grow(growth);
            if (growth.ClearsDead || growth.Refines || Neurons.Count != distances.Count)
                distances = plan.Distances(Neurons.Lattice, team);
            state = plan.AfterGrowth(context, state, outcome, Neurons.Count);
        }
        follows &= state.Share == share;
        Epoch++;
        report = report with { NeuronsAfter = Neurons.Count };
        history.Add(report);
        workDone += plan.IsForeseeable ? share * trained / Math.Max(1, Capacity) : 0;
        return report with { Share = share };
    }

    /// <summary>See <see cref="EpochReport.Done"/>. It asks the plan for all epochs to come, which is much for an epoch of few rows: for those who look only.</summary>
    internal double? ShareDone()
    {
        if (!plan.IsForeseeable)
            return null;
        double left = WorkForecast.Left(plan, context, state, Epoch, Neurons.Count);
        return shareDone = Math.Max(shareDone, workDone > 0 ? workDone / (workDone + left) : 0);
    }

    private EpochPass Pass(int epoch, double[] weights, int[][]? pointers, bool follows) =>
        new()
        {
            Epoch = epoch,
            NeuronCount = weights.Length / Neurons.Columns,
            Columns = Neurons.Columns,
            Weighting = TrainingPlan.WeightingIn(Phase, Effective),
            TotalVariance = Setup.Statistics.SquaredSpread,
            Grids = Setup.Grids(weights, Effective.Metric),
            ClassCount = Effective.GrowthCriterion.NeedsLabels ? Setup.Classes!.Count : 0,
            Sample = new RowShare(Options.Seed, state.Share),
            Follows = follows,
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

    private void CheckEngine()
    {
        if (Engine.CurrentRun != this)
            throw new InvalidOperationException(
                "the engine of this run was disposed or is in use by another run; resume this run from a file, on its own engine"
            );
    }

    /// <summary>6c: moves the weights; returns ‖W_new − W_old‖.</summary>
    private double Update(EpochSums sums, Team team)
    {
        double[] centers = sums.Centers(Neurons.Weights, team);
        var updated = BatchUpdate.Compute(sums, centers, NextNeighborhoods, Neurons.Weights, Neurons.Columns, team);
        Effective.Metric.Normalize(updated, Neurons.Columns);
        PreviousWeights = Neurons.Weights;
        Neurons.Weights = updated;
        // Of rows that lack values nothing is kept, and centers of such rows bound no others.
        anchors = sums.HasGaps || sums.AreNear(updated, centers) ? null : centers;
        return Math.Sqrt(SquaredDistance.Between(updated, PreviousWeights));
    }

    private void Grow(GrowthOrder growth)
    {
        var options = Effective with { MaxNeurons = growth.MaxNeurons };
        double threshold = growth.Threshold;
        int before = Neurons.Count;
        bool lowers = growth.LowersThreshold && before < growth.MaxNeurons;
        for (int i = 0; i <= (lowers ? MostHalvings : 0) && Neurons.Count == before; i++)
        {
            GrowthStep.Run(Neurons, threshold, options, Epoch);
            threshold /= 2;
        }
    }

    /// <summary>Puts other neurons in place of these. The winners of the epoch then say nothing.</summary>
    private void Replace(NeuronSet neurons)
    {
        Neurons = neurons;
        (PreviousWeights, anchors, follows) = (Neurons.Weights, null, false);
    }
}
