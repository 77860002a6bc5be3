using Dbgsom.Training;

namespace Dbgsom.Tests.Training;

public sealed class ConvergenceTests
{
    private static readonly SomOptions Options = SomOptions.Default with { Patience = 3 };

    /// <summary>Stability 0.01: below it settled, above it no longer; the first epoch has no share and decides nothing.</summary>
    [Fact]
    public void By_the_winners_in_the_coarse_phase()
    {
        var state = Convergence.None.After(Options, TrainingPhase.Coarse, 0, 5, null);
        Assert.False(state.Reached);
        state = state.After(Options, TrainingPhase.Coarse, 0, 5, 0.009);
        Assert.True(state.Reached);
        Assert.False(state.After(Options, TrainingPhase.Coarse, 0, 0, 0.01).Reached);
    }

    /// <summary>The limit is 1e-3 in the fine phase; in the coarse phase it falls from 0.1, at progress 1 to 1e-3 + 0.099/100.</summary>
    [Fact]
    public void By_the_weights()
    {
        var byWeights = Options with { WinnerStability = null };
        Assert.True(Convergence.None.After(Options, TrainingPhase.Fine, 0, 9.9e-4, 0.5).Reached);
        Assert.False(Convergence.None.After(Options, TrainingPhase.Fine, 0, 1e-3, 0).Reached);
        Assert.True(Convergence.None.After(byWeights, TrainingPhase.Coarse, 0, 0.0999, 0.5).Reached);
        Assert.False(Convergence.None.After(byWeights, TrainingPhase.Coarse, 1, 0.002, 0.5).Reached);
        Assert.True(Convergence.None.After(byWeights, TrainingPhase.Coarse, 1, 0.0019, 0.5).Reached);
        var reached = Convergence.None with { Reached = true };
        Assert.True(reached.After(byWeights, TrainingPhase.Coarse, 1, 5, 0.5).Reached);
    }

    /// <summary>Patience 3: lows at 0.5 and 0.4, then three epochs without a new one.</summary>
    [Fact]
    public void Patience_ends_with_the_third_epoch_without_a_new_low()
    {
        var state = Convergence.None;
        foreach (double share in new[] { 0.5, 0.4, 0.4, 0.6 })
            state = state.After(Options, TrainingPhase.Coarse, 0, 5, share);
        Assert.False(state.Reached);
        Assert.True(state.After(Options, TrainingPhase.Coarse, 0, 5, 0.4).Reached);
        Assert.False(state.After(Options, TrainingPhase.Coarse, 0, 5, 0.39).Reached);
        Assert.False(state.After(Options with { Patience = null }, TrainingPhase.Coarse, 0, 5, 0.4).Reached);
    }
}
