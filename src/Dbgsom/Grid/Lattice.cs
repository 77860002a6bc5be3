namespace Dbgsom.Grid;

/// <summary>
/// The grid graph of a map: neurons at places of a <see cref="MapGrid"/>, an edge wherever two are neighbors. Neurons are only ever added, so
/// the places in order say everything, the order of each neuron's neighbors included.
/// </summary>
internal sealed class Lattice
{
    private readonly List<GridPosition> positions = [];
    private readonly List<List<int>> neighbors = [];
    private readonly Dictionary<GridPosition, int> indices = [];

    private Lattice(MapGrid grid) => Grid = grid;

    public MapGrid Grid { get; }

    public int Count => positions.Count;

    public IReadOnlyList<GridPosition> Positions => positions;

    /// <summary>The four neurons a map starts from, or no more than <paramref name="most"/> of them.</summary>
    public static Lattice Start(MapGrid grid, int most = int.MaxValue)
    {
        var lattice = new Lattice(grid);
        foreach (var position in grid.Start.Take(most))
            lattice.Add(position);
        return lattice;
    }

    /// <summary>The lattice of some places, joined in the given order.</summary>
    /// <exception cref="InvalidDataException">There are fewer than two, one occurs twice or is no place of the torus, or one is beside none before it.</exception>
    public static Lattice Replay(MapGrid grid, IReadOnlyList<GridPosition> order)
    {
        if (order.Count < 2)
            throw new InvalidDataException($"a map of {order.Count} neurons is not possible; at least 2 are needed");
        var lattice = new Lattice(grid);
        for (int i = 0; i < order.Count; i++)
        {
            var (x, y) = order[i];
            if (
                lattice.indices.ContainsKey(order[i])
                || (grid.Torus is { } torus && (x < 0 || y < 0 || x >= torus.Columns || y >= torus.Rows))
            )
                throw new InvalidDataException($"neuron {i} cannot be at {order[i]}");
            if (lattice.neighbors[lattice.Add(order[i])].Count == 0 && i > 0)
                throw new InvalidDataException($"neuron {i} at {order[i]} is not adjacent to an earlier one");
        }
        return lattice;
    }

    /// <summary>The columns and rows of the lattice where it is a full rectangle from (0, 0), row by row; else null.</summary>
    public GridSize? Rectangle()
    {
        if (Count < 4 || positions[0] != new GridPosition(0, 0))
            return null;
        int columns = positions.FindIndex(place => place.Y != 0);
        if (columns < 0)
            columns = Count;
        if (Count % columns != 0)
            return null;
        for (int i = 0; i < Count; i++)
            if (positions[i] != new GridPosition(i % columns, i / columns))
                return null;
        return new GridSize(columns, Count / columns);
    }

    /// <summary>Returns this lattice on a grid that draws its places elsewhere.</summary>
    public Lattice DrawnBy(MapGrid grid)
    {
        var lattice = new Lattice(grid);
        lattice.positions.AddRange(positions);
        lattice.neighbors.AddRange(neighbors);
        foreach (var (place, index) in indices)
            lattice.indices.Add(place, index);
        return lattice;
    }

    /// <summary>The neighbors of a neuron in the order in which their edges came to be.</summary>
    public IReadOnlyList<int> Neighbors(int neuron) => neighbors[neuron];

    /// <summary>The neuron at a place, or −1.</summary>
    public int At(GridPosition position) => indices.TryGetValue(position, out int index) ? index : -1;

    /// <summary>True if a place beside a neuron is free.</summary>
    public bool IsBoundary(int neuron) => neighbors[neuron].Count < Grid.Sides;

    /// <summary>The neuron that a new one on a free side of another is extrapolated from: the opposite neighbor or, without one, the first.</summary>
    public int Across(int neuron, int side) =>
        At(Grid.Neighbor(positions[neuron], Grid.Opposite(side))) is >= 0 and int opposite ? opposite : neighbors[neuron][0];

    /// <summary>Adds a neuron, with edges to the neighboring places that are taken.</summary>
    public int Add(GridPosition position)
    {
        int index = Place(position);
        foreach (int side in Grid.JoinOrder)
            if (At(Grid.Neighbor(position, side)) is >= 0 and int other)
                Connect(index, other);
        return index;
    }

    /// <summary>All edges, lower index first, in ascending order.</summary>
    public IEnumerable<(int A, int B)> Edges() =>
        Enumerable.Range(0, Count).SelectMany(a => neighbors[a].Where(b => a < b).Order().Select(b => (a, b)));

    /// <summary>The neighbor lists as arrays.</summary>
    public int[][] NeighborArrays() => [.. neighbors.Select(list => list.ToArray())];

    /// <summary>For each neuron those that touch it at a corner and have a neighbor with it in common.</summary>
    public int[][] CornerArrays()
    {
        var corners = new int[Count][];
        var found = new List<int>();
        // The neuron for which another was seen last.
        int[] seenFor = new int[Count];
        Array.Fill(seenFor, -1);
        for (int neuron = 0; neuron < corners.Length; neuron++)
        {
            found.Clear();
            seenFor[neuron] = neuron;
            foreach (int neighbor in neighbors[neuron])
                seenFor[neighbor] = neuron;
            foreach (int neighbor in neighbors[neuron])
            foreach (int other in neighbors[neighbor])
            {
                if (seenFor[other] == neuron)
                    continue;
                seenFor[other] = neuron;
                if (Grid.Touch(positions[neuron], positions[other]))
                    found.Add(other);
            }
            corners[neuron] = [.. found];
        }
        return corners;
    }

    private int Place(GridPosition position)
    {
        indices.Add(position, Count);
        positions.Add(position);
        neighbors.Add([]);
        return Count - 1;
    }

    private void Connect(int a, int b)
    {
        neighbors[a].Add(b);
        neighbors[b].Add(a);
    }
}
