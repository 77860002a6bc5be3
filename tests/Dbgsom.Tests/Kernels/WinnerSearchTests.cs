using System.Runtime.Intrinsics;
using Dbgsom.Numerics;
using Dbgsom.Search.Kernels;
using Dbgsom.Space;

namespace Dbgsom.Tests.Kernels;

/// <summary>Every width of the search kernels against the plain double loop of the definition: the same winners, the same bits.</summary>
public sealed class WinnerSearchTests
{
    private const int Rows = 37;

    public static TheoryData<int> Columns => [.. Enumerable.Range(1, 257)];

    /// <summary>Whole numbers make every operation exact, and give many ties: only the lowest index is right.</summary>
    [Theory]
    [MemberData(nameof(Columns))]
    public void Winners_of_whole_numbers(int columns) =>
        Compare(columns, 1 + (columns * 7 % 43), (random, _) => random.Next(-3, 4));

    [Theory]
    [MemberData(nameof(Columns))]
    public void Winners_of_any_numbers(int columns) =>
        Compare(columns, 2 + (columns % 40), (random, _) => (random.NextDouble() - 0.5) * 1e3);

    [Theory]
    [InlineData(2)]
    [InlineData(33)]
    public void Every_number_of_neurons(int columns)
    {
        for (int neurons = 1; neurons <= 70; neurons++)
            Compare(columns, neurons, (random, _) => random.Next(-2, 3));
    }

    private static void Compare(int columns, int neurons, Func<Random, int, double> value)
    {
        var random = new Random(columns + (1000 * neurons));
        double[] weights = [.. Enumerable.Range(0, neurons * columns).Select(i => value(random, i))];
        double[] rows = [.. Enumerable.Range(0, Rows * columns).Select(i => value(random, i))];
        var packed = new PackedWeights(weights, columns);
        CheckWidths<SquaredDistance>(packed, weights, rows, columns, Squared);
        CheckWidths<CosineDistance>(packed, weights, rows, columns, Cosine);
        CheckWidths<AbsoluteDifferences>(packed, weights, rows, columns, Absolute);
    }

    private static void CheckWidths<TDistance>(
        PackedWeights packed,
        double[] weights,
        double[] rows,
        int columns,
        Definition definition
    )
        where TDistance : struct, IFeatureTerm
    {
        Check<PackScalar, TDistance>(packed, weights, rows, columns, definition);
        Check<Pack128, TDistance>(packed, weights, rows, columns, definition);
        if (Vector256.IsHardwareAccelerated)
            Check<Pack256, TDistance>(packed, weights, rows, columns, definition);
        if (Vector512.IsHardwareAccelerated)
            Check<Pack512, TDistance>(packed, weights, rows, columns, definition);
    }

    private static void Check<TPack, TDistance>(
        PackedWeights packed,
        double[] weights,
        double[] rows,
        int columns,
        Definition definition
    )
        where TPack : struct, IPack<TPack>
        where TDistance : struct, IFeatureTerm
    {
        var winners = new int[Rows];
        var distances = new double[Rows];
        packed.FindWinners<TPack, TDistance>(rows, winners, distances);
        var first = new int[Rows];
        var second = new int[Rows];
        var firstDistances = new double[Rows];
        packed.FindTwo<TPack, TDistance>(rows, first, second, firstDistances);
        var all = new double[(packed.NeuronCount + 7) / 8 * 8];
        for (int row = 0; row < Rows; row++)
        {
            var x = rows.AsSpan(row * columns, columns);
            var expected = new double[packed.NeuronCount];
            for (int neuron = 0; neuron < expected.Length; neuron++)
                expected[neuron] = definition(x, weights.AsSpan(neuron * columns, columns));
            int[] order = [.. Enumerable.Range(0, expected.Length).OrderBy(neuron => expected[neuron])];
            Assert.Equal(order[0], winners[row]);
            Assert.Equal(expected[order[0]], distances[row]);
            Assert.Equal(order[0], first[row]);
            Assert.Equal(expected[order[0]], firstDistances[row]);
            Assert.Equal(order.Length > 1 ? order[1] : -1, second[row]);
            packed.Distances<TDistance>(x, all);
            Assert.Equal(expected, all[..expected.Length]);
            double sum = FeatureSum.Over<TDistance>(x, weights.AsSpan(0, columns));
            Assert.Equal(expected[0], TDistance.FromSum(new PackOne(sum)).Value);
        }
    }

    private delegate double Definition(ReadOnlySpan<double> x, ReadOnlySpan<double> w);

    /// <summary>(x_f − w_f)² into lane f mod 8.</summary>
    private static double Squared(ReadOnlySpan<double> x, ReadOnlySpan<double> w)
    {
        var lane = new double[8];
        for (int f = 0; f < x.Length; f++)
            lane[f % 8] += (x[f] - w[f]) * (x[f] - w[f]);
        return Fold(lane);
    }

    /// <summary>max(0, 1 − x·w), x_f · w_f into lane f mod 8.</summary>
    private static double Cosine(ReadOnlySpan<double> x, ReadOnlySpan<double> w)
    {
        var lane = new double[8];
        for (int f = 0; f < x.Length; f++)
            lane[f % 8] += x[f] * w[f];
        return Math.Max(0, 1 - Fold(lane));
    }

    /// <summary>Σ|x − w|, |x_f − w_f| into lane f mod 8.</summary>
    private static double Absolute(ReadOnlySpan<double> x, ReadOnlySpan<double> w)
    {
        var lane = new double[8];
        for (int f = 0; f < x.Length; f++)
            lane[f % 8] += Math.Abs(x[f] - w[f]);
        return Fold(lane);
    }

    /// <summary>((0+4)+(2+6))+((1+5)+(3+7)).</summary>
    private static double Fold(double[] lane) =>
        ((lane[0] + lane[4]) + (lane[2] + lane[6])) + ((lane[1] + lane[5]) + (lane[3] + lane[7]));
}
