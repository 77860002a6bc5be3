using CsCheck;

namespace Dbgsom.Report.Tests;

public sealed class SampleChoiceTests
{
    [Fact]
    public void All_where_they_fit() => Assert.Equal([0, 1, 2, 3, 4], SampleChoice.Of(5, 3, 5, new double[5]));

    [Fact]
    public void Else_the_oddest_and_an_even_part()
    {
        double[] scores = new double[100];
        (scores[7], scores[55]) = (9, 8);
        // Half of 4 are the oddest, the others every fiftieth.
        Assert.Equal([0, 7, 50, 55], SampleChoice.Of(100, 1, 4, scores));
    }

    [Fact]
    public void One_is_the_first() => Assert.Equal([0], SampleChoice.Of(100, 1, 1, new double[100]));

    [Fact]
    public void Many_features_leave_room_for_fewer()
    {
        // Half a million values of 50,000 features are 10 samples.
        int[] chosen = SampleChoice.Of(1000, 50_000, 10_000, [.. Enumerable.Range(0, 1000).Select(i => (double)(i % 10))]);
        Assert.Equal(10, chosen.Length);
        Assert.Equal([0, 9, 19, 29, 39, 49, 200, 400, 600, 800], chosen);
        Assert.Single(SampleChoice.Of(10, 1_000_000, 10_000, new double[10]));
    }

    [Fact]
    public void Components_of_wide_samples_are_those_of_enough_rows()
    {
        int[] held = SampleChoice.Of(5000, 30_000, 10_000, new double[5000]);
        Assert.InRange(held.Length, 1, 16);
        int[] compared = SampleChoice.ForComponents(5000, 30_000, held);
        Assert.Equal(666, compared.Length);
        Assert.Equal(compared.Distinct().Order(), compared);
        Assert.Equal(10, SampleChoice.ForComponents(10, 200_000, [0, 5]).Length);
    }

    [Fact]
    public void Components_of_narrow_samples_are_those_of_the_rows_held()
    {
        int[] held = SampleChoice.Of(5000, 30, 100, new double[5000]);
        Assert.Same(held, SampleChoice.ForComponents(5000, 30, held));
    }

    [Fact]
    public void Ascending_without_twins_and_never_too_many() =>
        Gen.Select(Gen.Int[1, 3000], Gen.Int[1, 2000], Gen.Int[0, 1000])
            .Sample(
                (rows, most, seed) =>
                {
                    double[] scores = [.. Enumerable.Range(0, rows).Select(i => (double)((long)i * (seed + 7) % 101))];
                    int[] chosen = SampleChoice.Of(rows, 4, most, scores);
                    Assert.InRange(chosen.Length, 1, Math.Min(rows, most));
                    Assert.Equal(chosen.Distinct().Order(), chosen);
                    Assert.InRange(chosen[^1], 0, rows - 1);
                    Assert.Equal(0, chosen[0]);
                    // The oddest of all is there wherever the destination has two.
                    if (most > 1)
                        Assert.Contains(Array.IndexOf(scores, scores.Max()), chosen);
                },
                iter: 300
            );
}
