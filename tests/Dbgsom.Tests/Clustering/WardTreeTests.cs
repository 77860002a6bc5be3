using CsCheck;
using Dbgsom.Clustering;

namespace Dbgsom.Tests.Clustering;

public class WardTreeTests
{
    private static readonly double[][] Points =
    [
        [0, 0],
        [1, 0],
        [4, 1],
        [5, 3],
        [9, 2],
        [2, 7],
        [3, 7],
        [8, 8],
    ];

    [Fact]
    public void Where_all_are_neighbors_it_is_the_linkage_of_scipy()
    {
        // python3 -c "from scipy.cluster.hierarchy import linkage
        // print(linkage([[0,0],[1,0],[4,1],[5,3],[9,2],[2,7],[3,7],[8,8]], 'ward').tolist())"   (scipy with scikit-learn 1.2.1)
        (int, int, double, int)[] expected =
        [
            (0, 1, 1.0, 2),
            (5, 6, 1.0, 2),
            (2, 3, 2.23606797749979, 2),
            (4, 10, 5.196152422706631, 3),
            (7, 9, 6.454972243679027, 3),
            (8, 11, 9.066421565314512, 5),
            (12, 13, 11.921968517544968, 8),
        ];
        var merges = new WardTree(Graphs.Of(Points, [], (_, _) => true)).Merges;
        Assert.Equal(expected.Select(merge => (merge.Item1, merge.Item2, merge.Item4)), merges.Select(m => (m.A, m.B, m.Size)));
        Assert.All(expected.Zip(merges), pair => Assert.Equal(pair.First.Item3, pair.Second.Height, 1e-12));
    }

    [Fact]
    public void Only_neighbors_merge_and_ties_go_to_the_lowest()
    {
        // 0 and 3 are equal, but not neighbors; (0,1), (1,2) and (2,3) are equally far.
        var tree = new WardTree(Graphs.Chain([0, 2, 4, 6, 0]));
        Assert.Equal((0, 1), (tree.Merges[0].A, tree.Merges[0].B));
        Assert.Equal(2, tree.Merges[0].Height);
        Assert.True(Graphs.Same([0, 0, 1, 1, 2], tree.Cut(3)));
        Assert.True(Graphs.Same([0, 0, 0, 0, 1], tree.Cut(2)));
        Assert.True(Graphs.Same([0, 0, 0, 0, 0], tree.Cut(1)));
        Assert.True(Graphs.Same([0, 1, 2, 3, 4], tree.Cut(5)));
    }

    [Fact]
    public void A_neuron_counts_as_its_samples_do()
    {
        // 3 and 1 sample at distance 2: √(2·3·1/4)·2; the center is at 0.5.
        var merges = new WardTree(Graphs.Chain([0, 2, 9], 3, 1, 4)).Merges;
        Assert.Equal(Math.Sqrt(6), merges[0].Height, 1e-14);
        Assert.Equal(Math.Sqrt(2 * 4 * 4 / 8.0) * 8.5, merges[1].Height, 1e-14);
    }

    [Fact]
    public void A_dead_neuron_joins_the_nearer_side_and_pulls_nothing()
    {
        // 4 and 6 are dead: 4 is nearer to 1, 6 to 10; a chain of the dead is shared out from both ends.
        var tree = new WardTree(Graphs.Chain([0, 1, 4, 6, 10, 11], 1, 1, 0, 0, 1, 1));
        Assert.True(Graphs.Same([0, 0, 0, 0, 1, 1], tree.Cut(2)) || Graphs.Same([0, 0, 0, 1, 1, 1], tree.Cut(2)));
        Assert.Equal([0.0, 0.0], tree.Merges.Take(2).Select(merge => merge.Height));
        Assert.Equal((1, 2), (tree.Merges[0].A, tree.Merges[0].B));
        // √(2·2·2/4)·10: the centers are 0.5 and 10.5, as without the dead.
        Assert.Equal(Math.Sqrt(2) * 10, tree.Merges[^1].Height, 1e-13);
    }

    [Fact]
    public void Parts_that_touch_nowhere_are_joined_at_the_end()
    {
        var tree = new WardTree(Graphs.Of(Points, [], (a, b) => a / 3 == b / 3));
        Assert.Equal(7, tree.Merges.Count);
        Assert.Equal(8, tree.Merges[^1].Size);
        Assert.True(Graphs.Same([0, 0, 0, 1, 1, 1, 2, 2], tree.Cut(3)));
    }

    [Fact]
    public void Every_merge_is_the_cheapest_of_neighbors() =>
        Gen.Select(Gen.Int[2, 14], Gen.Int[0, 1000])
            .Sample(
                (count, seed) =>
                {
                    var random = new Random(seed);
                    double[][] points =
                    [
                        .. Enumerable.Range(0, count).Select(_ => new[] { random.NextDouble(), random.NextDouble() }),
                    ];
                    double[] mass = [.. points.Select(_ => (double)random.Next(1, 5))];
                    bool[,] touch = new bool[count, count];
                    for (int a = 0; a < count; a++)
                    for (int b = 0; b < a; b++)
                        touch[a, b] = touch[b, a] = a == b + 1 || random.Next(4) == 0;
                    var tree = new WardTree(Graphs.Of(points, mass, (a, b) => touch[a, b]));
                    var sets = Enumerable.Range(0, count).ToDictionary(i => i, i => new List<int> { i });
                    for (int i = 0; i < tree.Merges.Count; i++)
                    {
                        double least = double.PositiveInfinity;
                        foreach (var (a, first) in sets)
                        foreach (var (b, second) in sets)
                            if (a < b && first.Any(x => second.Any(y => touch[x, y])))
                                least = Math.Min(least, Cost(points, mass, first, second));
                        var merge = tree.Merges[i];
                        Assert.Equal(least, merge.Height, 1e-9);
                        Assert.Equal(least, Cost(points, mass, sets[merge.A], sets[merge.B]), 1e-9);
                        sets[count + i] = [.. sets[merge.A], .. sets[merge.B]];
                        Assert.Equal(sets[count + i].Count, merge.Size);
                        sets.Remove(merge.A);
                        sets.Remove(merge.B);
                        int[] cut = tree.Cut(sets.Count);
                        Assert.All(sets.Values, set => Assert.Single(set.Select(neuron => cut[neuron]).Distinct()));
                        Assert.Equal(sets.Count, cut.Distinct().Count());
                    }
                },
                iter: 200
            );

    private static double Cost(double[][] points, double[] mass, List<int> first, List<int> second)
    {
        double a = first.Sum(i => mass[i]);
        double b = second.Sum(i => mass[i]);
        double square = 0;
        for (int c = 0; c < 2; c++)
        {
            double apart = (first.Sum(i => mass[i] * points[i][c]) / a) - (second.Sum(i => mass[i] * points[i][c]) / b);
            square += apart * apart;
        }
        return Math.Sqrt(2 * a * b / (a + b) * square);
    }
}
