using Dbgsom.Grid;
using Dbgsom.Passes;
using Dbgsom.Training;

namespace Dbgsom.Tests.Training;

/// <summary>Each decision of growth by a threshold, by hand.</summary>
public sealed class DirectedGrowthPlanTests
{
    private static readonly DirectedGrowthPlan Plan = new();

    /// <summary>Fifty coarse epochs; GT = 2 · 3.</summary>
    private static readonly PlanContext ByLambda = Context(
        SomOptions.Default with
        {
            Lambda = 2,
            MaxNeurons = 12,
            Epochs = 100,
            Decay = Decay.Linear,
            Order = null,
        }
    );

    private static readonly PlanContext ByTarget = Context(
        SomOptions.Default with
        {
            TargetNeurons = 16,
            Epochs = 100,
            Decay = Decay.Linear,
        }
    );

    private static readonly PlanState Coarse = new() { Phase = TrainingPhase.Coarse, Sigma = 1.5 };

    private static readonly PlanState Fine = new()
    {
        Phase = TrainingPhase.Fine,
        Sigma = 0.8,
        GrowingThreshold = 6,
        GrowthStopReason = StopReason.Equilibrium,
    };

    [Fact]
    public void It_starts_from_four_samples_in_a_square()
    {
        var start = Plan.Start(SomOptions.Default with { SigmaStart = 2 }, 6, row => row != 3);
        Assert.Equal([new GridPosition(0, 0), new(0, 1), new(1, 0), new(1, 1)], start.Positions);
        Assert.Equal(4, start.Samples.Distinct().Count());
        Assert.All(start.Samples, row => Assert.True(row is >= 0 and < 6 and not 3));
        Assert.Equal(new PlanState { Phase = TrainingPhase.Coarse, Sigma = 2 }, start.State);
    }

    [Fact]
    public void A_map_that_has_not_settled_goes_on()
    {
        var decision = Plan.After(ByLambda, Coarse, Epoch(3, 5, changed: 0.5));
        Assert.Equal((false, null), (decision.Settled, decision.Growth));
        Assert.Equal(Coarse with { GrowingThreshold = 6, Convergence = new Convergence(false, 0.5, 0) }, decision.State);
    }

    [Fact]
    public void A_map_that_has_settled_grows()
    {
        var decision = Plan.After(ByLambda, Coarse, Epoch(3, 5, changed: 0.005));
        Assert.True(decision.Settled);
        Assert.Equal(new GrowthOrder(6, 12), decision.Growth);
        Assert.Equal((TrainingPhase.Coarse, 1.5), (decision.State.Phase, decision.State.Sigma));
    }

    /// <summary>Epoch 10 of 50: a fifth of the way from 1.5 to 0.8.</summary>
    [Fact]
    public void The_width_falls_with_growth_as_the_clock_says()
    {
        var state = Plan.AfterGrowth(ByLambda, Settled(6), Epoch(10, 5), 7);
        Assert.Equal(1.36, state.Sigma, 1e-15);
        Assert.Equal((TrainingPhase.Coarse, Convergence.None), (state.Phase, state.Convergence));
    }

    /// <summary>ln(8/4) / ln(16/4) is a half of the way.</summary>
    [Fact]
    public void The_width_falls_with_growth_as_the_size_says()
    {
        var state = Plan.AfterGrowth(ByTarget, Settled(6), Epoch(10, 5), 8);
        Assert.Equal(1.15, state.Sigma, 1e-15);
    }

    [Fact]
    public void The_width_never_rises()
    {
        var narrow = Settled(6) with { Sigma = 0.81 };
        Assert.Equal(0.81, Plan.AfterGrowth(ByLambda, narrow, Epoch(10, 5), 7).Sigma);
        Assert.Equal(0.7, Plan.AfterGrowth(ByLambda, narrow with { Sigma = 0.7 }, Epoch(10, 5), 5).Sigma);
    }

    [Fact]
    public void A_growth_step_that_adds_nothing_ends_growth()
    {
        var state = Plan.AfterGrowth(ByLambda, Settled(6), Epoch(10, 5), 5);
        Assert.Equal(Fine, state);
        var narrower = Context(ByLambda.Options with { SigmaFine = 0.6 });
        Assert.Equal(0.6, Plan.AfterGrowth(narrower, Settled(6), Epoch(10, 5), 5).Sigma);
    }

    [Fact]
    public void A_full_map_that_has_settled_is_refined()
    {
        var decision = Plan.After(ByLambda, Coarse, Epoch(3, 12, changed: 0.005));
        Assert.Equal((true, null), (decision.Settled, decision.Growth));
        Assert.Equal(Fine with { GrowthStopReason = StopReason.Capacity }, decision.State);
    }

    [Theory]
    [InlineData(null, 12)]
    [InlineData(40, 12)]
    [InlineData(7, 7)]
    [InlineData(3, 3)]
    [InlineData(1, 2)]
    public void It_has_no_more_neurons_than_different_rows(int? distinct, int expected)
    {
        var context = ByLambda with { DistinctRows = distinct };
        Assert.Equal(expected, Plan.Capacity(context));
        Assert.Equal(expected, Plan.After(context, Coarse, Epoch(3, 1, changed: 0.005)).Growth!.MaxNeurons);
    }

    /// <summary>The next epoch is fine if its index is above 50.</summary>
    [Fact]
    public void The_clock_ends_the_coarse_phase()
    {
        Assert.Equal(TrainingPhase.Coarse, Plan.After(ByLambda, Coarse, Epoch(49, 5, changed: 0.5)).State.Phase);
        var over = Plan.After(ByLambda, Coarse, Epoch(50, 5, changed: 0.5)).State;
        Assert.Equal(Fine with { GrowthStopReason = StopReason.ScheduleEnded }, over);
        Assert.Equal(StopReason.Capacity, Plan.After(ByLambda, Coarse, Epoch(50, 12, changed: 0.5)).State.GrowthStopReason);
        var grown = Plan.AfterGrowth(ByLambda, Settled(6), Epoch(50, 5), 6);
        Assert.Equal((TrainingPhase.Fine, StopReason.ScheduleEnded, 0.8), (grown.Phase, grown.GrowthStopReason, grown.Sigma));
    }

    [Fact]
    public void Without_a_lambda_there_is_no_clock() =>
        Assert.Equal(TrainingPhase.Coarse, Plan.After(ByTarget, Coarse, Epoch(98, 5, changed: 0.5)).State.Phase);

    [Fact]
    public void A_refined_map_that_has_settled_ends_for_the_reason_that_ended_growth()
    {
        var decision = Plan.After(ByLambda, Fine, Epoch(60, 5, moved: 9e-4));
        Assert.Equal((true, StopReason.Equilibrium), (decision.Settled, decision.State.StopReason));
        Assert.Equal(StopReason.Equilibrium, Plan.After(ByLambda, Fine, Epoch(99, 5, moved: 9e-4)).State.StopReason);
        Assert.Equal(StopReason.NotEnded, Plan.After(ByLambda, Fine, Epoch(60, 5, moved: 0.1)).State.StopReason);
    }

    [Fact]
    public void The_threshold_stays_when_the_map_is_refined() =>
        Assert.Equal(5, Plan.After(ByLambda, Fine with { GrowingThreshold = 5 }, Epoch(60, 5)).State.GrowingThreshold);

    [Fact]
    public void The_last_epoch_ends_training_and_does_not_grow()
    {
        var settled = Plan.After(ByTarget, Coarse, Epoch(99, 5, changed: 0.005));
        Assert.Equal((true, null, StopReason.Epochs), (settled.Settled, settled.Growth, settled.State.StopReason));
        Assert.Equal(TrainingPhase.Coarse, settled.State.Phase);
        Assert.Equal(StopReason.Epochs, Plan.After(ByLambda, Fine, Epoch(99, 5, moved: 0.1)).State.StopReason);
    }

    internal static PlanContext Context(SomOptions options) => new(options.Resolve(1000), 3, 1000, null);

    internal static EpochOutcome Epoch(int epoch, int neurons, double moved = 5, double? changed = 0) =>
        new()
        {
            Epoch = epoch,
            Errors = [.. Enumerable.Repeat(1.0, neurons)],
            WeightChange = moved,
            ChangedShare = changed,
            LiveNeurons = neurons,
        };

    private static PlanState Settled(double threshold) =>
        Coarse with
        {
            GrowingThreshold = threshold,
            Convergence = new Convergence(true, 0.005, 0),
        };
}
