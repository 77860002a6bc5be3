using Dbgsom.Numerics;
using Dbgsom.Search.Kernels;

namespace Dbgsom.Tests.Kernels;

/// <summary>The filter before exact scoring changes nothing: winners and distances are those of the search among all.</summary>
public sealed class FilteredSearchTests
{
    /// <summary>Skips a test of what there is only where registers are wide enough; elsewhere nothing uses it.</summary>
    internal static void SkipWithoutFilter() => Assert.SkipUnless(WinnerFilter.IsSupported, "this processor has no AVX2");

    [Fact]
    public void Random_rows_of_every_length()
    {
        for (int columns = 2; columns <= 257; columns += columns < 40 ? 1 : 7)
        {
            var random = new Random(columns);
            int neurons =
                (
                    columns <= 3 ? 257
                    : columns <= LowDimensionSearch.MostColumns ? 60
                    : 4
                ) + random.Next(200);
            Check(
                Numbers(neurons * columns, () => random.NextDouble() - 0.5),
                Numbers(37 * columns, () => random.NextDouble() - 0.5),
                columns
            );
        }
    }

    /// <summary>Whole numbers: many exact ties, which go to the lowest index.</summary>
    [Fact]
    public void Ties()
    {
        var random = new Random(1);
        foreach (int columns in new[] { 9, 16, 31, 64 })
        {
            double[] weights = Numbers(60 * columns, () => random.Next(2));
            double[] twice = [.. weights, .. weights];
            Check(twice, Numbers(50 * columns, () => random.Next(2)), columns);
            Check(twice, twice, columns);
            Check(new double[40 * columns], Numbers(10 * columns, () => random.Next(2)), columns);
        }
    }

    /// <summary>Prototypes so near one another, or rows so far away, that single precision cannot tell them apart.</summary>
    [Theory]
    [InlineData(1, 1e-9, 1)]
    [InlineData(1, 1e-16, 1)]
    [InlineData(1e6, 1, 1)]
    [InlineData(1e12, 1, 1)]
    [InlineData(1e100, 1e100, 1)]
    [InlineData(0, 1e-140, 1)]
    [InlineData(0, 1e-160, 1)]
    [InlineData(0, 1e-162, 1)]
    [InlineData(0, 1, 1e30)]
    [InlineData(0, 1, 1e45)]
    [InlineData(0, 1e-30, 1e30)]
    [InlineData(5, 1e-3, 1e3)]
    public void Hard_scales(double offset, double spread, double far)
    {
        var random = new Random(3);
        foreach (int columns in new[] { 12, 32, 100 })
        {
            double[] weights = Numbers(90 * columns, () => offset + (spread * random.NextDouble()));
            double[] rows = Numbers(24 * columns, () => offset + (spread * far * (random.NextDouble() - 0.5)));
            Check(weights, rows, columns);
            Check(weights, [.. weights.Take(16 * columns)], columns);
        }
    }

    /// <summary>Rows beyond single precision have scores that are infinite, and are found without the filter; those beside them are found with it.</summary>
    [Fact]
    public void Far_rows_among_ordinary_ones()
    {
        var random = new Random(4);
        foreach (int columns in new[] { 8, 9, 32 })
        foreach (int count in new[] { 64, 37 })
        {
            double[] half = Numbers(200 * columns, random.NextDouble);
            double[] weights = [.. half, .. half.Select(value => value + 1e-9)];
            double[] rows = Numbers(count * columns, random.NextDouble);
            for (int row = 0; row < count; row += 2)
                rows[row * columns] = 1e40;
            for (int c = 0; c < columns; c++)
                rows[(4 * columns) + c] = 1e40;
            Check(weights, rows, columns);
        }
    }

    /// <summary>What is said of all other neurons is true.</summary>
    [Fact]
    public void No_other_neuron_is_nearer_than_the_bound()
    {
        SkipWithoutFilter();
        var random = new Random(4);
        foreach (int columns in new[] { 10, 32, 64, 300 })
        foreach (double offset in new[] { 0.0, 3, 1000 })
        {
            double[] weights = Numbers(50 * columns, () => offset + random.NextDouble());
            double[] rows = [.. weights.Take(40 * columns).Select(value => value + (0.2 * (random.NextDouble() - 0.5)))];
            var packed = new PackedWeights(weights, columns);
            var winners = new int[40];
            var distances = new double[40];
            var others = new double[40];
            packed.FindWinners<SquaredDistance>(rows, winners, distances, others);
            int useful = 0;
            for (int row = 0; row < 40; row++)
            {
                double nearest = Enumerable
                    .Range(0, 50)
                    .Where(neuron => neuron != winners[row])
                    .Min(neuron => Math.Sqrt(packed.Distance<SquaredDistance>(rows.AsSpan(row * columns, columns), neuron)));
                Assert.True(others[row] <= nearest, $"{others[row]} where another is {nearest} away");
                useful += others[row] > 0.9 * nearest ? 1 : 0;
            }
            Assert.True(offset > 100 || useful > 30);
        }
    }

    private static void Check(double[] weights, double[] rows, int columns)
    {
        Check<SquaredDistance>(weights, rows, columns);
        if (weights.All(value => Math.Abs(value) < 1e10))
            Check<CosineDistance>(Unit(weights, columns), Unit(rows, columns), columns);
    }

    private static void Check<TDistance>(double[] weights, double[] rows, int columns)
        where TDistance : struct, IFeatureTerm
    {
        var packed = new PackedWeights(weights, columns);
        int count = rows.Length / columns;
        var (winners, expected) = (new int[count], new int[count]);
        var (distances, exact) = (new double[count], new double[count]);
        packed.FindWinners<TDistance>(rows, winners, distances);
        packed.FindAmongAll<TDistance>(rows, expected, exact);
        Assert.Equal(expected, winners);
        Assert.Equal(exact, distances);
        var (seconds, expectedSeconds) = (new int[count], new int[count]);
        packed.FindTwo<TDistance>(rows, winners, seconds, distances);
        packed.FindTwoAmongAll<TDistance>(rows, expected, expectedSeconds, exact);
        Assert.Equal(expected, winners);
        Assert.Equal(expectedSeconds, seconds);
        Assert.Equal(exact, distances);
    }

    private static double[] Unit(double[] rows, int columns)
    {
        double[] result = [.. rows];
        UnitLength.Apply(result, columns);
        return result;
    }

    private static double[] Numbers(int count, Func<double> next) => [.. Enumerable.Range(0, count).Select(_ => next())];
}
