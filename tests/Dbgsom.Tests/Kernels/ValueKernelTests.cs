using Dbgsom.Numerics;

namespace Dbgsom.Tests.Kernels;

/// <summary>Kernels that work value by value, over every length, against one value after the other.</summary>
public sealed class ValueKernelTests
{
    [Fact]
    public void Differences_of_indices()
    {
        for (int length = 0; length <= 257; length++)
        {
            int[] indices = [.. Enumerable.Range(0, length).Select(i => i * 7919)];
            int[] other = [.. indices];
            Assert.Equal(0, Indices.Differences(indices, other));
            for (int i = 0; i < length; i += 3)
                other[i] ^= 0x10000;
            Assert.Equal((length + 2) / 3, Indices.Differences(indices, other));
        }
    }

    [Fact]
    public void All_at_least()
    {
        for (int length = 0; length <= 70; length++)
        {
            double[] values = [.. Enumerable.Repeat(1.0, length)];
            Assert.True(ValueRange.IsAtLeast(values, 1));
            for (int i = 0; i < length; i++)
                foreach (double less in new[] { Math.BitDecrement(1.0), double.NaN, double.NegativeInfinity })
                {
                    values[i] = less;
                    Assert.False(ValueRange.IsAtLeast(values, 1));
                    values[i] = 1;
                }
        }
    }

    [Fact]
    public void Magnitudes_and_squared_differences()
    {
        for (int length = 0; length <= 257; length++)
        {
            var random = new Random(length);
            double[] Numbers() => [.. Enumerable.Range(0, length).Select(_ => (random.NextDouble() * 2) - 1)];
            double[] row = Numbers();
            double[] other = Numbers();
            double[] bounds = [.. Numbers().Select(Math.Abs)];
            double[] wider = [.. bounds.Zip(row, (bound, value) => Math.Max(bound, Math.Abs(value)))];
            ValueRange.WidenMagnitude(row, bounds);
            Assert.Equal(wider, bounds);
            var squares = new double[length];
            SquaredDifferences.Run(row, other, squares);
            Assert.Equal(row.Zip(other, (x, y) => (x - y) * (x - y)), squares);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(30_000)]
    public unsafe void Lasting_arrays_begin_on_a_line(int length)
    {
        var array = AlignedArray<double>.Lasting(length);
        Assert.Equal(length, array.Span.Length);
        fixed (double* first = array.Span)
            Assert.Equal(0, (long)first % 64);
        double[] own = [1, 2, 3];
        Assert.Equal(own, AlignedArray<double>.Of(own).Span);
    }
}
