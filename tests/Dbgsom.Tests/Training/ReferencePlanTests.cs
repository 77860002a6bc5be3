using Dbgsom.Passes;
using Dbgsom.Space;
using Dbgsom.Training;

namespace Dbgsom.Tests.Training;

/// <summary>Each decision in which the Python package differs from the default, by hand.</summary>
public sealed class ReferencePlanTests
{
    private static readonly ReferencePlan Plan = new();

    private static readonly SomOptions Options = SomOptions.Reference with { MaxNeurons = 121, Epochs = 100 };

    private static readonly PlanState Coarse = new() { Phase = TrainingPhase.Coarse, Sigma = 0.3 };

    private static readonly PlanState Settled = Coarse with { Convergence = new Convergence(true, 0.005, 0) };

    [Fact]
    public void It_takes_the_preset_and_each_of_its_decisions()
    {
        Assert.IsType<ReferencePlan>(TrainingPlan.For(SomOptions.Reference));
        Assert.IsType<AnnealingPlan>(TrainingPlan.For(SomOptions.Default));
        Assert.IsType<DirectedGrowthPlan>(TrainingPlan.For(SomOptions.Default with { Lambda = 1 }));
        foreach (
            var options in new[]
            {
                SomOptions.Default with
                {
                    IdleAtCapacity = true,
                },
                SomOptions.Default with
                {
                    KeepConvergence = true,
                },
                SomOptions.Default with
                {
                    SigmaMayRise = true,
                },
                SomOptions.Reference with
                {
                    IdleAtCapacity = false,
                    KeepConvergence = false,
                    SigmaMayRise = false,
                },
            }
        )
            Assert.IsType<ReferencePlan>(TrainingPlan.For(options));
    }

    [Fact]
    public void A_full_map_idles_until_the_clock_says_so()
    {
        var decision = Plan.After(Context(Options), Coarse, Epoch(20, 121));
        Assert.Equal((true, null, TrainingPhase.Coarse), (decision.Settled, decision.Growth, decision.State.Phase));
        var over = Plan.After(Context(Options), Coarse, Epoch(50, 121)).State;
        Assert.Equal((TrainingPhase.Fine, StopReason.Capacity), (over.Phase, over.GrowthStopReason));
        var next = Plan.After(Context(Options with { IdleAtCapacity = false }), Coarse, Epoch(20, 121)).State;
        Assert.Equal((TrainingPhase.Fine, StopReason.Capacity), (next.Phase, next.GrowthStopReason));
    }

    [Fact]
    public void Convergence_is_kept_where_the_clock_ends_the_coarse_phase()
    {
        Assert.True(Plan.After(Context(Options), Settled, Epoch(50, 121)).State.Convergence.Reached);
        Assert.False(
            Plan.After(Context(Options with { KeepConvergence = false }), Settled, Epoch(50, 121)).State.Convergence.Reached
        );
        Assert.False(Plan.After(Context(Options), Settled, Epoch(50, 121, changed: 0.5)).State.Convergence.Reached);
        Assert.Equal(Convergence.None, Plan.AfterGrowth(Context(Options), Settled, Epoch(50, 9), 12).Convergence);
    }

    /// <summary>0.05 · (√121 − 1) = 0.5, above 0.3.</summary>
    [Fact]
    public void The_width_may_rise_with_the_map()
    {
        Assert.Equal(0.5, Plan.AfterGrowth(Context(Options), Settled, Epoch(20, 121), 121).Sigma);
        Assert.Equal(0.3, Plan.AfterGrowth(Context(Options with { SigmaMayRise = false }), Settled, Epoch(20, 121), 121).Sigma);
    }

    [Fact]
    public void Different_rows_limit_the_map_except_in_the_preset()
    {
        Assert.Equal(121, Plan.Capacity(Context(Options) with { DistinctRows = 7 }));
        Assert.Equal(7, Plan.Capacity(Context(Options with { Preset = "default" }) with { DistinctRows = 7 }));
    }

    [Fact]
    public void Features_are_compared_exactly_in_the_preset_without_scaling()
    {
        Assert.True(Plan.ComparesExactly(SomOptions.Reference));
        Assert.False(Plan.ComparesExactly(SomOptions.Reference with { Scaling = Scaling.Standard }));
        Assert.False(Plan.ComparesExactly(SomOptions.Reference with { Preset = "default" }));
        Assert.False(new DirectedGrowthPlan().ComparesExactly(SomOptions.Default with { Scaling = Scaling.None }));
    }

    private static PlanContext Context(SomOptions options) => DirectedGrowthPlanTests.Context(options);

    private static EpochOutcome Epoch(int epoch, int neurons, double changed = 0.005) =>
        DirectedGrowthPlanTests.Epoch(epoch, neurons, changed: changed);
}
