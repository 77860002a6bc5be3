using Dbgsom.Numerics;
using Dbgsom.Search.Kernels;

namespace Dbgsom.Tests.Kernels;

/// <summary>Rows side by side and their scores, against what they are by definition.</summary>
public sealed class SideBySideTests
{
    [Fact]
    public void Rows_of_a_square_become_columns()
    {
        float[] values = [.. Enumerable.Range(0, 64).Select(i => (float)i)];
        var result = new float[80];
        FilteredSearchTests.SkipWithoutFilter();
        EightByEight.Load(ref values[0], 8).Transposed().Store(ref result[0], 10);
        for (int r = 0; r < 8; r++)
        for (int c = 0; c < 8; c++)
            Assert.Equal(values[(c * 8) + r], result[(r * 10) + c]);
    }

    [Fact]
    public void Rows_lie_side_by_side_centered_and_scaled()
    {
        FilteredSearchTests.SkipWithoutFilter();
        for (int columns = 1; columns <= 40; columns++)
        for (int count = 1; count <= 8; count++)
        {
            var random = new Random((columns * 8) + count);
            double[] rows = Numbers(random, count * columns);
            double[] center = Numbers(random, columns);
            var target = new float[(columns + 7) / 8 * 8 * 11];
            var (squares, parts) = ColumnWise.Run(rows, center, 0.25, ref target[0], 11);
            for (int r = 0; r < 8; r++)
            {
                double square = 0;
                double sumOfParts = 0;
                for (int f = 0; f < columns; f++)
                {
                    float value = (float)((rows[(Math.Min(r, count - 1) * columns) + f] - center[f]) * 0.25);
                    Assert.Equal(value, target[(f * 11) + r]);
                    square += value * value;
                    sumOfParts += square;
                }
                Assert.Equal(square, squares[r], 1e-5 * square);
                // Parts that end within eight features count as much as the one that ends with them.
                Assert.InRange(parts[r], sumOfParts * (1 - 1e-5), (sumOfParts + (7 * square)) * (1 + 1e-5));
            }
        }
    }

    /// <summary>Every score lies within its bound of the exact one; ranks and the two ways to read scores agree with them.</summary>
    [Fact]
    public void Scores_are_what_they_say()
    {
        FilteredSearchTests.SkipWithoutFilter();
        for (int columns = 1; columns <= 33; columns++)
        for (int neurons = 2; neurons <= 40; neurons += 1 + (columns % 4))
        {
            var random = new Random((columns * 64) + neurons);
            double[] weights = Numbers(random, neurons * columns);
            var filter = new WinnerFilter(weights, columns, centered: true);
            int count = 1 + random.Next(WinnerFilter.RowsTogether);
            double[] rows = Numbers(random, count * columns);
            var group = new SideBySide(filter);
            filter.PackRows(rows, group);
            filter.Score(group);
            var all = new float[WinnerFilter.RowsTogether * filter.Width];
            group.AllScores(all, filter.Width);
            for (int r = 0; r < count; r++)
            {
                float[] one = all[(r * filter.Width)..((r + 1) * filter.Width)];
                Assert.All(one[neurons..], score => Assert.Equal(float.NegativeInfinity, score));
                float[] ordered = [.. one.OrderDescending()];
                Assert.Equal(ordered[0], group.Greatest[r]);
                Assert.Equal(ordered[1], group.Next[r]);
                Assert.Equal(Array.IndexOf(one, ordered[0]), group.Where[r]);
                // ‖x − w‖² differs between two neurons by −2t, in the units of the filter: those of the ‖x − c‖ it found.
                double[] squares = [.. Enumerable.Range(0, neurons).Select(w => Square(rows, r, weights, w, columns))];
                double scale = Scale(weights, columns);
                for (int w = 1; w < neurons; w++)
                    Assert.Equal(
                        (squares[0] - squares[w]) * scale * scale / 2,
                        one[w] - one[0],
                        (2.001 * group.Bounds[r]) + 1e-12
                    );
            }
            group.Release();
        }
    }

    /// <summary>Sums that grow with every feature round the most: they still lie within the bound, which is half of what the longest would give.</summary>
    [Theory]
    [InlineData(100)]
    [InlineData(784)]
    [InlineData(5001)]
    public void Scores_of_long_rows_lie_within_half_the_bound_of_equal_sums(int columns)
    {
        FilteredSearchTests.SkipWithoutFilter();
        const double Unit = 1.0 / (1 << 24);
        var random = new Random(columns);
        // Two neurons at ±a about the center, and rows beyond them: every product is positive for one and negative for the other.
        double[] a = [.. Enumerable.Range(0, columns).Select(_ => 0.5 + (0.49 * random.NextDouble()))];
        double[] weights = [.. a, .. a.Select(value => -value)];
        var filter = new WinnerFilter(weights, columns, centered: true);
        var group = new SideBySide(filter);
        double[] row = [.. a.Select(value => 3 * value)];
        filter.PackRows(row, group);
        filter.Score(group);
        var scores = new float[WinnerFilter.RowsTogether * filter.Width];
        group.AllScores(scores, filter.Width);
        // The center is 0 and the scale 2: the difference of the scores is 4·2 x·a.
        double exact = row.Zip(a, (x, w) => 4 * 2 * x * w).Sum();
        Assert.Equal(exact, scores[0] - (double)scores[1], 2 * group.Bounds[0]);
        double squares = 4 * a.Sum(value => value * value);
        double longest = Unit * columns * 3 * squares;
        Assert.InRange(group.Bounds[0], 0.5 * longest, (0.57 * longest) + (Unit * 20 * squares));
        group.Release();
    }

    private static double Square(double[] rows, int row, double[] weights, int neuron, int columns) =>
        Enumerable.Range(0, columns).Sum(f => Math.Pow(rows[(row * columns) + f] - weights[(neuron * columns) + f], 2));

    // A power of two that brings the greatest |w − c| into [1, 2).
    private static double Scale(double[] weights, int columns)
    {
        int neurons = weights.Length / columns;
        double greatest = Enumerable
            .Range(0, columns)
            .Max(f =>
            {
                double[] column = [.. Enumerable.Range(0, neurons).Select(w => weights[(w * columns) + f])];
                double mean = column.Average();
                return column.Max(value => Math.Abs(value - mean));
            });
        return Math.ScaleB(1, -Math.ILogB(greatest));
    }

    private static double[] Numbers(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble() * 2) - 1)];
}
