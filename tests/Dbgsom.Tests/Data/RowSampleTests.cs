using Dbgsom.Rows;

namespace Dbgsom.Tests.Data;

public sealed class RowSampleTests
{
    private static readonly DataMatrix Numbered = DataMatrix.From([.. Enumerable.Range(0, 1000).Select(i => (double)i)], 1);

    [Fact]
    public void One_row_is_drawn_from_each_part()
    {
        double[] drawn = Values(RowSample.Draw(Numbered, 100, 3));
        Assert.All(Enumerable.Range(0, 100), i => Assert.InRange(drawn[i], 10 * i, (10 * i) + 9));
        Assert.True(drawn.Select(value => value % 10).Distinct().Count() > 5, "the places within the parts are all alike");
    }

    [Fact]
    public void The_seed_decides()
    {
        Assert.Equal(Values(RowSample.Draw(Numbered, 100, 3)), Values(RowSample.Draw(Numbered, 100, 3)));
        Assert.NotEqual(Values(RowSample.Draw(Numbered, 100, 3)), Values(RowSample.Draw(Numbered, 100, 4)));
    }

    /// <summary>Row 500 has half of the mass and gets half of the draws; the first and last rows have none.</summary>
    [Fact]
    public void Rows_are_drawn_by_weight()
    {
        double[] weights =
        [
            .. Enumerable
                .Range(0, 1000)
                .Select(i =>
                    i == 500 ? 980.0
                    : i is < 10 or >= 990 ? 0
                    : 1.0
                ),
        ];
        weights[501] = 2;
        double[] drawn = Values(RowSample.Draw(Numbered.WithSampleWeights(weights), 196, 1));
        Assert.InRange(drawn.Count(value => value == 500), 97, 99);
        Assert.All(drawn, value => Assert.InRange(value, 10, 989));
    }

    private static double[] Values(DataMatrix data) => [.. Enumerable.Range(0, data.RowCount).Select(row => data[row, 0])];
}
