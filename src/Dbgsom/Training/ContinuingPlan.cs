using Dbgsom.Grid;
using Dbgsom.Threading;

namespace Dbgsom.Training;

/// <summary>
/// Goes on from a map that is trained: its neurons stay in their places and keep their indices, settle at the last width for a few epochs on all rows and, where a
/// larger map is wanted, first get new neighbors at the edge.
/// </summary>
/// <param name="course">The plan by which the map was trained, whose distances stay.</param>
/// <param name="effective">The options as they took effect in it.</param>
/// <param name="size">The number of neurons to grow to; the number of those there are, for no growth.</param>
/// <param name="epochs">The epochs of the fine phase.</param>
internal sealed class ContinuingPlan(TrainingPlan course, SomOptions effective, int size, int epochs) : TrainingPlan("continuing")
{
    // As many as a map has between growth steps when it is trained.
    private const int EpochsPerGrowthStep = 3;

    public override double Excess => 1;

    public override bool IsForeseeable => true;

    /// <summary>No options ask for it: it goes on from a map.</summary>
    public override bool Takes(SomOptions options) => false;

    public override bool ComparesExactly(SomOptions options) => course.ComparesExactly(options);

    public override SomOptions AsStarted(SomOptions options, Lattice lattice) =>
        effective with
        {
            TargetNeurons = effective.TargetNeurons is null ? null : Math.Max(effective.TargetNeurons.Value, size),
            MaxNeurons = Math.Max(effective.MaxNeurons!.Value, size),
        };

    public override NeuronDistances Distances(Lattice lattice, Team team) => course.Distances(lattice, team);

    public override PlanStart Start(
        SomOptions options,
        long rowCount,
        Func<long, bool> counts,
        IReadOnlyList<long>? different = null,
        long? countedRows = null,
        PrincipalPlane? plane = null
    ) => throw new InvalidOperationException("it starts from a map");

    /// <summary>The state before the first epoch.</summary>
    /// <param name="neurons">The number of neurons.</param>
    public PlanState Before(int neurons) =>
        neurons < size
            ? new PlanState { Phase = TrainingPhase.Coarse, Sigma = Width(neurons) }
            : Fine(new PlanState { Phase = TrainingPhase.Fine, Sigma = Narrow(neurons) }, StopReason.Completed);

    public override int Capacity(PlanContext context) => size;

    public override PlanDecision After(PlanContext context, PlanState state, EpochOutcome epoch)
    {
        var next = state with { EpochsInStep = state.EpochsInStep + 1 };
        if (state.Phase == TrainingPhase.Fine)
            return next.EpochsInStep >= epochs
                ? new PlanDecision(next with { StopReason = state.GrowthStopReason }, true)
                : new PlanDecision(
                    next with
                    {
                        Sigma = new SigmaSchedule(context.Options).Toward(
                            state.Sigma,
                            epoch.Neurons,
                            epochs - next.EpochsInStep,
                            Decay.Exponential
                        ),
                    },
                    false
                );
        next = next with { GrowingThreshold = Training.GrowingThreshold.Of(context, epoch.Errors) };
        return next.EpochsInStep < EpochsPerGrowthStep
            ? new PlanDecision(next, false)
            : new PlanDecision(next, true, new GrowthOrder(next.GrowingThreshold, size, LowersThreshold: true));
    }

    public override PlanState AfterGrowth(PlanContext context, PlanState state, EpochOutcome epoch, int neurons) =>
        neurons >= size ? Fine(state, StopReason.TargetSize)
        : neurons == epoch.Neurons ? Fine(state, StopReason.Equilibrium)
        : state with { EpochsInStep = 0 };

    private static PlanState Fine(PlanState state, StopReason reason) =>
        state with
        {
            Phase = TrainingPhase.Fine,
            EpochsInStep = 0,
            GrowthStopReason = reason,
        };

    /// <summary>The width that new neurons settle with: the one that the coarse phase ended with.</summary>
    private double Width(int neurons) => Math.Max(Narrow(neurons), effective.SigmaEnd ?? 0);

    private double Narrow(int neurons) => new SigmaSchedule(effective).Fine(neurons);
}
