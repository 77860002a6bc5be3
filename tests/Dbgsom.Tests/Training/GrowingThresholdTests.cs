using Dbgsom.Training;

namespace Dbgsom.Tests.Training;

public sealed class GrowingThresholdTests
{
    [Fact]
    public void By_lambda_it_is_a_share_of_the_spread()
    {
        var context = new PlanContext(SomOptions.Default with { Lambda = 2.5 }, 4, 100, null);
        Assert.Equal(10, GrowingThreshold.Of(context, [7, 7, 7, 7]));
    }

    /// <summary>1.5 · ΣE / target; of errors 1, 2, 3, 6 and a target of 4 that is 1.5 · 12 / 4.</summary>
    [Fact]
    public void By_target_it_follows_the_errors()
    {
        var context = new PlanContext(SomOptions.Default with { TargetNeurons = 4 }, 99, 100, null);
        Assert.Equal(4.5, GrowingThreshold.Of(context, [1, 2, 3, 6]));
        Assert.Equal(0.9, GrowingThreshold.ByTarget(20, [1, 2, 3, 6]), 1e-15);
    }

    /// <summary>Twice as many neurons as wanted: times 2⁸.</summary>
    [Fact]
    public void Beyond_the_target_it_rises_steeply() =>
        Assert.Equal(1.5 * 8 / 4 * 256, GrowingThreshold.ByTarget(4, [1, 1, 1, 1, 1, 1, 1, 1]));
}
