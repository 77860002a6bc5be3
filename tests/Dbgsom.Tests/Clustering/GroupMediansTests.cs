using CsCheck;
using Dbgsom.Measures;
using Dbgsom.Numerics;
using Dbgsom.Passes;
using Dbgsom.Rows;

namespace Dbgsom.Tests.Clustering;

public class GroupMediansTests
{
    [Fact]
    public void They_are_those_of_sorted_values_repeated_by_their_weights() =>
        Gen.Int[0, 5000]
            .Sample(
                seed =>
                {
                    var random = new Random(seed);
                    var (groups, values, group, centers) = Case(random, 60);
                    double[] mass = [.. values.Select(_ => (double)random.Next(4))];
                    double[] found = ByDigits(values, group, centers, mass);
                    for (int g = 0; g < groups; g++)
                        Assert.Equal(Sorted(values, row => group[row] == g ? (int)mass[row] : 0, centers[g]), found[g]);
                    Assert.Equal(Sorted(values, row => (int)mass[row], centers[groups]), found[groups]);
                },
                iter: 500
            );

    [Fact]
    public void Values_that_count_once_are_selected_to_the_same_medians() =>
        Gen.Int[0, 5000]
            .Sample(
                seed =>
                {
                    var (groups, values, group, centers) = Case(new Random(seed), 600);
                    var found = new double[groups + 1];
                    GroupMedians.Selected(group, values, centers.AsSpan(..groups), found.AsSpan(..groups));
                    GroupMedians.Selected([], values, centers.AsSpan(groups..), found.AsSpan(groups..));
                    for (int g = 0; g < groups; g++)
                        Assert.Equal(Sorted(values, row => group[row] == g ? 1 : 0, centers[g]), found[g]);
                    Assert.Equal(Sorted(values, _ => 1, centers[groups]), found[groups]);
                    Assert.Equal(found, ByDigits(values, group, centers, null));
                },
                iter: 500
            );

    /// <summary>A pass counts a few thousand groups: more are counted in several.</summary>
    [Fact]
    public void As_many_groups_as_there_are()
    {
        var random = new Random(3);
        int groups = (2 * DigitSums.MostGroups) + 5;
        double[] values = [.. Enumerable.Range(0, 3 * groups).Select(_ => Value(random))];
        int[] group = [.. values.Select(_ => random.Next(groups))];
        double[] centers = [.. Enumerable.Range(0, groups + 1).Select(_ => random.NextDouble())];
        var wanted = new double[groups + 1];
        GroupMedians.Selected(group, values, centers.AsSpan(..groups), wanted.AsSpan(..groups));
        GroupMedians.Selected([], values, centers.AsSpan(groups..), wanted.AsSpan(groups..));
        Assert.Equal(wanted, ByDigits(values, group, centers, null));
    }

    private static (int Groups, double[] Values, int[] Group, double[] Centers) Case(Random random, int most)
    {
        int count = random.Next(1, most);
        int groups = random.Next(1, 5);
        double[] values = [.. Enumerable.Range(0, count).Select(_ => Value(random))];
        int[] group = [.. values.Select(_ => random.Next(groups))];
        double[] centers = [.. Enumerable.Range(0, groups + 1).Select(_ => random.Next(2) * random.NextDouble())];
        return (groups, values, group, centers);
    }

    private static double[] ByDigits(double[] values, int[] group, double[] centers, double[]? mass)
    {
        using var engine = new LocalEngine(DataMatrix.From(values, 1).With(null, mass), 2);
        using var found = new WinnerDistances(values.Length, false, null);
        found.Set(0, [.. group.Select(winner => (int)winner)], values);
        return GroupMedians.ByDigits(engine, found, centers, SumGrid.For(values.Length, 4), CancellationToken.None);
    }

    private static double Value(Random random) =>
        random.Next(4) switch
        {
            0 => 0,
            1 => random.Next(3),
            2 => random.NextDouble() * 1e-300,
            _ => random.NextDouble() * 10,
        };

    private static double Sorted(double[] values, Func<int, int> times, double center)
    {
        double[] sorted = [.. values.SelectMany((value, row) => Enumerable.Repeat(Math.Abs(value - center), times(row))).Order()];
        if (sorted.Length == 0)
            return 0;
        var (low, high) = (sorted[(sorted.Length - 1) / 2], sorted[sorted.Length / 2]);
        return low + ((high - low) / 2);
    }
}
