using Dbgsom.Passes;
using Dbgsom.Projection;
using Xunit;

namespace Dbgsom.Tests;

public class PrincipalComponentsTests
{
    [Fact]
    public void By_hand()
    {
        // Centered at (1, 2); covariance [[5, 4], [4, 5]]: eigenvalues 9 and 1 along (1, 1)/√2 and (1, −1)/√2.
        double[] rows = [4, 5, -2, -1, 2, 1, 0, 3];
        var components = PrincipalComponents.Fit(rows, 2);
        double half = Math.Sqrt(0.5);
        Assert.Equal(0.9, components.Shares[0], 12);
        Assert.Equal(0.1, components.Shares[1], 12);
        Assert.Equal([half, half], components.Axes[0].Select(v => Math.Round(v, 12)), new Near());
        Assert.Equal(Math.Abs(components.Axes[1][0]), half, 12);
        var (x, y) = components.Project([4, 5]);
        Assert.Equal(6 * half, x, 12);
        Assert.Equal(0, y, 12);
    }

    [Fact]
    public void Many_columns_agree_with_few()
    {
        // Two directions of variance hidden in 40 columns, one of them constant.
        double[][] directions =
        [
            [.. Enumerable.Range(0, 40).Select(c => c == 7 ? 0 : Math.Sin(c + 1))],
            [.. Enumerable.Range(0, 40).Select(c => c == 7 ? 0 : Math.Cos(3 * c))],
        ];
        double[] rows =
        [
            .. Enumerable
                .Range(0, 200)
                .SelectMany(i =>
                    Enumerable
                        .Range(0, 40)
                        .Select(c => 5 + (Math.Sin(i) * 3 * directions[0][c]) + (Math.Cos(1.7 * i) * directions[1][c]))
                ),
        ];
        var components = PrincipalComponents.Fit(rows, 40);
        Assert.Equal(1, components.Shares.Sum(), 10);
        for (int axis = 0; axis < 2; axis++)
        {
            Assert.Equal(1, components.Axes[axis].Sum(v => v * v), 10);
            Assert.Equal(0, components.Axes[axis][7], 12);
            Assert.True(components.Axes[axis].MaxBy(Math.Abs) > 0);
        }
        Assert.Equal(0, components.Axes[0].Zip(components.Axes[1], (a, b) => a * b).Sum(), 10);
        // The variance along an axis, measured on the projections, is what the share says.
        var projected = Enumerable.Range(0, 200).Select(i => components.Project(rows.AsSpan(i * 40, 40))).ToArray();
        double total = Enumerable.Range(0, 40).Sum(c => Variance([.. Enumerable.Range(0, 200).Select(i => rows[(i * 40) + c])]));
        Assert.Equal(components.Shares[0], Variance([.. projected.Select(p => p.X)]) / total, 9);
        Assert.Equal(components.Shares[1], Variance([.. projected.Select(p => p.Y)]) / total, 9);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(30)]
    public void Constant_rows_project_to_the_origin(int columns)
    {
        double[] rows = [.. Enumerable.Repeat(7.0, 4 * columns)];
        var components = PrincipalComponents.Fit(rows, columns);
        Assert.Equal((0, 0), components.Project(rows.AsSpan(0, columns)));
        Assert.Equal([0, 0], components.Shares);
    }

    /// <summary>The covariance of 8,000 features alone would take 512 MB.</summary>
    [Fact]
    public void Wide_rows_take_memory_of_the_order_of_the_rows()
    {
        double[] rows = Hidden(4, 8000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        PrincipalComponents.Fit(rows, 8000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10L << 20);
    }

    /// <summary>By the definition: XᵀX·v = λ·v, unit vectors at right angles, signs fixed. Few rows, and many.</summary>
    [Theory]
    [InlineData(4, 700)]
    [InlineData(25, 700)]
    [InlineData(20, 2000)]
    [InlineData(300, 1030)]
    [InlineData(12, 513)]
    public void Wide_rows_have_the_components_of_the_definition(int count, int columns)
    {
        double[] rows = Hidden(count, columns);
        var components = PrincipalComponents.Fit(rows, columns);
        double[] mean =
        [
            .. Enumerable.Range(0, columns).Select(c => Enumerable.Range(0, count).Average(i => rows[(i * columns) + c])),
        ];
        double total = Enumerable
            .Range(0, columns)
            .Sum(c => Variance([.. Enumerable.Range(0, count).Select(i => rows[(i * columns) + c])]));
        for (int axis = 0; axis < 2; axis++)
        {
            double[] v = components.Axes[axis];
            Assert.Equal(1, v.Sum(value => value * value), 10);
            Assert.True(v.MaxBy(Math.Abs) > 0);
            double[] products =
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(i => v.Select((value, c) => value * (rows[(i * columns) + c] - mean[c])).Sum()),
            ];
            double eigenvalue = components.Shares[axis] * total;
            for (int c = 0; c < columns; c++)
                Assert.Equal(
                    eigenvalue * v[c] / total,
                    products.Select((product, i) => product * (rows[(i * columns) + c] - mean[c])).Average() / total,
                    9
                );
        }
        Assert.Equal(0, components.Axes[0].Zip(components.Axes[1], (a, b) => a * b).Sum(), 10);
        Assert.True(components.Shares[0] >= components.Shares[1]);
        Assert.Equal(components.Axes[1], PrincipalComponents.Fit(rows, columns).Axes[1]);
    }

    /// <summary>Of 1,500 rows of 1,100 features some are drawn: enough for the directions that all of them have.</summary>
    [Fact]
    [Needs(Need.Time)]
    public void Components_of_drawn_rows_are_near_those_of_all()
    {
        var random = new Random(3);
        double[] rows = Hidden(1500, 1100);
        for (int i = 0; i < rows.Length; i++)
            rows[i] += random.NextDouble() - 0.5;
        var components = PrincipalComponents.Fit(rows, 1100);
        double[] projected = [.. Enumerable.Range(0, 1500).Select(i => components.Project(rows.AsSpan(i * 1100, 1100)).X)];
        double[] hidden = [.. Enumerable.Range(0, 1500).Select(i => 3 * Math.Sin(i))];
        Assert.True(Math.Abs(Correlation(projected, hidden)) > 0.999);
    }

    [Theory]
    [InlineData(20, 2000)]
    [InlineData(50, 20)]
    public void A_canceled_call_ends(int count, int columns)
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => PrincipalComponents.Fit(Hidden(count, columns), columns, source.Token));
    }

    /// <summary>Two directions of variance in many columns, and a third, weak one.</summary>
    private static double[] Hidden(int count, int columns) =>
        [
            .. Enumerable
                .Range(0, count)
                .SelectMany(i =>
                    Enumerable
                        .Range(0, columns)
                        .Select(c =>
                            5
                            + (3 * Math.Sin(i) * Math.Sin(c + 1))
                            + (Math.Cos(1.7 * i) * Math.Cos(3 * c))
                            + (0.1 * Math.Sin(2.3 * i) * Math.Sin(1.9 * c))
                        )
                ),
        ];

    private static double Correlation(double[] a, double[] b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        double both = a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Average();
        return both / Math.Sqrt(Variance(a) * Variance(b));
    }

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Average(value => (value - mean) * (value - mean));
    }

    private sealed class Near : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) < 1e-10;

        public int GetHashCode(double obj) => 0;
    }
}
