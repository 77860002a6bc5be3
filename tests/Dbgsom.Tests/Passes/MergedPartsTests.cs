using Dbgsom.Passes;

namespace Dbgsom.Tests.Passes;

/// <summary>What several threads find is what one finds, whichever rows each of them has.</summary>
public sealed class MergedPartsTests
{
    private const int Rows = 50_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void The_first_value_too_far_out_is_told(int threads)
    {
        double[] values = new double[2 * Rows];
        using (var none = Engine(values, threads))
            Assert.Equal(Rows, none.Run(new RangePass(2), CancellationToken.None).RowCount);
        foreach (int place in new[] { 99_999, 70_001, 40_000, 3 })
        {
            values[place] = place % 2 == 0 ? -2e150 : 2e150;
            using var rows = Engine(values, threads);
            var refused = Assert.Throws<ArgumentException>(() => rows.Run(new RangePass(2), CancellationToken.None));
            Assert.Equal($"{place / 2}, {place % 2}", refused.Message);
        }
    }

    private static LocalEngine Engine(double[] values, int threads) =>
        new(DataMatrix.From(values, 2), threads)
        {
            OperationsPerThread = 1,
            TooFar = (row, feature) => new ArgumentException($"{row}, {feature}"),
        };
}
