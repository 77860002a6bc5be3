using Dbgsom.Grid;
using Dbgsom.Passes;

namespace Dbgsom.Training;

/// <summary>
/// The published method, for maps with a <see cref="SomOptions.Lambda"/>. The coarse phase grows the map from four samples, or as many as differ, whenever it has settled, and narrows the neighborhood as it grows; the fine phase lets
/// it settle for good. Steps 4, 6f, 6g and 7.
/// </summary>
internal class DirectedGrowthPlan : TrainingPlan
{
    public DirectedGrowthPlan()
        : this("directed-growth") { }

    private protected DirectedGrowthPlan(string name)
        : base(name) { }

    public override bool Takes(SomOptions options) => true;

    public sealed override PlanStart Start(
        SomOptions options,
        long rowCount,
        Func<long, bool> counts,
        IReadOnlyList<long>? different = null,
        long? countedRows = null,
        PrincipalPlane? plane = null
    )
    {
        IReadOnlyList<long> samples =
            different is null || !LimitedByRows(options) ? options.StartingSamples.Choose(options.Seed, rowCount, counts)
            : different.Count == 1 ? [different[0], different[0]]
            : different;
        return new PlanStart(
            options.Topology,
            [.. options.Topology.Start.Take(samples.Count)],
            samples,
            new PlanState { Phase = TrainingPhase.Coarse, Sigma = options.SigmaStart ?? SomOptions.DefaultSigmaStart }
        );
    }

    /// <summary>More neurons than there are different rows would win nothing.</summary>
    public sealed override int Capacity(PlanContext context)
    {
        int most = context.Options.MaxNeurons!.Value;
        return context.DistinctRows is { } distinct && LimitedByRows(context.Options)
            ? Math.Min(most, Math.Max(PassNeeds.FewestNeurons, distinct))
            : most;
    }

    public sealed override PlanDecision After(PlanContext context, PlanState state, EpochOutcome epoch)
    {
        var options = context.Options;
        bool coarse = state.Phase == TrainingPhase.Coarse;
        double progress = new SigmaSchedule(options).Progress(epoch.Epoch, epoch.Neurons);
        var convergence = state.Convergence.After(options, state.Phase, progress, epoch.WeightChange, epoch.ChangedShare);
        bool settled = convergence.Reached;
        var next = state with
        {
            Convergence = convergence,
            GrowingThreshold = coarse ? GrowingThreshold.Of(context, epoch.Errors) : state.GrowingThreshold,
        };
        int capacity = Capacity(context);
        if (settled && !coarse)
            next = next with { StopReason = state.GrowthStopReason };
        else if (epoch.Epoch >= options.Epochs - 1)
            next = next with { StopReason = StopReason.Epochs };
        else if (settled && epoch.Neurons < capacity)
            return new PlanDecision(next, settled, new GrowthOrder(next.GrowingThreshold, capacity));
        else if (settled && !IdlesAtCapacity(options))
            next = EnterFine(context, next, epoch.Neurons, StopReason.Capacity);
        return new PlanDecision(ByClock(context, next, epoch.Epoch, epoch.Neurons), settled);
    }

    public sealed override PlanState AfterGrowth(PlanContext context, PlanState state, EpochOutcome epoch, int neurons)
    {
        var next = state with
        {
            Convergence = Convergence.None,
            Sigma = Sigma(context.Options, state.Sigma, new SigmaSchedule(context.Options).Coarse(epoch.Epoch, neurons)),
        };
        if (neurons == epoch.Neurons)
            next = EnterFine(context, next, neurons, StopReason.Equilibrium);
        return ByClock(context, next, epoch.Epoch, neurons);
    }

    /// <summary>True if the map has no more neurons than there are different rows, but the two that a second winner needs.</summary>
    private protected virtual bool LimitedByRows(SomOptions options) => true;

    /// <summary>True if a full map stays in the coarse phase to its end.</summary>
    private protected virtual bool IdlesAtCapacity(SomOptions options) => false;

    /// <summary>Returns the state of convergence that the fine phase inherits from the coarse phase.</summary>
    private protected virtual Convergence Inherited(SomOptions options, Convergence coarse) => Convergence.None;

    /// <summary>The width that follows on one where the schedule calls for another: it never rises.</summary>
    private protected virtual double Sigma(SomOptions options, double current, double scheduled) => Math.Min(current, scheduled);

    /// <summary>Enters the fine phase.</summary>
    private PlanState EnterFine(PlanContext context, PlanState state, int neurons, StopReason reason) =>
        state with
        {
            Phase = TrainingPhase.Fine,
            GrowthStopReason = reason,
            Sigma = Sigma(context.Options, state.Sigma, new SigmaSchedule(context.Options).Fine(neurons)),
            Convergence = Inherited(context.Options, state.Convergence),
        };

    /// <summary>With a Lambda the coarse phase has its share of the epochs, and no more.</summary>
    private PlanState ByClock(PlanContext context, PlanState state, int epoch, int neurons) =>
        state.Phase == TrainingPhase.Coarse && epoch + 1 > context.Options.CoarseFraction * context.Options.Epochs
            ? EnterFine(context, state, neurons, neurons >= Capacity(context) ? StopReason.Capacity : StopReason.ScheduleEnded)
            : state;
}
