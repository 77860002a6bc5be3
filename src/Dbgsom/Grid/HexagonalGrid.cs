namespace Dbgsom.Grid;

/// <summary>Hexagonal cells in rows, odd rows half a cell to the right: six neighbors, all at distance 1.</summary>
internal sealed class HexagonalGrid() : MapGrid("hexagonal", 6)
{
    private static readonly double Height = Math.Sqrt(3) / 2;
    private static readonly double Radius = 1 / Math.Sqrt(3);

    // Opposite pairs, then the two triangles whose middle a place is.
    private static readonly int[][] Around =
    [
        [0, 1],
        [2, 3],
        [4, 5],
        [0, 4, 3],
        [1, 2, 5],
    ];

    public override IReadOnlyList<(double X, double Y)> CellShape { get; } =
        Array.AsReadOnly<(double, double)>([
            (0, -Radius),
            (0.5, -Radius / 2),
            (0.5, Radius / 2),
            (0, Radius),
            (-0.5, Radius / 2),
            (-0.5, -Radius / 2),
        ]);

    internal override IReadOnlyList<GridPosition> Start { get; } = [new(0, 0), new(0, 1), new(1, 0), new(1, 1)];

    internal override ReadOnlySpan<int> JoinOrder => [0, 1, 2, 3, 4, 5];

    public override (double X, double Y) Point(GridPosition place) => (place.X + (0.5 * (place.Y & 1)), place.Y * Height);

    public override IReadOnlyList<GridPosition> Touching(GridPosition place) => Neighbors(place);

    /// <summary>Sides 0 to 5: right, left, above right, below left, above left, below right.</summary>
    internal override GridPosition Neighbor(GridPosition place, int side)
    {
        var (x, y) = place;
        int odd = y & 1;
        return side switch
        {
            0 => new(x + 1, y),
            1 => new(x - 1, y),
            2 => new(x + odd, y + 1),
            3 => new(x + odd - 1, y - 1),
            4 => new(x + odd - 1, y + 1),
            5 => new(x + odd, y - 1),
            _ => throw new ArgumentOutOfRangeException(nameof(side), side, "A cell has the sides 0 to 5."),
        };
    }

    /// <summary>Two columns and two rows each; odd rows are half a cell to the right, which is a whole one of the finer grid.</summary>
    internal override IReadOnlyList<(GridPosition Place, int[] Sides)> Refined(GridPosition place)
    {
        int x = (2 * place.X) + (place.Y & 1);
        int y = 2 * place.Y;
        return [(new(x, y), [3]), (new(x, y + 1), [4]), (new(x + 1, y), [5]), (new(x + 1, y + 1), [2])];
    }

    internal override int Opposite(int side) => side ^ 1;

    internal override bool Touch(GridPosition a, GridPosition b) => AreNeighbors(a, b);

    /// <summary>Two opposite neighbors, or three at equal angles.</summary>
    internal override int ChooseAround(GridPosition place, ReadOnlySpan<GridPosition> neighbors, Span<int> chosen)
    {
        foreach (int[] sides in Around)
        {
            int found = 0;
            foreach (int side in sides)
                if (neighbors.IndexOf(Neighbor(place, side)) is >= 0 and int index)
                    chosen[found++] = index;
            if (found == sides.Length)
                return found;
        }
        return 0;
    }
}
