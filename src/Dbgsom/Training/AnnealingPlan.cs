using Dbgsom.Grid;
using Dbgsom.Numerics;
using Dbgsom.Passes;
using Dbgsom.Threading;
using Dbgsom.Training.Growth;

namespace Dbgsom.Training;

/// <summary>
/// The default. Growth and settling as two jobs. The coarse phase grows a map of the size asked for on a sample of the rows: a growth step every few epochs, and neurons
/// that stand for nothing are taken away and grown where the error is. A large map grows to a quarter of its size, and then its grid is made twice as fine.
/// The fine phase anneals the map on more and more rows, at the end on all of them. See docs/decisions.md for where the numbers come from.
/// </summary>
internal sealed class AnnealingPlan : TrainingPlan
{
    // Fewer leave folds in maps of two-dimensional data, more change nothing.
    private const int EpochsPerGrowthStep = 3;

    // A sample is for so many neurons at least, and for a power of two of them, so that it does not change with every growth step.
    private const int FewestSampled = 64;

    // Most neurons that win nothing go the first time; more than a few times moves hardly any.
    private const int MostClearings = 5;

    // A map of fewer neurons grows to its size: a quarter of it has too little of the shape of the data to be made finer.
    private const int FewestRefined = 250;

    // How the width falls, at each growth step, after the grid was made finer.
    private const double Cooling = 0.75;

    // More end with the same error and order. Where fewer epochs are allowed, at most half of them anneal.
    private const int AnnealingEpochs = 10;

    public AnnealingPlan()
        : base("annealing") { }

    /// <summary>A map meets its size.</summary>
    public override double Excess => 1;

    public override bool IsForeseeable => true;

    /// <summary>Without a Lambda, and with a rule of growth that keeps to the size.</summary>
    public override bool Takes(SomOptions options) => options.Lambda is null && options.GrowthRule == GrowthRule.AllBoundary;

    public override PlanStart Start(
        SomOptions options,
        long rowCount,
        Func<long, bool> counts,
        IReadOnlyList<long>? different = null,
        long? countedRows = null,
        PrincipalPlane? plane = null
    )
    {
        IReadOnlyList<long> samples =
            different is null ? options.StartingSamples.Choose(options.Seed, rowCount, counts)
            : different.Count == 1 ? [different[0], different[0]]
            : different;
        return new PlanStart(
            options.Topology,
            [.. options.Topology.Start.Take(samples.Count)],
            samples,
            new PlanState
            {
                Phase = TrainingPhase.Coarse,
                Sigma = options.SigmaStart ?? SomOptions.DefaultSigmaStart,
                Share = GrowthShare(options, countedRows ?? rowCount, samples.Count),
            }
        );
    }

    /// <summary>Hops alone make neighborhoods diamonds; with ways over corners they are nearly round.</summary>
    public override NeuronDistances Distances(Lattice lattice, Team team) =>
        new WaysOnLattice(HopDistances.WithCorners(lattice, team));

    /// <summary>The size asked for; more neurons than there are different rows would win nothing.</summary>
    public override int Capacity(PlanContext context)
    {
        int target = Math.Min(context.Options.TargetNeurons!.Value, context.Options.MaxNeurons!.Value);
        return context.DistinctRows is { } distinct ? Math.Min(target, Math.Max(PassNeeds.FewestNeurons, distinct)) : target;
    }

    public override PlanDecision After(PlanContext context, PlanState state, EpochOutcome epoch)
    {
        var next = state with { EpochsInStep = state.EpochsInStep + 1 };
        int following = epoch.Epoch + 1;
        if (state.Phase == TrainingPhase.Fine)
            return AnnealingLength(context.Options, following - next.EpochsInStep) is var length && next.EpochsInStep >= length
                ? new PlanDecision(next with { StopReason = state.GrowthStopReason }, true)
                : new PlanDecision(Annealed(context, next, epoch.Neurons, length), false);
        next = next with { GrowingThreshold = Training.GrowingThreshold.Of(context, epoch.Errors) };
        int left = context.Options.Epochs!.Value - following;
        return left <= 0 ? new PlanDecision(next with { StopReason = StopReason.Epochs }, false)
            : left <= Math.Min(AnnealingEpochs, context.Options.Epochs.Value / 2)
                ? new PlanDecision(
                    EnterFine(
                        context,
                        next,
                        epoch.Neurons >= Capacity(context) ? StopReason.TargetSize : StopReason.Epochs,
                        following,
                        epoch.Neurons
                    ),
                    false
                )
            : next.EpochsInStep < EpochsPerGrowthStep ? new PlanDecision(next, false)
            : Step(context, next, epoch);
    }

    public override PlanState AfterGrowth(PlanContext context, PlanState state, EpochOutcome epoch, int neurons)
    {
        var next = state with
        {
            EpochsInStep = 0,
            Share = Math.Max(state.Share, GrowthShare(context.Options, context.Rows, neurons)),
            Sigma =
                state.Refinements > 0
                    ? state.Sigma
                    : Math.Min(state.Sigma, new SigmaSchedule(context.Options).Coarse(epoch.Epoch, neurons)),
        };
        // Where no threshold lets the map grow, every sample lies on a neuron.
        bool ends = neurons == epoch.Neurons && neurons < SizeAt(context, state.Refinements);
        return ends ? EnterFine(context, next, StopReason.Equilibrium, epoch.Epoch + 1, neurons) : next;
    }

    /// <summary>Decides the next step of a coarse map that has been trained for some epochs.</summary>
    private PlanDecision Step(PlanContext context, PlanState state, EpochOutcome epoch)
    {
        var options = context.Options;
        double width = options.SigmaEnd ?? state.Sigma;
        if (state.Refinements > 0 && state.Sigma > width)
            return new PlanDecision(state with { EpochsInStep = 0, Sigma = Math.Max(width, Cooling * state.Sigma) }, true);
        int size = SizeAt(context, state.Refinements);
        var order = new GrowthOrder(state.GrowingThreshold, size, LowersThreshold: true);
        if (epoch.Neurons < size)
            return new PlanDecision(state, true, order);
        if (epoch.LiveNeurons < epoch.Neurons && state.Clearings < MostClearings)
            return new PlanDecision(state with { Clearings = state.Clearings + 1 }, true, order with { ClearsDead = true });
        if (size < Capacity(context))
            return new PlanDecision(
                state with
                {
                    Clearings = 0,
                    Refinements = state.Refinements + 1,
                    // The same width on a grid twice as fine.
                    Sigma = Math.Min(options.SigmaStart!.Value, 2 * state.Sigma),
                },
                true,
                order with
                {
                    Refines = true,
                }
            );
        return new PlanDecision(EnterFine(context, state, StopReason.TargetSize, epoch.Epoch + 1, epoch.Neurons), true);
    }

    /// <summary>The number of neurons to which the map grows before its grid is made finer once more.</summary>
    /// <param name="context">The options and what is known of the samples.</param>
    /// <param name="refinements">How often the grid was made finer.</param>
    private int SizeAt(PlanContext context, int refinements)
    {
        int size = Capacity(context);
        for (int level = LevelsOf(size); level > refinements; level--)
            size /= 4;
        return size;
    }

    /// <summary>Enters the fine phase, at the width the coarse phase ended with; its first epoch is <paramref name="start"/>.</summary>
    private static PlanState EnterFine(PlanContext context, PlanState state, StopReason reason, int start, int neurons) =>
        state with
        {
            Phase = TrainingPhase.Fine,
            GrowthStopReason = reason,
            EpochsInStep = 0,
            Share = AnnealingShare(context.Options, state.Share, AnnealingLength(context.Options, start)),
            Sigma =
                AnnealingLength(context.Options, start) == 1
                    ? Math.Min(state.Sigma, new SigmaSchedule(context.Options).Fine(neurons))
                    : state.Sigma,
        };

    /// <summary>The number of epochs of a fine phase that begins with epoch <paramref name="start"/>: as many as are allowed.</summary>
    private static int AnnealingLength(SomOptions options, int start) => Math.Min(AnnealingEpochs, options.Epochs!.Value - start);

    /// <summary>The next epoch of the fine phase: the width falls by equal factors to its last value.</summary>
    private static PlanState Annealed(PlanContext context, PlanState state, int neurons, int length)
    {
        int left = length - state.EpochsInStep;
        return state with
        {
            Sigma = new SigmaSchedule(context.Options).Toward(state.Sigma, neurons, left, Decay.Exponential),
            Share = AnnealingShare(context.Options, state.Share, left),
        };
    }

    /// <summary>How often the grid of a map is made twice as fine until it has its size.</summary>
    private static int LevelsOf(int neurons)
    {
        int levels = 0;
        for (; neurons >= FewestRefined; neurons /= 4)
            levels++;
        return levels;
    }

    /// <summary>The share of the rows that a map of so many neurons grows on.</summary>
    private static double GrowthShare(SomOptions options, double rows, int neurons)
    {
        double sampled = FewestSampled;
        while (sampled < neurons)
            sampled *= 2;
        return NestedShares.SeesAllRows(options) ? 1 : Math.Min(1, NestedShares.RowsPerNeuron * sampled / rows);
    }

    /// <summary>The share of the rows that an epoch of the fine phase is trained on; <paramref name="left"/> epochs are left with it.</summary>
    private static double AnnealingShare(SomOptions options, double share, int left) =>
        NestedShares.SeesAllRows(options) ? 1 : Math.Max(share, NestedShares.Before(left));
}
