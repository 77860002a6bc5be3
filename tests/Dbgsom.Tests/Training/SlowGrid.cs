namespace Dbgsom.Tests.Training;

/// <summary>The grid of a map from its definition: an edge wherever two neurons are adjacent, distances by way of every neuron (Floyd, Warshall).</summary>
internal sealed class SlowGrid
{
    // Directions to the neighbors in the order in which growth looks at them, in twelfths of a turn: as the axes lie, or at the corners of a hexagon.
    private static readonly int[] OfSquares = [0, 6, 3, 9];
    private static readonly int[] OfHexagons = [0, 6, 2, 8, 4, 10];

    // Edges are made upwards, downwards, to the left and to the right; with hexagons in the order above.
    private static readonly int[] JoinOfSquares = [3, 9, 6, 0];

    private readonly bool hexagonal;
    private readonly (int Columns, int Rows)? torus;

    private SlowGrid(bool hexagonal, (int Columns, int Rows)? torus) => (this.hexagonal, this.torus) = (hexagonal, torus);

    /// <summary>The first neurons of a map that grows.</summary>
    public static SlowGrid Start(bool hexagonal = false, int count = 4)
    {
        var grid = new SlowGrid(hexagonal, null);
        foreach (var place in new[] { (0, 0), (0, 1), (1, 0), (1, 1) }.Take(count))
            grid.Add(place);
        return grid;
    }

    /// <summary>A rectangle, row by row.</summary>
    public static SlowGrid Rectangle(int columns, int rows, bool hexagonal, bool toroidal)
    {
        var grid = new SlowGrid(hexagonal, toroidal ? (columns, rows) : null);
        for (int y = 0; y < rows; y++)
        for (int x = 0; x < columns; x++)
            grid.Add((x, y));
        return grid;
    }

    public List<(int X, int Y)> Places { get; } = [];

    /// <summary>The neighbors of each neuron in the order in which their edges came to be.</summary>
    public List<List<int>> Neighbors { get; } = [];

    public int Count => Places.Count;

    public int Sides => hexagonal ? 6 : 4;

    public bool IsHexagonal => hexagonal;

    public int At((int X, int Y) place) => Places.IndexOf(place);

    /// <summary>The places at distance 1.</summary>
    public (int X, int Y)[] Around((int X, int Y) place) =>
        Array.ConvertAll(hexagonal ? OfHexagons : OfSquares, turn => Toward(place, turn));

    /// <summary>The place as far on the other side of one.</summary>
    public (int X, int Y) Mirror((int X, int Y) place, (int X, int Y) middle)
    {
        var (a, m) = (Point(place), Point(middle));
        return PlaceAt((2 * m.X) - a.X, (2 * m.Y) - a.Y);
    }

    /// <summary>Whether a place is in the middle of others.</summary>
    public bool IsMiddle((int X, int Y) place, params int[] neurons)
    {
        var (x, y) = Point(place);
        return Math.Abs(neurons.Average(n => Point(Places[n]).X) - x) < 1e-9
            && Math.Abs(neurons.Average(n => Point(Places[n]).Y) - y) < 1e-9;
    }

    public void Add((int X, int Y) place)
    {
        var around = (hexagonal ? OfHexagons : JoinOfSquares).Select(turn => Wrapped(Toward(place, turn)));
        int[] sides = [.. around.Select(At).Where(side => side >= 0)];
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

    /// <summary>Straight lines; around a torus the shortest of all that lead to a copy of the other.</summary>
    public double[,] StraightLines()
    {
        var ways = new double[Count, Count];
        for (int a = 0; a < Count; a++)
        for (int b = 0; b < Count; b++)
            ways[a, b] = Copies(Places[b]).Min(copy => Length(Point(Places[a]), Point(copy)));
        return ways;
    }

    private IEnumerable<(int X, int Y)> Copies((int X, int Y) place) =>
        torus is not { } size
            ? [place]
            : from dx in new[] { -1, 0, 1 }
            from dy in new[] { -1, 0, 1 }
            select (place.X + (dx * size.Columns), place.Y + (dy * size.Rows));

    private (int X, int Y) Wrapped((int X, int Y) place) =>
        torus is { } size ? ((place.X + size.Columns) % size.Columns, (place.Y + size.Rows) % size.Rows) : place;

    private (double X, double Y) Point((int X, int Y) place) =>
        hexagonal ? (place.X + (place.Y % 2 == 0 ? 0 : 0.5), place.Y * Math.Sqrt(0.75)) : (place.X, place.Y);

    private (int X, int Y) PlaceAt(double x, double y)
    {
        int row = (int)Math.Round(hexagonal ? y / Math.Sqrt(0.75) : y);
        return ((int)Math.Round(x - (hexagonal && row % 2 != 0 ? 0.5 : 0)), row);
    }

    private (int X, int Y) Toward((int X, int Y) place, int twelfths)
    {
        var (x, y) = Point(place);
        double angle = twelfths * Math.PI / 6;
        return PlaceAt(x + Math.Cos(angle), y + Math.Sin(angle));
    }

    private static double Length((double X, double Y) a, (double X, double Y) b) =>
        Math.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)));

    private bool IsCorner((int X, int Y) a, (int X, int Y) b) =>
        !hexagonal && Math.Abs(a.X - b.X) == 1 && Math.Abs(a.Y - b.Y) == 1;

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
