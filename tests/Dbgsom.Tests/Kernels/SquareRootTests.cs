using Dbgsom.Numerics;

namespace Dbgsom.Tests.Kernels;

public sealed class SquareRootTests
{
    [Fact]
    public void Every_length_is_that_of_one_by_one()
    {
        var random = new Random(1);
        for (int length = 0; length <= 257; length++)
        {
            double[] values = [.. Enumerable.Range(0, length).Select(i => i % 5 == 0 ? i : random.NextDouble() * 1e3)];
            double[] expected = Array.ConvertAll(values, Math.Sqrt);
            SquareRoots.Run(values);
            Assert.Equal(expected, values);
        }
        double[] odd = [double.PositiveInfinity, 0, double.NaN, 1e-320, 1e308, 4, 9, 16];
        SquareRoots.Run(odd);
        Assert.Equal([double.PositiveInfinity, 0, double.NaN, Math.Sqrt(1e-320), Math.Sqrt(1e308), 2, 3, 4], odd);
    }
}
