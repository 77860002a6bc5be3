using Dbgsom.Space;
using Dbgsom.Training.Estimates;

namespace Dbgsom.Tests.Training;

/// <summary>Values so small that squares of their differences vanish.</summary>
public sealed class SmallNumberTests
{
    private static readonly double[] Values = SameBitsTests.Flat(SameBitsTests.Make(200, 3, 7));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1e-155)]
    [InlineData(1e-162)]
    [InlineData(1e-170)]
    [InlineData(1e-300)]
    public void Unscaled_they_are_refused(double scale)
    {
        var data = DataMatrix.From(Array.ConvertAll(Values, value => value * scale), 3).WithFeatureNames(["x", "y", "z"]);
        foreach (var preset in new[] { SomOptions.Default, SomOptions.Reference })
        {
            var options = preset with { Scaling = Scaling.None };
            string message = Assert
                .Throws<ArgumentException>(() => new SomVq(options).Fit(data, cancellationToken: Token))
                .Message;
            Assert.Matches("^column [012] \\('[xyz]'\\) .*multiply the data by a constant", message);
            Assert.Throws<ArgumentException>(() => GrowthEstimate.Estimate(data, options, cancellationToken: Token));
        }
    }

    /// <summary>A power of two changes nothing but exponents.</summary>
    [Theory]
    [InlineData(-520)]
    [InlineData(-700)]
    [InlineData(-1000)]
    public void Scaled_they_are_as_good_as_any(int power)
    {
        var data = DataMatrix.From(Array.ConvertAll(Values, value => Math.ScaleB(value, power)), 3);
        foreach (var scaling in new[] { Scaling.Standard, Scaling.MinMax })
        {
            var options = SomOptions.Default with { Scaling = scaling };
            var small = new SomVq(options).Fit(data, cancellationToken: Token);
            var usual = new SomVq(options).Fit(DataMatrix.From(Values, 3), cancellationToken: Token);
            Assert.Equal(usual.Training.QuantizationError, small.Training.QuantizationError, 1e-9);
            Assert.Empty(small.ConstantFeatures);
            for (int c = 0; c < 3; c++)
                Assert.Equal(1, Math.ScaleB(small.Scaler!.Divisor[c], -power) / usual.Scaler!.Divisor[c], 1e-12);
        }
        var cosine = SomOptions.Default with { Scaling = Scaling.None, Metric = Metric.Cosine };
        Assert.Equal(
            new SomVq(cosine).Fit(DataMatrix.From(Values, 3), cancellationToken: Token).Weights.Values,
            new SomVq(cosine).Fit(data, cancellationToken: Token).Weights.Values
        );
    }

    [Fact]
    public void Beside_larger_ones_they_do_no_harm()
    {
        double[] values = [.. Values.Select((value, i) => i % 3 == 1 ? value * 1e-170 : value)];
        var data = DataMatrix.From(values, 3);
        var map = new SomVq(SomOptions.Default with { Scaling = Scaling.None }).Fit(data, cancellationToken: Token);
        Assert.Empty(map.ConstantFeatures);
        Assert.DoesNotContain(
            map.Diagnostics,
            found => found.Kind is DiagnosticKind.AllRowsEqual or DiagnosticKind.ConstantColumns
        );
        double[] usual = [.. StandardScaler.Fit(DataMatrix.From(Values, 3)).Divisor];
        Assert.Equal(usual[1], StandardScaler.Fit(data).Divisor[1] * 1e170, 1e-9);
    }

    /// <summary>The mean of equal numbers need not be that number.</summary>
    [Fact]
    public void Equal_rows_are_equal_whatever_rounding_does_to_their_mean()
    {
        foreach (double value in new[] { 0.1, 0.7, 1e-170, 1e140, 0 })
        {
            double[] values = new double[21];
            values.AsSpan().Fill(value);
            var map = new SomVq(SomOptions.Default with { Scaling = Scaling.None }).Fit(
                DataMatrix.From(values, 3),
                cancellationToken: Token
            );
            Assert.Contains(map.Diagnostics, found => found.Kind == DiagnosticKind.AllRowsEqual);
            Assert.Equal(2, map.Neurons.Count);
        }
    }
}
