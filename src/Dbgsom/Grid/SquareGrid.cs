namespace Dbgsom.Grid;

/// <summary>Square cells: columns and rows are the coordinates, and neighbors differ by one in one of them.</summary>
internal sealed class SquareGrid() : MapGrid("square", 4)
{
    public override IReadOnlyList<(double X, double Y)> CellShape { get; } =
        Array.AsReadOnly<(double, double)>([(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)]);

    internal override IReadOnlyList<GridPosition> Start { get; } = [new(0, 0), new(0, 1), new(1, 0), new(1, 1)];

    // Above, below, left, right.
    internal override ReadOnlySpan<int> JoinOrder => [2, 3, 1, 0];

    // Files name no grid since before there were others.
    internal override string? NameInFiles => null;

    public override (double X, double Y) Point(GridPosition place) => (place.X, place.Y);

    public override IReadOnlyList<GridPosition> Touching(GridPosition place) =>
        [
            new(place.X - 1, place.Y - 1),
            new(place.X - 1, place.Y),
            new(place.X - 1, place.Y + 1),
            new(place.X, place.Y - 1),
            new(place.X, place.Y + 1),
            new(place.X + 1, place.Y - 1),
            new(place.X + 1, place.Y),
            new(place.X + 1, place.Y + 1),
        ];

    /// <summary>Sides 0 to 3: +x, −x, +y, −y.</summary>
    internal override GridPosition Neighbor(GridPosition place, int side) =>
        side switch
        {
            0 => new(place.X + 1, place.Y),
            1 => new(place.X - 1, place.Y),
            2 => new(place.X, place.Y + 1),
            3 => new(place.X, place.Y - 1),
            _ => throw new ArgumentOutOfRangeException(nameof(side), side, "A cell has the sides 0 to 3."),
        };

    internal override IReadOnlyList<(GridPosition Place, int[] Sides)> Refined(GridPosition place) =>
        [
            (new(2 * place.X, 2 * place.Y), [1, 3]),
            (new(2 * place.X, (2 * place.Y) + 1), [1, 2]),
            (new((2 * place.X) + 1, 2 * place.Y), [0, 3]),
            (new((2 * place.X) + 1, (2 * place.Y) + 1), [0, 2]),
        ];

    internal override int Opposite(int side) => side ^ 1;

    /// <summary>The Chebyshev distance is 1.</summary>
    internal override bool Touch(GridPosition a, GridPosition b) =>
        a != b && Math.Max(Math.Abs(a.X - b.X), Math.Abs(a.Y - b.Y)) == 1;

    /// <summary>Of any three of the four sides two are opposite: the affine coordinates of the place in the first three neighbors are ½, ½ and 0.</summary>
    internal override int ChooseAround(GridPosition place, ReadOnlySpan<GridPosition> neighbors, Span<int> chosen)
    {
        for (int i = 0; i < Math.Min(neighbors.Length, 3); i++)
        for (int j = i + 1; j < Math.Min(neighbors.Length, 3); j++)
        {
            if (neighbors[i].X + neighbors[j].X != 2 * place.X || neighbors[i].Y + neighbors[j].Y != 2 * place.Y)
                continue;
            (chosen[0], chosen[1]) = (i, j);
            return 2;
        }
        return 0;
    }

    /// <summary>The upper right corner of the cell, where four edges meet around it.</summary>
    internal override IEnumerable<((double X, double Y) Point, (double X, double Y)[] Around)> GapsBeside(GridPosition place)
    {
        var (x, y) = (place.X + 0.5, place.Y + 0.5);
        yield return ((x, y), [(x - 0.5, y), (x + 0.5, y), (x, y - 0.5), (x, y + 0.5)]);
    }
}
