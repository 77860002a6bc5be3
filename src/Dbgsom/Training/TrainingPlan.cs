using Dbgsom.Grid;
using Dbgsom.Rows;
using Dbgsom.Threading;

namespace Dbgsom.Training;

/// <summary>
/// A plan of training: it decides the start of a map and, after every epoch, whether training continues, the map grows, the
/// neighborhood narrows or training ends. A plan is pure and keeps no state between calls: its state goes in and comes out, so that a
/// run file contains all of it.
/// </summary>
internal abstract class TrainingPlan
{
    private protected TrainingPlan(string name) => Name = name;

    /// <summary>Every plan. A run follows the first one that takes its options, so directed growth, which takes all, stays last.</summary>
    public static IReadOnlyList<TrainingPlan> All { get; } =
    [new GivenGridPlan(), new ReferencePlan(), new AnnealingPlan(), new DirectedGrowthPlan()];

    /// <summary>Growth by a threshold, which takes all options.</summary>
    public static TrainingPlan ByThreshold => All[^1];

    /// <summary>How many times its target a map may have in neurons, where growth by a threshold only tends to it.</summary>
    public virtual double Excess => 1.25;

    /// <summary>True if the epochs to come follow from the size of the map alone, so that the work left can be told.</summary>
    public virtual bool IsForeseeable => false;

    /// <summary>The name of the plan.</summary>
    public string Name { get; }

    /// <summary>The plan of these options.</summary>
    public static TrainingPlan For(SomOptions options) => All.First(plan => plan.Takes(options));

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>How much samples count in a phase.</summary>
    public static Weighting WeightingIn(TrainingPhase phase, SomOptions options) =>
        options.Weighting != Weighting.RobustGrowth ? options.Weighting
        : phase == TrainingPhase.Coarse ? Weighting.Robust
        : Weighting.Uniform;

    /// <summary>True if the plan is the one these options ask for.</summary>
    public abstract bool Takes(SomOptions options);

    /// <summary>True if a feature is constant only if all its values are equal to the last bit; otherwise rounding is forgiven.</summary>
    public virtual bool ComparesExactly(SomOptions options) => false;

    /// <summary>True if a map starts on the plane of the first two principal components.</summary>
    public virtual bool StartsOnPlane(SomOptions options) => false;

    /// <summary>The neurons a map starts with, the samples they are, and the state before the first epoch.</summary>
    /// <param name="options">The options, as given or as they take effect.</param>
    /// <param name="rowCount">Number of rows.</param>
    /// <param name="counts">True if a row's weight is above 0.</param>
    /// <param name="different">Where there are fewer different rows than a map usually starts from, the first of each kind; else null.</param>
    /// <param name="countedRows">Number of rows that count; null for all.</param>
    /// <param name="plane">The principal plane of the samples; null for a plan that does not start there.</param>
    public abstract PlanStart Start(
        SomOptions options,
        long rowCount,
        Func<long, bool> counts,
        IReadOnlyList<long>? different = null,
        long? countedRows = null,
        PrincipalPlane? plane = null
    );

    /// <summary>The options as they take effect in a run whose neurons are placed.</summary>
    public virtual SomOptions AsStarted(SomOptions options, Lattice lattice) => options;

    /// <summary>The distances by which neurons move with one another.</summary>
    /// <param name="lattice">Where the neurons are.</param>
    /// <param name="team">The threads there are; the result does not depend on them.</param>
    public virtual NeuronDistances Distances(Lattice lattice, Team team) => new WaysOnLattice(new HopDistances(lattice, team));

    /// <summary>The most neurons the map is meant to have.</summary>
    public abstract int Capacity(PlanContext context);

    /// <summary>Decides after an epoch.</summary>
    /// <param name="context">The options and what is known of the samples.</param>
    /// <param name="state">The state in which the epoch was trained.</param>
    /// <param name="epoch">The results of the epoch.</param>
    public abstract PlanDecision After(PlanContext context, PlanState state, EpochOutcome epoch);

    /// <summary>Returns the state after the growth step that <see cref="After"/> requested.</summary>
    /// <param name="context">The options and what is known of the samples.</param>
    /// <param name="state">The state that came with the decision.</param>
    /// <param name="epoch">What the epoch brought.</param>
    /// <param name="neurons">The number of neurons now; the same as before where none could be added.</param>
    public abstract PlanState AfterGrowth(PlanContext context, PlanState state, EpochOutcome epoch, int neurons);
}
