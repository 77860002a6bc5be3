using CsCheck;
using Dbgsom.Grid;
using Dbgsom.Threading;

namespace Dbgsom.Tests.Topology;

public sealed class LatticeTests
{
    [Fact]
    public void The_first_four_neurons_are_a_square()
    {
        var lattice = Lattice.Start(MapGrid.Square);
        Assert.Equal([new(0, 0), new(0, 1), new(1, 0), new(1, 1)], lattice.Positions);
        Assert.Equal([(0, 1), (0, 2), (1, 3), (2, 3)], lattice.Edges());
        Assert.Equal([2, 1], lattice.Neighbors(3));
    }

    /// <summary>(2,1) lies right of (1,1) only; (2,0) then below (2,1) and right of (1,0): its neighbors in the order above, below, left, right.</summary>
    [Fact]
    public void A_new_neuron_is_joined_to_all_adjacent_ones()
    {
        var lattice = Lattice.Start(MapGrid.Square);
        Assert.Equal(4, lattice.Add(new(2, 1)));
        Assert.Equal([3], lattice.Neighbors(4));
        lattice.Add(new(2, 0));
        Assert.Equal([4, 2], lattice.Neighbors(5));
        Assert.Equal(3, new HopDistances(lattice)[0, 4]);
    }

    /// <summary>Whatever grows: edges exactly where two neurons are adjacent, hops as breadth-first search finds them, replay gives the same.</summary>
    [Fact]
    public void Invariants_of_any_growth() =>
        Gen.Int[0, 1000]
            .Array[0, 40]
            .Sample(choices =>
            {
                var lattice = Lattice.Start(MapGrid.Square);
                foreach (int choice in choices)
                {
                    var free = lattice
                        .Positions.SelectMany(lattice.Grid.Neighbors)
                        .Where(p => lattice.At(p) < 0)
                        .Distinct()
                        .ToArray();
                    lattice.Add(free[choice % free.Length]);
                }
                for (int a = 0; a < lattice.Count; a++)
                {
                    Assert.Equal(a, lattice.At(lattice.Positions[a]));
                    int[] adjacent = [.. Enumerable.Range(0, lattice.Count).Where(b => Adjacent(lattice, a, b))];
                    Assert.Equal(adjacent, lattice.Neighbors(a).Order());
                }
                Assert.Equal(FloydWarshall(lattice), AllHops(lattice));
                var again = Lattice.Replay(MapGrid.Square, lattice.Positions);
                for (int a = 0; a < lattice.Count; a++)
                    Assert.Equal(lattice.Neighbors(a), again.Neighbors(a));
            });

    [Fact]
    public void Places_that_are_not_joined_are_refused()
    {
        GridPosition[] square = [new(0, 0), new(0, 1), new(1, 0), new(1, 1)];
        Assert.Throws<InvalidDataException>(() => Lattice.Replay(MapGrid.Square, square[..1]));
        Assert.Throws<InvalidDataException>(() => Lattice.Replay(MapGrid.Square, [square[0], square[3]]));
        Assert.Equal(3, Lattice.Replay(MapGrid.Square, square[..3]).Count);
        Assert.Throws<InvalidDataException>(() => Lattice.Replay(MapGrid.Square, [.. square, new(5, 5)]));
        Assert.Throws<InvalidDataException>(() => Lattice.Replay(MapGrid.Square, [.. square, new(1, 1)]));
        // A map of given size has its neurons row by row.
        Assert.Equal(4, Lattice.Replay(MapGrid.Square, [new(0, 0), new(1, 0), new(0, 1), new(1, 1)]).Count);
        var torus = MapGrid.Toroidal(MapGrid.Square, new GridSize(3, 3));
        Assert.Throws<InvalidDataException>(() => Lattice.Replay(torus, [new(2, 0), new(3, 0)]));
        Assert.Equal(2, Lattice.Replay(torus, [new(0, 0), new(2, 0)]).Count);
    }

    /// <summary>Ways over corners go where a neuron lies beside both, and nowhere else.</summary>
    [Fact]
    public void Ways_over_corners_by_hand()
    {
        GridPosition[] ring = [new(0, 0), new(0, 1), new(1, 0), new(1, 1), new(0, 2), new(0, 3), new(1, 3), new(2, 3), new(2, 2)];
        // 5 6 7   From 3 to 8 nothing lies beside both, so that the way goes around the hole.
        // 4 . 8
        // 1 3
        // 0 2
        var steps = HopDistances.WithCorners(Lattice.Replay(MapGrid.Square, ring), Team.Alone);
        Assert.Equal(5, steps.Step);
        Assert.Equal([0, 5, 5, 7], steps.Row(0)[..4].ToArray());
        // Over the corner of 1, that of 5, and that of 7.
        Assert.Equal([7, 7 + 5, 7 + 7, 7 + 7 + 5, 7 + 7 + 7], new[] { 4, 5, 6, 7, 8 }.Select(neuron => steps[3, neuron]));
    }

    [Fact]
    public void Ways_over_corners_are_the_shortest()
    {
        foreach (int seed in Enumerable.Range(0, 6))
        {
            var lattice = Grown(new Random(seed), 40 + (60 * seed));
            var steps = HopDistances.WithCorners(lattice, new Team(3));
            int n = lattice.Count;
            var d = new int[n, n];
            for (int a = 0; a < n; a++)
            for (int b = 0; b < n; b++)
                d[a, b] =
                    a == b ? 0
                    : Adjacent(lattice, a, b) ? 5
                    : OverCorner(lattice, a, b) ? 7
                    : 10_000;
            for (int k = 0; k < n; k++)
            for (int a = 0; a < n; a++)
            for (int b = 0; b < n; b++)
                d[a, b] = Math.Min(d[a, b], d[a, k] + d[k, b]);
            int[] found = [.. Enumerable.Range(0, n).SelectMany(a => steps.Row(a).ToArray()).Select(h => (int)h)];
            Assert.Equal([.. d.Cast<int>()], found);
            Assert.Equal(found.Max(), steps.Greatest);
            Assert.Equal([.. Enumerable.Range(0, found.Max() + 1).Select(h => (long)found.Count(one => one == h))], steps.Pairs);
        }
    }

    private static bool OverCorner(Lattice lattice, int a, int b)
    {
        var (p, q) = (lattice.Positions[a], lattice.Positions[b]);
        return Math.Abs(p.X - q.X) == 1
            && Math.Abs(p.Y - q.Y) == 1
            && (lattice.At(new(p.X, q.Y)) >= 0 || lattice.At(new(q.X, p.Y)) >= 0);
    }

    /// <summary>Neurons at random free places, so that there are holes.</summary>
    private static Lattice Grown(Random random, int neurons)
    {
        var lattice = Lattice.Start(MapGrid.Square);
        while (lattice.Count < neurons)
        {
            var place = lattice.Grid.Neighbor(lattice.Positions[random.Next(lattice.Count)], random.Next(4));
            if (lattice.At(place) < 0)
                lattice.Add(place);
        }
        return lattice;
    }

    private static bool Adjacent(Lattice lattice, int a, int b)
    {
        var (p, q) = (lattice.Positions[a], lattice.Positions[b]);
        return Math.Abs(p.X - q.X) + Math.Abs(p.Y - q.Y) == 1;
    }

    private static int[] AllHops(Lattice lattice)
    {
        var hops = new HopDistances(lattice);
        int[] all = [.. Enumerable.Range(0, lattice.Count).SelectMany(a => hops.Row(a).ToArray()).Select(h => (int)h)];
        Assert.Equal(all.Max(), hops.Greatest);
        return all;
    }

    private static int[] FloydWarshall(Lattice lattice)
    {
        int n = lattice.Count;
        var d = new int[n, n];
        for (int a = 0; a < n; a++)
        for (int b = 0; b < n; b++)
            d[a, b] =
                a == b ? 0
                : Adjacent(lattice, a, b) ? 1
                : 1000;
        for (int k = 0; k < n; k++)
        for (int a = 0; a < n; a++)
        for (int b = 0; b < n; b++)
            d[a, b] = Math.Min(d[a, b], d[a, k] + d[k, b]);
        return [.. d.Cast<int>()];
    }
}
