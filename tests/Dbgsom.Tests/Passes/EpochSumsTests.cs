using Dbgsom.Passes;
using Dbgsom.Threading;

namespace Dbgsom.Tests.Passes;

public sealed class EpochSumsTests
{
    private const int Neurons = 100;
    private const int Columns = 64;

    private static readonly EpochGrids Grids = EpochGrids.For(10, 1, [.. Enumerable.Repeat(1.0, Columns)], 10);

    /// <summary>Of rows that all have no strength the mean is the center, whichever of the sums that are merged they are in.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Rows_without_strength_are_averaged(int inFirst)
    {
        double[][] rows = [.. Enumerable.Range(1, 2).Select(i => Enumerable.Repeat(0.25 * i, Columns).ToArray())];
        var sums = new EpochSums(Neurons, Grids, 0);
        var other = new EpochSums(Neurons, Grids, 0);
        for (int i = 0; i < rows.Length; i++)
            (i < inFirst ? sums : other).Add(rows[i], [7], [1.0], [0.0], []);
        sums.Merge(other);
        other.Release();
        var center = new double[Columns];
        sums.Center(7, center);
        Assert.All(center, value => Assert.Equal(0.375, value));
    }

    /// <summary>
    /// Two rows at 0.25 and one at 0.5 in all features, won by neurons 7 and 9 at distance 1 each: a mean squared distance of 1. Points 0.2 beside the
    /// centers are 0.04 away from them, squared, next to 1; at 0.3 it is 0.09, at 0.3 for the one row only (0 + 0 + 0.09) / 3 = 0.03.
    /// </summary>
    [Theory]
    [InlineData(0.2, 0.2, true)]
    [InlineData(0.3, 0.3, false)]
    [InlineData(0.0, 0.3, true)]
    [InlineData(0.3, 0.0, false)]
    public void Points_are_near_centers_as_rows_see_it(double beside7, double beside9, bool near)
    {
        var sums = new EpochSums(Neurons, Grids, 0);
        foreach (var (value, neuron) in new[] { (0.25, 7), (0.25, 7), (0.5, 9) })
            sums.Add([.. Enumerable.Repeat(value, Columns)], [neuron], [1.0], [1.0], []);
        double[] centers = sums.Centers(new double[Neurons * Columns], Team.Alone);
        double[] points = [.. centers];
        points[7 * Columns] += beside7;
        points[9 * Columns] += beside9;
        // A neuron that won nothing plays no part.
        points[0] = 100;
        Assert.Equal(near, sums.AreNear(points, centers));
        sums.Release();
    }

    /// <summary>Room for sums of an epoch is given back for those of the next.</summary>
    [Fact]
    public void Memory_of_sums_is_used_again()
    {
        long before = 0;
        for (int epoch = 0; epoch < 60; epoch++)
        {
            if (epoch == 10)
                before = GC.GetAllocatedBytesForCurrentThread();
            var sums = new EpochSums(Neurons, Grids, 0);
            for (int part = 0; part < 3; part++)
            {
                var other = new EpochSums(Neurons, Grids, 0);
                other.Add(new double[Columns], [part], [1.0], [0.0], []);
                sums.Merge(other);
                other.Release();
            }
            sums.Release();
        }
        long each = (GC.GetAllocatedBytesForCurrentThread() - before) / 50;
        Assert.InRange(each, 0, Neurons * Columns * sizeof(double));
    }
}
