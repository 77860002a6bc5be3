using Dbgsom.Training;
using Dbgsom.Training.Estimates;

namespace Dbgsom.Tests.Growth;

public sealed class GrowthCurveTests
{
    /// <summary>
    /// QE = 2·K^(−½) at n = 100 and ‖std‖ = 1, with K·λ = 1.5·n·QE: the fixed point is K = (300/λ)^(2/3). So K = 100 at λ = 0.3 and K = 25
    /// at λ = 2.4, and half way between in logarithms K = 50 at λ = √(0.3·2.4).
    /// </summary>
    [Fact]
    public void The_fixed_point_of_growth_is_found_between_two_trials()
    {
        var curve = Curve((2.4, 25), (0.3, 100));
        double fixedPoint = Math.Sqrt(0.3 * 2.4);
        Assert.Equal(50, Math.Pow(300 / fixedPoint, 2 / 3.0), 10);
        Assert.Equal(50, curve.Neurons(fixedPoint));
        Assert.Equal(fixedPoint, curve.Lambda(50), 12);
    }

    [Fact]
    public void The_trials_themselves_are_on_the_curve()
    {
        var curve = Curve((50, 4), (10, 9), (5, 20));
        foreach (var (lambda, neurons) in new[] { (50.0, 4), (10, 9), (5, 20) })
        {
            Assert.Equal(neurons, curve.Neurons(lambda));
            Assert.Equal(lambda, curve.Lambda(neurons), 10);
        }
    }

    [Fact]
    public void Beyond_its_ends_the_curve_is_flat()
    {
        var curve = Curve((50, 4), (10, 9), (5, 20));
        Assert.Equal((4, 4), (curve.Neurons(51), curve.Neurons(1e300)));
        Assert.Equal((20, 20), (curve.Neurons(4.9), curve.Neurons(double.Epsilon)));
        Assert.Equal(20, curve.Greatest);
    }

    /// <summary>From K = 10 at λ = 8 to K = 40 at λ = 1: K ~ λ^(−2/3), so K = 160 at λ = 1/8.</summary>
    [Fact]
    public void With_a_limit_the_power_law_goes_on_to_it()
    {
        var curve = new GrowthCurve(
            [new(64, 4, StopReason.Equilibrium), new(8, 10, StopReason.Equilibrium), new(1, 40, StopReason.Equilibrium)],
            300
        );
        Assert.Equal((160, 300), (curve.Neurons(1 / 8.0), curve.Greatest));
        Assert.Equal(1 / 8.0, curve.Lambda(160), 12);
        Assert.Equal(64, curve.Lambda(4), 10);
        Assert.Equal((300, 300), (curve.Neurons(1e-9), curve.Neurons(double.Epsilon)));
    }

    /// <summary>20 and 5 are pooled to their geometric mean, 10.</summary>
    [Fact]
    public void Trials_that_fall_are_pooled()
    {
        var curve = Curve((50, 4), (20, 20), (10, 5), (5, 40));
        Assert.Equal((10, 10, 40), (curve.Neurons(20), curve.Neurons(10), curve.Neurons(5)));
        Assert.Equal(50, curve.Lambda(4), 10);
        Assert.Equal(20, curve.Neurons(Math.Sqrt(50)));
    }

    /// <summary>50, 25 and 26 are pooled to (50·25·26)^(1/3) = 31.91, which is 32 neurons: the largest Lambda that gives them is the first.</summary>
    [Fact]
    public void A_size_that_is_rounded_up_has_a_lambda()
    {
        var curve = Curve((8, 50), (4, 25), (2, 26));
        Assert.Equal(32, curve.Greatest);
        Assert.Equal(8, curve.Lambda(32), 12);
    }

    [Fact]
    public void One_trial_is_a_curve()
    {
        var curve = Curve((7, 4));
        Assert.Equal((4, 4, 4), (curve.Neurons(100), curve.Neurons(0.1), curve.Greatest));
        Assert.Equal(7, curve.Lambda(4), 12);
    }

    private static GrowthCurve Curve(params (double Lambda, int Neurons)[] trials) =>
        new([.. trials.Select(trial => new GrowthTrial(trial.Lambda, trial.Neurons, StopReason.Equilibrium))]);
}
