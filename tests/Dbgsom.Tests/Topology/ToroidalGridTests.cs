using Dbgsom.Grid;

namespace Dbgsom.Tests.Topology;

/// <summary>A torus against the endless grid that it is cut from: every place stands for all its copies.</summary>
public sealed class ToroidalGridTests
{
    public static TheoryData<string, int, int> Sizes =>
        [.. from grid in MapGrid.All from size in new[] { (3, 4), (5, 6), (8, 4) } select (grid.Name, size.Item1, size.Item2)];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Neighbors_and_distances_are_those_of_the_nearest_copies(string name, int columns, int rows)
    {
        var (shape, torus, places) = Make(name, columns, rows);
        Assert.Equal((shape, new GridSize(columns, rows)), (torus.Shape, torus.Torus));
        foreach (var a in places)
        {
            Assert.Equal(shape.Sides, torus.Neighbors(a).Distinct().Count());
            foreach (var b in places)
            {
                var copies = Copies(b, columns, rows);
                Assert.Equal(copies.Any(copy => shape.AreNeighbors(a, copy)), torus.AreNeighbors(a, b));
                Assert.Equal(a != b && copies.Any(copy => shape.Touch(a, copy)), torus.Touch(a, b));
                Assert.Equal(torus.Touch(a, b), torus.Touching(a).Contains(b));
                Assert.Equal(copies.Min(copy => shape.Distance(a, copy)), torus.Distance(a, b), 1e-12);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_neuron_has_all_neighbors_and_hops_go_around(string name, int columns, int rows)
    {
        var (_, torus, places) = Make(name, columns, rows);
        var lattice = Lattice.Replay(torus, places);
        Assert.All(places.Index(), place => Assert.Equal(torus.Sides, lattice.Neighbors(place.Index).Count));
        Assert.All(places.Index(), place => Assert.False(lattice.IsBoundary(place.Index)));
        Assert.Equal(torus.Sides * places.Length / 2, lattice.Edges().Count());
        Assert.Equal(new GridSize(columns, rows), lattice.Rectangle());
        var hops = new HopDistances(lattice);
        Assert.Equal(1, hops[0, columns - 1]);
        Assert.Equal(1, hops[0, columns * (rows - 1)]);
        int sum = hops.Row(0).ToArray().Sum(steps => steps);
        Assert.All(places.Index(), place => Assert.Equal(sum, hops.Row(place.Index).ToArray().Sum(steps => steps)));
    }

    /// <summary>Of more neurons than a table holds, steps are counted when they are asked for.</summary>
    [Fact]
    public void Steps_of_a_large_map_by_hand()
    {
        var lattice = Lattice.Replay(MapGrid.Square, new GridSize(250, 200).Places());
        var hops = new HopDistances(lattice);
        Assert.Equal(0, hops[49_999, 49_999]);
        Assert.Equal(249 + 199, hops[0, 49_999]);
        Assert.Equal(7 + 3, hops[(10 * 250) + 20, (13 * 250) + 27]);
    }

    [Theory]
    [InlineData("square", 2, 5, "at least 3 columns")]
    [InlineData("square", 5, 2, "at least 3 columns")]
    [InlineData("hexagonal", 4, 5, "even number of rows")]
    public void Sizes_that_no_torus_has_are_refused(string name, int columns, int rows, string why)
    {
        var shape = MapGrid.All.Single(grid => grid.Name == name);
        var size = new GridSize(columns, rows);
        Assert.Contains(why, Assert.Throws<ArgumentException>(() => MapGrid.Toroidal(shape, size)).Message);
        var options = SomOptions.Default with { Grid = size, Topology = shape, Boundary = GridBoundary.Toroidal };
        Assert.Contains(why, Assert.ThrowsAny<ArgumentException>(options.Validate).Message);
    }

    private static (MapGrid Shape, MapGrid Torus, GridPosition[] Places) Make(string name, int columns, int rows)
    {
        var shape = MapGrid.All.Single(grid => grid.Name == name);
        var size = new GridSize(columns, rows);
        return (shape, MapGrid.Toroidal(shape, size), size.Places());
    }

    private static GridPosition[] Copies(GridPosition place, int columns, int rows) =>
        [
            .. from x in new[] { -1, 0, 1 }
            from y in new[] { -1, 0, 1 }
            select new GridPosition(place.X + (x * columns), place.Y + (y * rows)),
        ];
}
