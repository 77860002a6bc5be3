namespace Dbgsom.Grid;

/// <summary>
/// A rectangle of another grid whose opposite edges are joined. Places are those of the rectangle, 0 … columns − 1 and 0 … rows − 1. To be drawn the torus is cut
/// open, left of one place and below it.
/// </summary>
internal sealed class ToroidalGrid : MapGrid
{
    /// <summary>Fewer would make a neuron its own neighbor, or twice that of another.</summary>
    public const int FewestAcross = 3;

    private readonly (double X, double Y) period;

    /// <param name="shape">The grid of the cells.</param>
    /// <param name="size">The size of the rectangle; see <see cref="Refusal"/>.</param>
    public ToroidalGrid(MapGrid shape, GridSize size)
        : base(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{shape.Name} torus {size}"), shape.Sides)
    {
        Shape = shape;
        Size = size;
        period = (size.Columns, shape.Point(new(0, size.Rows)).Y);
    }

    /// <summary>The grid of the cells.</summary>
    public override MapGrid Shape { get; }

    /// <summary>The columns and rows after which the grid repeats.</summary>
    public override GridSize? Torus => Size;

    private GridSize Size { get; }

    public override IReadOnlyList<(double X, double Y)> CellShape => Shape.CellShape;

    internal override IReadOnlyList<GridPosition> Start => Shape.Start;

    internal override ReadOnlySpan<int> JoinOrder => Shape.JoinOrder;

    /// <summary>Why a torus of this size cannot be; null where it can.</summary>
    public static string? Refusal(MapGrid shape, GridSize size) =>
        size.Columns < FewestAcross || size.Rows < FewestAcross
            ? $"a torus has at least {FewestAcross} columns and {FewestAcross} rows"
        : shape.Point(new(0, size.Rows)).X != 0
            ? "a torus of hexagons has an even number of rows, as every second one is half a cell to the right"
        : null;

    /// <summary>The place at which the torus is cut open to be drawn: it becomes the first of the first row.</summary>
    public GridPosition Origin { get; private init; }

    public override MapGrid CutAt(GridPosition place) => new ToroidalGrid(Shape, Size) { Origin = Wrap(place) };

    public override (double X, double Y) Point(GridPosition place)
    {
        double x = Shape.Point(place).X - Shape.Point(Origin).X;
        return ((x + period.X) % period.X, Shape.Point(new(0, Remainder(place.Y - Origin.Y, Size.Rows))).Y);
    }

    public override IReadOnlyList<GridPosition> Touching(GridPosition place) =>
        [.. Shape.Touching(place).Select(Wrap).Distinct().Where(other => other != place)];

    /// <summary>The shorter way in each direction.</summary>
    private protected override double SquaredDistance(GridPosition a, GridPosition b)
    {
        var (ax, ay) = Shape.Point(a);
        var (bx, by) = Shape.Point(b);
        return SquareOf(ax - bx, period.X) + SquareOf(ay - by, period.Y);
    }

    public override IReadOnlyList<((double X, double Y) From, (double X, double Y) To)> Lines(GridPosition a, GridPosition b)
    {
        var ((ax, ay), (bx, by), (dx, dy)) = (Point(a), Point(b), Step(a, b));
        return Wraps(ax + dx, bx) == 0 && Wraps(ay + dy, by) == 0
            ? [((ax, ay), (bx, by))]
            : [((ax, ay), (ax + (dx / 2), ay + (dy / 2))), ((bx, by), (bx - (dx / 2), by - (dy / 2)))];
    }

    public override (double X, double Y) Middle(GridPosition a, GridPosition b)
    {
        var ((ax, ay), (bx, by), (dx, dy)) = (Point(a), Point(b), Step(a, b));
        int across = Wraps(ax + dx, bx);
        bool ofA = across > 0 || (across == 0 && Wraps(ay + dy, by) >= 0);
        return ofA ? (ax + (dx / 2), ay + (dy / 2)) : (bx - (dx / 2), by - (dy / 2));
    }

    /// <summary>Whether the grid would go on beyond the right or upper edge (1) or the left or lower one (−1) to where a neighbor is after the seam.</summary>
    private static int Wraps(double on, double neighbor) => Math.Abs(on - neighbor) < 0.1 ? 0 : Math.Sign(on - neighbor);

    /// <summary>The way from a place to a neighbor, if the grid went on.</summary>
    private (double X, double Y) Step(GridPosition a, GridPosition b)
    {
        var ((ax, ay), (bx, by)) = (Shape.Point(a), Shape.Point(Toward(a, b)));
        return (bx - ax, by - ay);
    }

    /// <summary>Where a neighbor of a place would be if the grid went on.</summary>
    private GridPosition Toward(GridPosition place, GridPosition neighbor)
    {
        for (int side = 0; side < Sides; side++)
            if (Neighbor(place, side) == neighbor)
                return Shape.Neighbor(place, side);
        throw new ArgumentException($"{neighbor} is not a neighbor of {place}");
    }

    internal override GridPosition Neighbor(GridPosition place, int side) => Wrap(Shape.Neighbor(place, side));

    internal override IReadOnlyList<(GridPosition Place, int[] Sides)> Refined(GridPosition place) =>
        throw new NotSupportedException("a torus has the size that it was given");

    internal override int Opposite(int side) => Shape.Opposite(side);

    internal override bool Touch(GridPosition a, GridPosition b) => a != b && Touching(a).Contains(b);

    internal override int ChooseAround(GridPosition place, ReadOnlySpan<GridPosition> neighbors, Span<int> chosen)
    {
        // Neighbors across a seam are looked at where they would be without it.
        Span<GridPosition> beside = stackalloc GridPosition[neighbors.Length];
        for (int i = 0; i < neighbors.Length; i++)
        {
            beside[i] = neighbors[i];
            for (int side = 0; side < Sides; side++)
                if (Neighbor(place, side) == neighbors[i])
                    beside[i] = Shape.Neighbor(place, side);
        }
        return Shape.ChooseAround(place, beside, chosen);
    }

    internal override IEnumerable<((double X, double Y) Point, (double X, double Y)[] Around)> GapsBeside(GridPosition place) =>
        Shape.GapsBeside(Wrap(new(place.X - Origin.X, place.Y - Origin.Y)));

    private GridPosition Wrap(GridPosition place) => new(Remainder(place.X, Size.Columns), Remainder(place.Y, Size.Rows));

    private static int Remainder(int value, int length) => ((value % length) + length) % length;

    private static double SquareOf(double difference, double period)
    {
        double way = Math.Abs(difference) % period;
        way = Math.Min(way, period - way);
        return way * way;
    }
}
