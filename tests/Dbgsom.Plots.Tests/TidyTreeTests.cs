using Dbgsom.Plots.Hierarchies;
using Xunit;

namespace Dbgsom.Plots.Tests;

public class TidyTreeTests
{
    [Fact]
    public void A_node_stands_in_the_middle_of_its_children() =>
        Assert.Equal([3.0, 1, 3, 5], TidyTree.Place([-1, 0, 0, 0], [1, 1, 1, 1]));

    [Fact]
    public void Subtrees_come_as_near_as_their_outlines_allow()
    {
        // The second child of the root has no children: it stands beside the first one's.
        double[] places = TidyTree.Place([-1, 0, 0, 1, 1, 1], [1, 1, 1, 1, 1, 1]);
        Assert.Equal([4, 3, 5, 1, 3, 5], places.Select(place => Math.Round(place, 12)));
    }

    [Fact]
    public void One_node_is_a_tree() => Assert.Equal([2.5], TidyTree.Place([-1], [2.5]));

    [Theory]
    [InlineData(1, 30)]
    [InlineData(2, 200)]
    [InlineData(3, 1000)]
    public void Nodes_of_a_level_leave_each_other_room_and_keep_their_order(int seed, int count)
    {
        var (parents, levels) = RandomTree(new Random(seed), count);
        double[] halves = [.. parents.Select((_, node) => 0.5 + (node * 7 % 11 / 5.0))];
        double[] places = TidyTree.Place(parents, halves);
        Assert.Equal(0, places.Zip(halves, (place, half) => place - half).Min(), 9);
        foreach (var level in Enumerable.Range(0, count).GroupBy(node => levels[node]))
        {
            int[] column = [.. level.OrderBy(node => places[node])];
            foreach (var (a, b) in column.Zip(column.Skip(1)))
            {
                Assert.True(places[b] - places[a] >= halves[a] + halves[b] - 1e-9, $"nodes {a} and {b} overlap");
                Assert.True(parents[a] != parents[b] || a < b, $"nodes {a} and {b} have changed places");
            }
        }
        foreach (var children in Enumerable.Range(1, count - 1).GroupBy(node => parents[node]))
            Assert.Equal((places[children.First()] + places[children.Last()]) / 2, places[children.Key], 9);
    }

    /// <summary>Numbered level by level.</summary>
    private static (int[] Parents, int[] Levels) RandomTree(Random random, int count)
    {
        int[] parents = [-1, .. Enumerable.Range(1, count - 1).Select(node => random.Next(Math.Max(0, node - 25), node)).Order()];
        var levels = new int[count];
        for (int node = 1; node < count; node++)
            levels[node] = levels[parents[node]] + 1;
        return (parents, levels);
    }
}
