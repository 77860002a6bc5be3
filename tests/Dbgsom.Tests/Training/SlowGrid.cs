namespace Dbgsom.Tests.Training;

/// <summary>The grid of a map from its definition: an edge wherever two neurons are adjacent, hops by looking at all edges until nothing changes.</summary>
internal sealed class SlowGrid
{
    public List<(int X, int Y)> Places { get; } = [(0, 0), (0, 1), (1, 0), (1, 1)];

    /// <summary>The neighbors of each neuron in the order in which their edges came to be.</summary>
    public List<List<int>> Neighbors { get; } =
    [
        [1, 2],
        [0, 3],
        [0, 3],
        [2, 1],
    ];

    public int Count => Places.Count;

    public int At(int x, int y) => Places.IndexOf((x, y));

    public static (int X, int Y)[] Around((int X, int Y) place) =>
        [(place.X + 1, place.Y), (place.X - 1, place.Y), (place.X, place.Y + 1), (place.X, place.Y - 1)];

    /// <summary>Edges to the places above, below, left and right, in that order, where they are taken.</summary>
    public void Add((int X, int Y) place)
    {
        var (x, y) = place;
        int[] sides = [.. new[] { At(x, y + 1), At(x, y - 1), At(x - 1, y), At(x + 1, y) }.Where(side => side >= 0)];
        foreach (int side in sides)
            Neighbors[side].Add(Count);
        Places.Add(place);
        Neighbors.Add([.. sides]);
    }

    public int[,] Hops()
    {
        var hops = new int[Count, Count];
        for (int a = 0; a < Count; a++)
        for (int b = 0; b < Count; b++)
            hops[a, b] = a == b ? 0 : int.MaxValue;
        for (int from = 0; from < Count; from++)
        for (int reached = 0; reached < Count; reached++)
        for (int a = 0; a < Count; a++)
            if (hops[from, a] == reached)
                foreach (int b in Neighbors[a])
                    hops[from, b] = Math.Min(hops[from, b], reached + 1);
        return hops;
    }
}
