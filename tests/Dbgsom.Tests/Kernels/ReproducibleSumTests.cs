using System.Numerics;
using CsCheck;
using Dbgsom.Numerics;

namespace Dbgsom.Tests.Kernels;

public sealed class ReproducibleSumTests
{
    /// <summary>
    /// Four terms of at most 3: u₁ is the power of two above 4·3 = 12 times 2^−52, that is 16·2^−52 = 2^−48, and M₁ = 1.5·2^52·2^−48 = 24.
    /// </summary>
    [Fact]
    public void The_grid_by_hand()
    {
        Assert.Equal(24, SumGrid.For(4, 3).First);
        var sums = new ReproducibleSums(1, SumGrid.For(4, 3));
        foreach (double term in new[] { 3, 0.1, -2.5, 1e-20 })
            sums.Add(0, term);
        Assert.Equal(3 + 0.1 - 2.5, sums[0], 1e-15);
    }

    [Fact]
    public void Any_order_and_any_cutting_give_the_same_bits() =>
        Gen.Select(Gen.Double[-1e3, 1e3].Array[1, 200], Gen.Int[1, 9], Gen.Int)
            .Sample(
                (terms, parts, seed) =>
                {
                    var grid = SumGrid.For(terms.Length, 1e3);
                    var whole = new ReproducibleSums(1, grid);
                    foreach (double term in terms)
                        whole.Add(0, term);
                    var random = new Random(seed);
                    double[] shuffled = [.. terms];
                    random.Shuffle(shuffled);
                    var pieces = Enumerable.Range(0, parts).Select(_ => new ReproducibleSums(1, grid)).ToArray();
                    foreach (double term in shuffled)
                        pieces[random.Next(parts)].Add(0, term);
                    random.Shuffle(pieces);
                    foreach (var piece in pieces[1..])
                        pieces[0].Merge(piece);
                    Assert.Equal(BitConverter.DoubleToInt64Bits(whole[0]), BitConverter.DoubleToInt64Bits(pieces[0][0]));
                }
            );

    [Fact]
    public void The_sum_is_the_exact_sum_to_the_precision_of_the_grid() =>
        Gen.Double[-1, 1]
            .Array[1, 300]
            .Sample(terms =>
            {
                var sums = new ReproducibleSums(1, SumGrid.For(terms.Length, 1));
                var exact = BigInteger.Zero;
                foreach (double term in terms)
                {
                    sums.Add(0, term);
                    exact += (BigInteger)Math.ScaleB(term, 120);
                }
                Assert.Equal(Math.ScaleB((double)exact, -120), sums[0], 1e-15 * terms.Length);
            });

    [Fact]
    public void Rows_are_summed_as_their_columns_are()
    {
        for (int columns = 1; columns <= 67; columns++)
        {
            var random = new Random(columns);
            var grids = Enumerable.Range(0, columns).Select(c => SumGrid.For(50, 1 + c)).ToArray();
            var rows = new RowSums(3, grids);
            var single = grids.Select(grid => new ReproducibleSums(3, grid)).ToArray();
            for (int i = 0; i < 50; i++)
            {
                double[] row = [.. Enumerable.Range(0, columns).Select(c => ((random.NextDouble() * 2) - 1) * (1 + c))];
                double factor = random.NextDouble();
                int group = random.Next(3);
                rows.Add(group, row, factor);
                for (int c = 0; c < columns; c++)
                    single[c].Add(group, row[c] * factor);
            }
            for (int group = 0; group < 3; group++)
            for (int c = 0; c < columns; c++)
                Assert.Equal(single[c][group], rows[group, c]);
        }
    }

    /// <summary>Many rows at once, with what is summed along with them: as one after the other, whatever groups follow one another.</summary>
    [Fact]
    public void Many_rows_are_summed_as_one_by_one()
    {
        for (int features = 1; features <= 40; features++)
        for (int count = 0; count <= 9; count++)
        {
            var random = new Random((features * 10) + count);
            var grids = Enumerable.Range(0, features + 2).Select(c => SumGrid.For(50, 1 + c)).ToArray();
            double[] values = Numbers(count * features);
            double[] factors = Numbers(count);
            double[] extras = Numbers(count);
            int[] groups = [.. Enumerable.Range(0, count).Select(_ => random.Next(2))];
            var rows = new RowSums(2, grids);
            rows.AddRows(values, groups, factors, extras);
            var single = grids.Select(grid => new ReproducibleSums(2, grid)).ToArray();
            for (int i = 0; i < count; i++)
            {
                for (int c = 0; c < features; c++)
                    single[c].Add(groups[i], values[(i * features) + c] * factors[i]);
                single[features].Add(groups[i], factors[i]);
                single[features + 1].Add(groups[i], extras[i]);
            }
            for (int group = 0; group < 2; group++)
            for (int c = 0; c < features + 2; c++)
                Assert.Equal(single[c][group], rows[group, c]);

            double[] Numbers(int howMany) => [.. Enumerable.Range(0, howMany).Select(_ => random.NextDouble())];
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5e-324)]
    [InlineData(1e-310)]
    [InlineData(1e290)]
    public void Bounds_at_the_ends_of_the_range(double bound)
    {
        var sums = new ReproducibleSums(1, SumGrid.For(10, bound));
        for (int i = 0; i < 10; i++)
            sums.Add(0, bound);
        Assert.Equal(10 * bound, sums[0]);
    }

    [Fact]
    public void Sums_that_overflow_are_refused() => Assert.Throws<ArgumentException>(() => SumGrid.For(1_000_000, 1e300));

    [Fact]
    public void Scaled_addition_at_every_length()
    {
        for (int length = 0; length <= 257; length++)
        {
            double[] sum = [.. Enumerable.Range(0, length).Select(i => i / 3.0)];
            double[] row = [.. Enumerable.Range(0, length).Select(i => 1.0 / (i + 1))];
            double[] expected = [.. sum.Zip(row, (s, r) => s + (0.7 * r))];
            ScaledAdd.Run(sum, row, 0.7);
            Assert.Equal(expected, sum);
        }
    }
}
