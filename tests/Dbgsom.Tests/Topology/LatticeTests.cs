using CsCheck;
using Dbgsom.Grid;

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
    public void Places_that_did_not_grow_are_refused()
    {
        GridPosition[] square = [new(0, 0), new(0, 1), new(1, 0), new(1, 1)];
        Assert.Throws<InvalidDataException>(() => Lattice.Replay(MapGrid.Square, square[..1]));
        Assert.Throws<InvalidDataException>(() => Lattice.Replay(MapGrid.Square, [square[0], square[3]]));
        Assert.Equal(3, Lattice.Replay(MapGrid.Square, square[..3]).Count);
        Assert.Throws<InvalidDataException>(() => Lattice.Replay(MapGrid.Square, [.. square, new(5, 5)]));
        Assert.Throws<InvalidDataException>(() => Lattice.Replay(MapGrid.Square, [.. square, new(1, 1)]));
        Assert.Throws<InvalidDataException>(() => Lattice.Replay(MapGrid.Square, [new(0, 0), new(1, 0), new(0, 1), new(1, 1)]));
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
