namespace Dbgsom.Grid;

/// <summary>
/// The grid graph of a map: neurons at places, an edge wherever two are adjacent. Neurons are only ever added, so the places in order
/// say everything, the order of each neuron's neighbors included.
/// </summary>
internal sealed class Lattice
{
    private readonly List<GridPosition> positions = [];
    private readonly List<List<int>> neighbors = [];
    private readonly Dictionary<GridPosition, int> indices = [];

    private Lattice() { }

    public int Count => positions.Count;

    public IReadOnlyList<GridPosition> Positions => positions;

    /// <summary>The four neurons every map starts from: a square, its edges in the order (0,0)-(0,1), (0,0)-(1,0), (1,0)-(1,1), (0,1)-(1,1).</summary>
    public static Lattice Square()
    {
        var lattice = new Lattice();
        foreach (var position in new GridPosition[] { new(0, 0), new(0, 1), new(1, 0), new(1, 1) })
            lattice.Place(position);
        lattice.Connect(0, 1);
        lattice.Connect(0, 2);
        lattice.Connect(2, 3);
        lattice.Connect(1, 3);
        return lattice;
    }

    /// <summary>The lattice that grew in the given order.</summary>
    /// <exception cref="InvalidDataException">The places are not those of a lattice that grew from the square of four.</exception>
    public static Lattice Replay(IReadOnlyList<GridPosition> order)
    {
        var lattice = Square();
        for (int i = 0; i < order.Count; i++)
        {
            if (i < 4 ? order[i] != lattice.positions[i] : lattice.indices.ContainsKey(order[i]))
                throw new InvalidDataException($"neuron {i} cannot be at {order[i]}");
            if (i >= 4 && !order[i].Adjacent.Any(lattice.indices.ContainsKey))
                throw new InvalidDataException($"neuron {i} at {order[i]} is adjacent to none before it");
            if (i >= 4)
                lattice.Add(order[i]);
        }
        return order.Count >= 4 ? lattice : throw new InvalidDataException($"a map has at least 4 neurons, not {order.Count}");
    }

    /// <summary>The neighbors of a neuron in the order in which their edges came to be.</summary>
    public IReadOnlyList<int> Neighbors(int neuron) => neighbors[neuron];

    /// <summary>The neuron at a place, or −1.</summary>
    public int At(GridPosition position) => indices.TryGetValue(position, out int index) ? index : -1;

    /// <summary>Whether a neuron has fewer than four neighbors.</summary>
    public bool IsBoundary(int neuron) => neighbors[neuron].Count < 4;

    /// <summary>Adds a neuron, with edges to the places above, below, left and right that are taken.</summary>
    public int Add(GridPosition position)
    {
        int index = Place(position);
        var (x, y) = position;
        foreach (var side in new GridPosition[] { new(x, y + 1), new(x, y - 1), new(x - 1, y), new(x + 1, y) })
            if (At(side) is >= 0 and int other)
                Connect(index, other);
        return index;
    }

    /// <summary>All edges, lower index first, in ascending order.</summary>
    public IEnumerable<(int A, int B)> Edges() =>
        Enumerable.Range(0, Count).SelectMany(a => neighbors[a].Where(b => a < b).Order().Select(b => (a, b)));

    /// <summary>The neighbor lists as arrays.</summary>
    public int[][] NeighborArrays() => [.. neighbors.Select(list => list.ToArray())];

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
