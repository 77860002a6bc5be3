using System.Runtime.Intrinsics;
using Dbgsom.Grid;
using Dbgsom.Numerics;
using Dbgsom.Passes;
using Dbgsom.Threading;
using Dbgsom.Training;

namespace Dbgsom.Tests.Kernels;

public sealed class BatchUpdateTests
{
    /// <summary>w_i = Σ_j h_ij·n_j·c_j / Σ_j h_ij·n_j, term by term in the order of j: the same bits for every number of features and width.</summary>
    [Fact]
    public void The_update_is_its_formula()
    {
        for (int columns = 1; columns <= 20; columns++)
        for (int neurons = 4; neurons <= 30; neurons += 3)
        {
            var random = new Random((columns * 100) + neurons);
            var hops = new HopDistances(Grow(neurons, random));
            var sums = Sums(neurons, columns, random);
            double[] h = [1, 0.6, 0.2, 0.05, .. new double[40]];
            double[] weights = [.. Enumerable.Range(0, neurons * columns).Select(_ => random.NextDouble())];
            Assert.Equal(
                Formula(sums, hops, h, weights, columns),
                BatchUpdate.Compute(
                    sums,
                    sums.Centers(weights, Team.Alone),
                    new TabulatedNeighborhoods(hops, h),
                    weights,
                    columns,
                    new Team(2)
                )
            );
            double[] pairs = [.. Enumerable.Range(0, 8 * Pack.Size).Select(_ => random.NextDouble())];
            double[] masses = [.. Enumerable.Range(0, 8).Select(_ => random.NextDouble())];
            double[] centers = [.. Enumerable.Range(0, 8 * columns).Select(_ => random.NextDouble())];
            double[] Width<TPack>()
                where TPack : struct, IPack<TPack>
            {
                var result = new double[(columns + 1) * Pack.Size];
                NeighborhoodSums.Run<TPack>(
                    pairs,
                    [0, 2, 3, 6],
                    masses,
                    centers,
                    columns,
                    result,
                    result.AsSpan(columns * Pack.Size)
                );
                return result;
            }
            Assert.Equal(Width<PackScalar>(), Width<Pack128>());
            if (Vector256.IsHardwareAccelerated)
                Assert.Equal(Width<PackScalar>(), Width<Pack256>());
            if (Vector512.IsHardwareAccelerated)
                Assert.Equal(Width<PackScalar>(), Width<Pack512>());
        }
    }

    /// <summary>Tables from one value to more than fit into registers, for maps whose last eight neurons are not eight.</summary>
    [Fact]
    public void The_neighborhood_is_looked_up()
    {
        var random = new Random(1);
        foreach (int neurons in new[] { 4, 5, 8, 9, 23, 200 })
        {
            var lattice = Lattice.Start(MapGrid.Square);
            // A long path: as many steps as neurons.
            for (int x = 2; lattice.Count < neurons; x++)
                lattice.Add(new GridPosition(x, 0));
            var hops = new HopDistances(lattice);
            int[] live = [.. Enumerable.Range(0, neurons).Where(j => j % 5 != 3)];
            foreach (int reach in new[] { hops.Greatest + 1, hops.Greatest, 17, 16, 3, 1 }.Where(r => r <= hops.Greatest + 1))
            {
                double[] neighborhood = [.. Enumerable.Range(0, reach).Select(_ => random.NextDouble())];
                for (int start = 0; start < neurons; start += Pack.Size)
                {
                    var h = new double[neurons * Pack.Size];
                    int[] near = new int[neurons];
                    int count = NeighborhoodSums.LookUp(hops, start, neighborhood, live, h, near);
                    int lanes = Math.Min(Pack.Size, neurons - start);
                    // In the last eight, lanes behind the last neuron may count as near.
                    var expected = live.Where(j => Enumerable.Range(start, lanes).Any(i => hops[i, j] < reach));
                    if (lanes == Pack.Size)
                        Assert.Equal(expected, near[..count]);
                    else
                        Assert.Empty(expected.Except(near[..count]));
                    foreach (int j in near[..count])
                        for (int lane = 0; lane < lanes; lane++)
                            Assert.Equal(
                                hops[start + lane, j] is var steps && steps < reach ? neighborhood[steps] : 0,
                                h[(j * Pack.Size) + lane]
                            );
                }
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Centers_are_the_same_on_any_number_of_threads(int threads)
    {
        const int Neurons = 90;
        const int Columns = 130;
        var random = new Random(7);
        var sums = Sums(Neurons, Columns, random);
        double[] weights = [.. Enumerable.Range(0, Neurons * Columns).Select(_ => random.NextDouble())];
        var centers = sums.Centers(weights, new Team(threads));
        var center = new double[Columns];
        for (int neuron = 0; neuron < Neurons; neuron++)
        {
            weights.AsSpan(neuron * Columns, Columns).CopyTo(center);
            if (sums.Mass(neuron) > 0)
                sums.Center(neuron, center);
            Assert.Equal(center, centers.AsSpan(neuron * Columns, Columns));
        }
    }

    private static double[] Formula(EpochSums sums, HopDistances hops, double[] h, double[] weights, int columns)
    {
        double[] result = [.. weights];
        var center = new double[columns];
        for (int i = 0; i < hops.Count; i++)
        {
            var numerator = new double[columns];
            double denominator = 0;
            for (int j = 0; j < hops.Count; j++)
            {
                if (sums.Mass(j) == 0)
                    continue;
                double factor = h[hops[i, j]] * sums.Mass(j);
                denominator += factor;
                sums.Center(j, center);
                for (int c = 0; c < columns; c++)
                    numerator[c] += factor * center[c];
            }
            for (int c = 0; c < columns && denominator > 0; c++)
                result[(i * columns) + c] = numerator[c] / denominator;
        }
        return result;
    }

    private static EpochSums Sums(int neurons, int columns, Random random)
    {
        double[] bounds = [.. Enumerable.Repeat(1.0, columns)];
        var sums = new EpochSums(neurons, EpochGrids.For(200, 1, bounds, 10), 0);
        for (int row = 0; row < 200; row++)
        {
            double[] values = [.. Enumerable.Range(0, columns).Select(_ => random.NextDouble())];
            sums.Add(values, [random.Next(neurons / 2) * 2], [1.0], [random.NextDouble()], []);
        }
        return sums;
    }

    private static Lattice Grow(int neurons, Random random)
    {
        var lattice = Lattice.Start(MapGrid.Square);
        while (lattice.Count < neurons)
        {
            var free = lattice.Positions.SelectMany(lattice.Grid.Neighbors).Where(p => lattice.At(p) < 0).ToArray();
            lattice.Add(free[random.Next(free.Length)]);
        }
        return lattice;
    }
}
