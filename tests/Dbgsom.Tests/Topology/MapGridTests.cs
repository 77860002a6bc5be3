using System.Text.Json;
using Dbgsom.Grid;
using Dbgsom.Naming;
using Dbgsom.Space;
using Dbgsom.Training.Growth;

namespace Dbgsom.Tests.Topology;

/// <summary>The contract of every grid, on the places around the origin.</summary>
public sealed class MapGridTests
{
    private static readonly GridPosition[] Patch =
    [
        .. from x in Enumerable.Range(-3, 7) from y in Enumerable.Range(-3, 7) select new GridPosition(x, y),
    ];

    public static TheoryData<string> Grids => [.. MapGrid.All.Select(grid => grid.Name)];

    [Theory]
    [MemberData(nameof(Grids))]
    public void Neighbors_are_mutual_and_lie_on_opposite_sides(string name)
    {
        var grid = GridOf(name);
        Assert.Equal(Enumerable.Range(0, grid.Sides), grid.JoinOrder.ToArray().Order());
        foreach (var place in Patch)
        {
            var neighbors = grid.Neighbors(place);
            Assert.Equal(grid.Sides, neighbors.Distinct().Count());
            for (int side = 0; side < grid.Sides; side++)
            {
                Assert.Equal(neighbors[side], grid.Neighbor(place, side));
                Assert.Equal(place, grid.Neighbor(neighbors[side], grid.Opposite(side)));
                Near(grid.Point(place), Mean([neighbors[side], grid.Neighbor(place, grid.Opposite(side))], grid));
            }
            foreach (var other in Patch)
                Assert.Equal(neighbors.Contains(other), grid.AreNeighbors(place, other));
        }
    }

    [Theory]
    [MemberData(nameof(Grids))]
    public void Neighbors_are_at_distance_1_and_all_others_farther(string name)
    {
        var grid = GridOf(name);
        foreach (var place in Patch)
        foreach (var other in Patch.Where(other => other != place))
        {
            if (grid.AreNeighbors(place, other))
                Assert.Equal(1, grid.Distance(place, other), 1e-12);
            else
                Assert.True(grid.Distance(place, other) > 1.1);
        }
    }

    /// <summary>By the shoelace formula; the cells of n × n places cover n × n times the plane that a place takes.</summary>
    [Theory]
    [MemberData(nameof(Grids))]
    public void Cells_turn_left_and_have_the_area_of_a_place(string name)
    {
        var grid = GridOf(name);
        var cell = grid.Cell(new(2, -1));
        double area =
            Enumerable
                .Range(0, cell.Count)
                .Select(i => (cell[i], cell[(i + 1) % cell.Count]))
                .Sum(side => (side.Item1.X * side.Item2.Y) - (side.Item2.X * side.Item1.Y)) / 2;
        var ((x0, y0), (x1, y1), (x2, y2)) = (grid.Point(new(0, 0)), grid.Point(new(2, 0)), grid.Point(new(0, 2)));
        Assert.Equal((((x1 - x0) * (y2 - y0)) - ((x2 - x0) * (y1 - y0))) / 4, area, 1e-12);
        Near(grid.Point(new(2, -1)), (cell.Average(corner => corner.X), cell.Average(corner => corner.Y)));
    }

    [Theory]
    [MemberData(nameof(Grids))]
    public void Every_point_lies_in_one_cell(string name)
    {
        var grid = GridOf(name);
        var random = new Random(7);
        for (int i = 0; i < 500; i++)
        {
            var (x, y) = ((4 * random.NextDouble()) - 2, (4 * random.NextDouble()) - 2);
            var found = Patch.Where(place => IsInside((x, y), grid.Cell(place)));
            var nearest = Patch.MinBy(place => Math.Pow(grid.Point(place).X - x, 2) + Math.Pow(grid.Point(place).Y - y, 2));
            Assert.Equal(nearest, Assert.Single(found));
        }
    }

    [Theory]
    [MemberData(nameof(Grids))]
    public void A_side_is_shared_with_one_neighbor_and_a_corner_with_those_that_touch(string name)
    {
        var grid = GridOf(name);
        var cell = grid.Cell(new(0, 0));
        Assert.Equal(grid.Sides, cell.Count);
        foreach (var other in Patch.Where(other => other != new GridPosition(0, 0)))
        {
            int shared = cell.Count(corner => grid.Cell(other).Any(theirs => IsNear(corner, theirs)));
            Assert.Equal(grid.AreNeighbors(new(0, 0), other), shared == 2);
            Assert.Equal(grid.Touch(new(0, 0), other), shared > 0);
            Assert.Equal(grid.Touching(new(0, 0)).Contains(other), shared > 0);
        }
    }

    /// <summary>Some places are left out, so that paths lead around holes.</summary>
    [Theory]
    [MemberData(nameof(Grids))]
    public void Hops_are_those_of_a_breadth_first_search(string name)
    {
        var lattice = Grown(GridOf(name));
        var hops = new HopDistances(lattice);
        for (int from = 0; from < lattice.Count; from++)
        {
            var steps = new Dictionary<GridPosition, int> { [lattice.Positions[from]] = 0 };
            var queue = new Queue<GridPosition>(steps.Keys);
            while (queue.TryDequeue(out var place))
                foreach (var next in lattice.Grid.Neighbors(place).Where(next => lattice.At(next) >= 0))
                    if (steps.TryAdd(next, steps[place] + 1))
                        queue.Enqueue(next);
            Assert.Equal(lattice.Positions.Select(place => steps[place]), hops.Row(from).ToArray().Select(step => (int)step));
        }
    }

    [Theory]
    [MemberData(nameof(Grids))]
    public void A_map_starts_from_four_joined_places_and_replays(string name)
    {
        var grid = GridOf(name);
        Assert.Equal(4, grid.Start.Distinct().Count());
        Assert.All(
            grid.Start.Skip(1).Index(),
            place => Assert.Contains(grid.Start.Take(place.Index + 1), grid.Neighbors(place.Item).Contains)
        );
        var lattice = Grown(grid);
        var again = Lattice.Replay(grid, lattice.Positions);
        for (int neuron = 0; neuron < lattice.Count; neuron++)
        {
            Assert.Equal(lattice.Neighbors(neuron), again.Neighbors(neuron));
            Assert.Equal(
                grid.Neighbors(lattice.Positions[neuron]).Any(place => lattice.At(place) < 0),
                lattice.IsBoundary(neuron)
            );
        }
    }

    [Theory]
    [MemberData(nameof(Grids))]
    public void A_place_lies_in_the_middle_of_the_neighbors_that_interpolate_it(string name)
    {
        var grid = GridOf(name);
        var chosen = new int[grid.Sides];
        foreach (var place in new GridPosition[] { new(0, 0), new(-2, 3) })
            for (int taken = 0; taken < 1 << grid.Sides; taken++)
            {
                GridPosition[] present = [.. grid.Neighbors(place).Where((_, side) => (taken >> side & 1) == 1)];
                int count = grid.ChooseAround(place, present, chosen);
                if (count > 0)
                    Near(grid.Point(place), Mean(chosen[..count].Select(index => present[index]), grid));
                Assert.Equal(count, chosen[..count].Distinct().Count());
                if (present.Length == grid.Sides)
                    Assert.True(count > 0);
            }
    }

    /// <summary>Growth needs nothing of the grid but what it owns: any neuron can grow on all sides until it is interior.</summary>
    [Theory]
    [MemberData(nameof(Grids))]
    public void A_neuron_grows_until_all_its_sides_are_taken(string name)
    {
        var grid = GridOf(name);
        var neurons = new NeuronSet(Lattice.Start(grid), [1, 2, 3, 4], 1);
        int joined = neurons.Lattice.Neighbors(0).Count;
        while (neurons.Lattice.IsBoundary(0))
            NeuronInsertion.Beside(neurons, 0, Metric.Euclidean, 1);
        Assert.Equal(4 + grid.Sides - joined, neurons.Count);
        Assert.All(grid.Neighbors(grid.Start[0]), place => Assert.True(neurons.Lattice.At(place) >= 0));
    }

    [Theory]
    [MemberData(nameof(Grids))]
    public void Gaps_of_a_U_matrix_belong_to_one_place_and_lie_between_middles_of_edges(string name)
    {
        var grid = GridOf(name);
        var gaps = Patch.Where(place => place.X < 3 && place.Y < 3).SelectMany(grid.GapsBeside).ToArray();
        Assert.Equal(gaps.Length, gaps.Select(gap => gap.Point).Distinct().Count());
        foreach (var (point, around) in gaps)
        {
            Near(point, (around.Average(middle => middle.X), around.Average(middle => middle.Y)));
            Assert.All(
                around,
                middle => Assert.Contains(Patch, a => grid.Neighbors(a).Any(b => IsNear(middle, Mean([a, b], grid))))
            );
        }
    }

    /// <summary>Cells of half size at neurons, edges and gaps cover the plane once: 1 neuron, half of the edges of a place, and its gaps.</summary>
    [Theory]
    [MemberData(nameof(Grids))]
    public void Cells_of_half_size_cover_the_plane(string name)
    {
        var grid = GridOf(name);
        Assert.Equal(4, 1 + (grid.Sides / 2) + grid.GapsBeside(new(0, 0)).Count());
    }

    [Fact]
    public void Square_neighbors_by_hand()
    {
        Assert.Equal([new(3, -1), new(1, -1), new(2, 0), new(2, -2)], MapGrid.Square.Neighbors(new(2, -1)));
        Assert.Equal(
            [new(1, -2), new(1, -1), new(1, 0), new(2, -2), new(2, 0), new(3, -2), new(3, -1), new(3, 0)],
            MapGrid.Square.Touching(new(2, -1))
        );
        Assert.Equal((2, -1), MapGrid.Square.Point(new(2, -1)));
        Assert.Equal([(1.5, -1.5), (2.5, -1.5), (2.5, -0.5), (1.5, -0.5)], MapGrid.Square.Cell(new(2, -1)));
        Assert.Equal(5, MapGrid.Square.Distance(new(0, 0), new(3, -4)));
        Assert.Equal((3, 4), MapGrid.Extent([new(-1, 2), new(1, 5), new(0, 3)]));
    }

    /// <summary>
    /// (0,0) of the first four has its left and lower side free: across lie (1,0) and (0,1). (2,1) has the neighbor (1,1) only: it is across on
    /// the right, and stands in above and below, where (2,0) and (2,2) are free.
    /// </summary>
    [Fact]
    public void Square_extrapolation_by_hand()
    {
        var lattice = Lattice.Start(MapGrid.Square);
        Assert.Equal(2, lattice.Across(0, 1));
        Assert.Equal(1, lattice.Across(0, 3));
        int alone = lattice.Add(new(2, 1));
        Assert.Equal(3, lattice.Across(alone, 0));
        Assert.Equal(3, lattice.Across(alone, 2));
        Assert.Equal(3, lattice.Across(alone, 3));
        Assert.Equal(1, lattice.Across(3, 0));
    }

    /// <summary>Of the first three neighbors in order two are opposite; a fourth is not looked at.</summary>
    [Fact]
    public void Square_interpolation_by_hand()
    {
        int[] chosen = new int[4];
        GridPosition[] neighbors = [new(0, 1), new(1, 0), new(0, -1), new(-1, 0)];
        Assert.Equal(2, MapGrid.Square.ChooseAround(new(0, 0), neighbors, chosen));
        Assert.Equal([0, 2], chosen[..2]);
        neighbors = [new(0, 1), new(1, 0), new(-1, 0), new(0, -1)];
        Assert.Equal(2, MapGrid.Square.ChooseAround(new(0, 0), neighbors, chosen));
        Assert.Equal([1, 2], chosen[..2]);
        Assert.Equal(0, MapGrid.Square.ChooseAround(new(0, 0), neighbors.AsSpan(0, 2), chosen));
    }

    [Fact]
    public void A_grid_is_found_by_its_name()
    {
        Assert.All(MapGrid.All, grid => Assert.Same(grid, Named.Parse<MapGrid>(grid.Name)));
        Assert.All(MapGrid.All, grid => Assert.Same(grid, MapGrid.FromFile(grid.NameInFiles, null)));
        Assert.Single(MapGrid.All, grid => grid.NameInFiles is null);
        Assert.Equal("\"square\"", JsonSerializer.Serialize(MapGrid.Square));
        Assert.Same(MapGrid.Square, JsonSerializer.Deserialize<MapGrid>("\"square\""));
        Assert.Contains("square", Assert.Throws<ArgumentException>(() => MapGrid.FromFile("octagonal", null)).Message);
    }

    private static MapGrid GridOf(string name) => MapGrid.All.Single(grid => grid.Name == name);

    /// <summary>The patch without some of its places, each beside one that is there.</summary>
    private static Lattice Grown(MapGrid grid)
    {
        var lattice = Lattice.Start(grid);
        var wanted = Patch.Where(place => place.X % 3 == 0 || place.Y % 2 == 0).ToHashSet();
        while (
            wanted.FirstOrDefault(place => lattice.At(place) < 0 && grid.Neighbors(place).Any(next => lattice.At(next) >= 0))
                is var next
            && lattice.At(next) < 0
        )
            lattice.Add(next);
        Assert.True(lattice.Count > 25);
        return lattice;
    }

    private static (double X, double Y) Mean(IEnumerable<GridPosition> places, MapGrid grid) =>
        (places.Average(place => grid.Point(place).X), places.Average(place => grid.Point(place).Y));

    private static void Near((double X, double Y) expected, (double X, double Y) actual) =>
        Assert.True(IsNear(expected, actual), $"{actual} is not {expected}");

    private static bool IsNear((double X, double Y) a, (double X, double Y) b) =>
        Math.Abs(a.X - b.X) < 1e-12 && Math.Abs(a.Y - b.Y) < 1e-12;

    /// <summary>Left of every side of a convex polygon.</summary>
    private static bool IsInside((double X, double Y) p, IReadOnlyList<(double X, double Y)> corners)
    {
        for (int i = 0; i < corners.Count; i++)
        {
            var (a, b) = (corners[i], corners[(i + 1) % corners.Count]);
            if (((b.X - a.X) * (p.Y - a.Y)) - ((b.Y - a.Y) * (p.X - a.X)) <= 0)
                return false;
        }
        return true;
    }
}
