using Dbgsom.Space;

namespace Dbgsom.Training;

/// <summary>
/// Growth with the decisions of the Python package dbgsom 1.3, each an option of <see cref="SomOptions.Reference"/>. Two have no option of their own and go
/// by the name of the preset: the number of different rows does not limit the map, and features of unscaled data are compared to the last bit.
/// </summary>
internal sealed class ReferencePlan : DirectedGrowthPlan
{
    public ReferencePlan()
        : base("reference") { }

    public override bool Takes(SomOptions options) =>
        IsPreset(options) || options.SigmaMayRise || options.KeepConvergence || options.IdleAtCapacity;

    public override bool ComparesExactly(SomOptions options) => IsPreset(options) && options.Scaling == Scaling.None;

    private protected override bool LimitedByRows(SomOptions options) => !IsPreset(options);

    private protected override bool IdlesAtCapacity(SomOptions options) => options.IdleAtCapacity;

    private protected override Convergence Inherited(SomOptions options, Convergence coarse) =>
        Convergence.None with
        {
            Reached = coarse.Reached && options.KeepConvergence,
        };

    private protected override double Sigma(SomOptions options, double current, double scheduled) =>
        options.SigmaMayRise ? scheduled : base.Sigma(options, current, scheduled);

    private static bool IsPreset(SomOptions options) => options.Preset == SomOptions.Reference.Preset;
}
