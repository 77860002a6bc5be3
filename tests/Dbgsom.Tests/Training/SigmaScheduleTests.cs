using Dbgsom.Training;

namespace Dbgsom.Tests.Training;

public sealed class SigmaScheduleTests
{
    /// <summary>ln(K/4) / ln(target/4), at most 1: half of the way to 16 is 8. A map of four that is not to grow is there.</summary>
    [Theory]
    [InlineData(16, 4, 0)]
    [InlineData(16, 8, 0.5)]
    [InlineData(16, 16, 1)]
    [InlineData(16, 40, 1)]
    [InlineData(5, 4, 0)]
    [InlineData(5, 5, 1)]
    [InlineData(4, 4, 1)]
    public void Progress_follows_growth(int target, int neurons, double expected)
    {
        var schedule = new SigmaSchedule((SomOptions.Default with { TargetNeurons = target }).Resolve(1000));
        Assert.Equal(expected, schedule.Progress(7, neurons), 1e-15);
    }

    /// <summary>Epoch / (coarse-fraction · epochs): 10 of the first 40 epochs of 160.</summary>
    [Fact]
    public void Progress_follows_the_clock_with_a_lambda()
    {
        var options = SomOptions.Default with { Lambda = 1, CoarseFraction = 0.25, Epochs = 160 };
        Assert.Equal(0.25, new SigmaSchedule(options.Resolve(1000)).Progress(10, 9));
    }
}
