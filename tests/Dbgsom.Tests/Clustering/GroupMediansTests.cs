using CsCheck;
using Dbgsom.Measures;

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
                    int count = random.Next(1, 60);
                    int groups = random.Next(1, 5);
                    double[] values = [.. Enumerable.Range(0, count).Select(_ => Value(random))];
                    ushort[] group = [.. values.Select(_ => (ushort)random.Next(groups))];
                    double[] mass = [.. values.Select(_ => (double)random.Next(4))];
                    double[] centers = [.. Enumerable.Range(0, groups).Select(_ => random.Next(2) * random.NextDouble())];
                    double[] found = GroupMedians.Of(
                        groups,
                        group,
                        values,
                        centers,
                        row => mass[row],
                        true,
                        CancellationToken.None
                    );
                    for (int g = 0; g < groups; g++)
                        Assert.Equal(Sorted(values, row => group[row] == g ? (int)mass[row] : 0, centers[g]), found[g]);
                    double all = GroupMedians.Of(1, [], values, [0.25], row => mass[row], true, CancellationToken.None)[0];
                    Assert.Equal(Sorted(values, row => (int)mass[row], 0.25), all);
                },
                iter: 500
            );

    [Fact]
    public void Values_that_count_once_are_selected_to_the_same_medians() =>
        Gen.Int[0, 5000]
            .Sample(
                seed =>
                {
                    var random = new Random(seed);
                    int count = random.Next(1, 600);
                    int groups = random.Next(1, 4);
                    double[] values = [.. Enumerable.Range(0, count).Select(_ => Value(random))];
                    ushort[] group = [.. values.Select(_ => (ushort)random.Next(groups))];
                    double[] centers = [.. Enumerable.Range(0, groups).Select(_ => random.Next(2) * random.NextDouble())];
                    double[] found = GroupMedians.Of(groups, group, values, centers, null, true, CancellationToken.None);
                    for (int g = 0; g < groups; g++)
                        Assert.Equal(Sorted(values, row => group[row] == g ? 1 : 0, centers[g]), found[g]);
                    Assert.Equal(found, GroupMedians.Of(groups, group, values, centers, null, false, CancellationToken.None));
                    double all = GroupMedians.Of(1, [], values, [0.25], null, true, CancellationToken.None)[0];
                    Assert.Equal(Sorted(values, _ => 1, 0.25), all);
                },
                iter: 500
            );

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
