using Dbgsom.Numerics;

namespace Dbgsom.Tests.Kernels;

/// <summary>Rows scaled to length 1, against the definition and at the ends of the range of doubles.</summary>
public sealed class UnitLengthTests
{
    /// <summary>x / ‖x‖ with the squares in lane f mod 8: values near 1 are only shifted by a power of two, which changes no bit.</summary>
    [Fact]
    public void Every_number_of_features()
    {
        var random = new Random(2);
        for (int columns = 1; columns <= 257; columns++)
        {
            double[] row = [.. Enumerable.Range(0, columns).Select(_ => random.NextDouble() - 0.5)];
            var lane = new double[8];
            for (int f = 0; f < columns; f++)
                lane[f % 8] += row[f] * row[f];
            double length = Math.Sqrt(((lane[0] + lane[4]) + (lane[2] + lane[6])) + ((lane[1] + lane[5]) + (lane[3] + lane[7])));
            Assert.Equal(row.Select(value => value / length), Unit(row));
            for (int power = -900; power <= 900; power += 100)
                Assert.Equal(Unit(row), Unit([.. row.Select(value => Math.ScaleB(value, power))]));
        }
    }

    [Theory]
    [InlineData(1e-200)]
    [InlineData(1e200)]
    [InlineData(4e307)]
    [InlineData(5e-324)]
    public void The_ends_of_the_range(double size)
    {
        double[] unit = Unit([3 * size, -4 * size, 0]);
        Assert.Equal(0.6, unit[0], 2e-16);
        Assert.Equal(-0.8, unit[1], 2e-16);
        Assert.Equal(0, unit[2]);
    }

    [Fact]
    public void Zeros_stay_zeros() => Assert.Equal(new double[9], Unit(new double[9]));

    [Fact]
    public void One_feature_is_a_sign()
    {
        foreach (double value in new[] { 0.1, 1.0 / 3, 7e100, 5e-324, double.MaxValue })
            Assert.Equal([1.0, -1.0], [.. Unit([value]), .. Unit([-value])]);
    }

    [Fact]
    public void Rows_do_not_touch_each_other()
    {
        double[] rows = [3, 4, 0, 0, 0, -2];
        UnitLength.Apply(rows, 2);
        Assert.Equal([0.6, 0.8, 0, 0, 0, -1], rows);
    }

    private static double[] Unit(double[] row)
    {
        double[] unit = [.. row];
        UnitLength.Apply(unit, row.Length);
        return unit;
    }
}
