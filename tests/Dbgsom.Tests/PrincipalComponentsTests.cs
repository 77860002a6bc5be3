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
