using CsCheck;
using Dbgsom.Rows;

namespace Dbgsom.Tests.Training;

public sealed class RowShareTests
{
    [Fact]
    public void A_larger_sample_holds_every_row_of_a_smaller_one() =>
        Gen.Select(Gen.UInt, Gen.Double[0.001, 1], Gen.Double[0.001, 1], Gen.Long[0, 1L << 50])
            .Sample(
                (seed, a, b, row) => !new RowShare(seed, Math.Min(a, b)).Has(row) || new RowShare(seed, Math.Max(a, b)).Has(row)
            );

    /// <summary>The rows are those of the whole, however it is cut.</summary>
    [Fact]
    public void Any_cut()
    {
        var share = new RowShare(7, 0.2);
        int[] whole = [.. share.Among(0, 5000)];
        Assert.Equal(whole, share.Among(0, 1234).Concat(share.Among(1234, 5000 - 1234).Select(row => row + 1234)));
        Assert.Equal(whole, Enumerable.Range(0, 5000).Where(row => share.Has(row)));
    }

    /// <summary>Within five standard deviations of a binomial distribution, for seeds and shares of any size.</summary>
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.03)]
    [InlineData(uint.MaxValue, 0.9)]
    public void As_many_rows_as_the_share_says(uint seed, double share)
    {
        const int Rows = 100_000;
        double deviation = Math.Sqrt(Rows * share * (1 - share));
        Assert.InRange(
            new RowShare(seed, share).Among(0, Rows).Count(),
            (share * Rows) - (5 * deviation),
            (share * Rows) + (5 * deviation)
        );
    }

    [Fact]
    public void Seeds_choose_different_rows()
    {
        int[] one = [.. new RowShare(1, 0.5).Among(0, 1000)];
        int both = one.Intersect(new RowShare(2, 0.5).Among(0, 1000)).Count();
        Assert.InRange(both, 180, 320);
    }

    [Fact]
    public void The_whole_has_every_row()
    {
        Assert.True(RowShare.Whole.IsWhole);
        Assert.False(new RowShare(0, 0.999).IsWhole);
        Assert.Equal(Enumerable.Range(0, 100), RowShare.Whole.Among(5, 100));
    }
}
