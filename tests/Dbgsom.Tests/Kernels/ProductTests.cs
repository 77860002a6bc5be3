using System.Runtime.Intrinsics;
using Dbgsom.Numerics;
using Dbgsom.Search.Kernels;

namespace Dbgsom.Tests.Kernels;

/// <summary>Inner products at every width and length against their definition: the same bits.</summary>
public sealed class ProductTests
{
    [Fact]
    public void Every_width_computes_the_definition()
    {
        for (int columns = 1; columns <= 257; columns++)
        {
            var random = new Random(columns);
            int rows = 1 + (columns % 19);
            double[] matrix = [.. Enumerable.Range(0, rows * columns).Select(_ => (random.NextDouble() - 0.5) * 1e3)];
            double[] vector = [.. Enumerable.Range(0, columns).Select(_ => random.NextDouble() - 0.5)];
            double[] expected = [.. matrix.Chunk(columns).Select(row => Definition(row, vector))];
            Assert.Equal(expected, matrix.Chunk(columns).Select(row => InnerProduct.Of(row, vector)));
            var packed = new PackedWeights(matrix, columns);
            Check<PackScalar>(packed, vector, expected);
            Check<Pack128>(packed, vector, expected);
            if (Vector256.IsHardwareAccelerated)
                Check<Pack256>(packed, vector, expected);
            if (Vector512.IsHardwareAccelerated)
                Check<Pack512>(packed, vector, expected);
        }
    }

    private static void Check<TPack>(PackedWeights packed, double[] vector, double[] expected)
        where TPack : struct, IPack<TPack>
    {
        var products = new double[packed.PaddedCount];
        packed.Distances<TPack, InnerProduct>(vector, products);
        Assert.Equal(expected, products.Take(expected.Length));
    }

    private static double Definition(double[] left, double[] right)
    {
        var lanes = new double[8];
        for (int f = 0; f < left.Length; f++)
            lanes[f % 8] += left[f] * right[f];
        return lanes[0] + lanes[4] + (lanes[2] + lanes[6]) + (lanes[1] + lanes[5] + (lanes[3] + lanes[7]));
    }
}
