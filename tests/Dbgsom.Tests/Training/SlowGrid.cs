namespace Dbgsom.Tests.Training;

/// <summary>The grid of a map from its definition: an edge wherever two neurons are adjacent, distances by way of every neuron (Floyd, Warshall).</summary>
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

    /// <summary>Steps along edges.</summary>
    public double[,] Hops() => Shortest((a, b) => Neighbors[a].Contains(b) ? 1 : double.PositiveInfinity);

    /// <summary>Ways that may also cut a corner, for 1.4 steps, where a neuron is beside both.</summary>
    public double[,] WaysOverCorners() =>
        Shortest(
            (a, b) =>
                Neighbors[a].Contains(b) ? 1
                : IsCorner(Places[a], Places[b]) && Neighbors[a].Exists(Neighbors[b].Contains) ? 1.4
                : double.PositiveInfinity
        );

    private static bool IsCorner((int X, int Y) a, (int X, int Y) b) => Math.Abs(a.X - b.X) == 1 && Math.Abs(a.Y - b.Y) == 1;

    private double[,] Shortest(Func<int, int, double> move)
    {
        var ways = new double[Count, Count];
        for (int a = 0; a < Count; a++)
        for (int b = 0; b < Count; b++)
            ways[a, b] = a == b ? 0 : move(a, b);
        for (int by = 0; by < Count; by++)
        for (int a = 0; a < Count; a++)
        for (int b = 0; b < Count; b++)
            ways[a, b] = Math.Min(ways[a, b], ways[a, by] + ways[by, b]);
        return ways;
    }
}
