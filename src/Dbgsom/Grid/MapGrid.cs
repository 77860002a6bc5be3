using System.ComponentModel;
using System.Text.Json.Serialization;
using Dbgsom.Naming;

namespace Dbgsom.Grid;

/// <summary>
/// The grid of a map: it defines neighbors, growth sites, distances, and the positions at which neurons and their cells are drawn.
/// </summary>
/// <remarks>
/// All cells have the same shape and cover the plane. Every place has one neighbor on each side of its cell, and neighbors are 1 apart.
/// </remarks>
[JsonConverter(typeof(NamedJsonConverter<MapGrid>))]
[TypeConverter(typeof(NamedTypeConverter<MapGrid>))]
public abstract class MapGrid : INamed<MapGrid>
{
    private protected MapGrid(string name, int sides) => (Name, Sides) = (name, sides);

    /// <summary>Square cells in columns and rows: four neighbors, and four more places that touch at a corner.</summary>
    public static MapGrid Square { get; } = new SquareGrid();

    /// <summary>
    /// Hexagonal cells in rows, every second row shifted half a cell to the right: six neighbors, all at the same distance.
    /// </summary>
    public static MapGrid Hexagonal { get; } = new HexagonalGrid();

    /// <inheritdoc/>
    public static IReadOnlyList<MapGrid> All { get; } = [Square, Hexagonal];

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The grid without the seams of a torus.</summary>
    public virtual MapGrid Shape => this;

    /// <summary>The columns and rows of a torus; null for a grid with edges.</summary>
    public virtual GridSize? Torus => null;

    /// <summary>Returns the grid of a torus as drawn when it is cut open left of and below a place; other grids cannot be shifted.</summary>
    /// <param name="place">A place of the torus; other places wrap around.</param>
    /// <exception cref="ArgumentException">The grid has edges, so that it cannot be shifted.</exception>
    public virtual MapGrid CutAt(GridPosition place) =>
        throw new ArgumentException($"a map on a {Name} grid has edges and cannot be shifted; train it with boundary toroidal");

    /// <summary>The number of sides of a cell, which is the number of neighbors of a place.</summary>
    public int Sides { get; }

    /// <summary>The corners of a cell, counterclockwise, relative to its center. Consecutive corners bound a side.</summary>
    public abstract IReadOnlyList<(double X, double Y)> CellShape { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Returns the neighbors of a place, one on each side of its cell, in the order used by growth.</summary>
    /// <param name="place">Any place.</param>
    public IReadOnlyList<GridPosition> Neighbors(GridPosition place)
    {
        var neighbors = new GridPosition[Sides];
        for (int side = 0; side < Sides; side++)
            neighbors[side] = Neighbor(place, side);
        return neighbors;
    }

    /// <summary>Returns the places whose cells touch the cell of a place, at a side or at a corner.</summary>
    /// <param name="place">Any place.</param>
    public abstract IReadOnlyList<GridPosition> Touching(GridPosition place);

    /// <summary>Returns the point at which a place is drawn: the center of its cell.</summary>
    /// <param name="place">Any place.</param>
    public abstract (double X, double Y) Point(GridPosition place);

    /// <summary>Returns the corners of the cell of a place, counterclockwise.</summary>
    /// <param name="place">Any place.</param>
    public IReadOnlyList<(double X, double Y)> Cell(GridPosition place)
    {
        var (x, y) = Point(place);
        return [.. CellShape.Select(corner => (x + corner.X, y + corner.Y))];
    }

    /// <summary>
    /// Returns the lines that draw the edge between two neighbors: one line or, across a seam of a torus, two half lines at either end.
    /// </summary>
    /// <param name="a">A place.</param>
    /// <param name="b">A neighbor of the first place.</param>
    public virtual IReadOnlyList<((double X, double Y) From, (double X, double Y) To)> Lines(GridPosition a, GridPosition b) =>
        [(Point(a), Point(b))];

    /// <summary>
    /// Returns the midpoint of the edge between two neighbors; across a seam of a torus, the one on the right or else at the top.
    /// </summary>
    /// <param name="a">A place.</param>
    /// <param name="b">A neighbor of the first place.</param>
    public virtual (double X, double Y) Middle(GridPosition a, GridPosition b)
    {
        var ((ax, ay), (bx, by)) = (Point(a), Point(b));
        return ((ax + bx) / 2, (ay + by) / 2);
    }

    /// <summary>The vertical distance between rows; columns are 1 apart.</summary>
    public double RowHeight => Shape.Point(new(0, 2)).Y / 2;

    /// <summary>Returns the straight-line distance of two places: 1 between neighbors; around a torus, the shorter way.</summary>
    /// <remarks>
    /// Four times its square is an integer on every grid, (2·Δx)² + 4·Δy² or (2·Δx)² + 3·Δy². It is rounded to that, so that equal
    /// distances have equal bits.
    /// </remarks>
    /// <param name="a">A place.</param>
    /// <param name="b">Another place.</param>
    public double Distance(GridPosition a, GridPosition b) => Math.Sqrt(Math.Round(4 * SquaredDistance(a, b))) / 2;

    private protected virtual double SquaredDistance(GridPosition a, GridPosition b)
    {
        var (ax, ay) = Point(a);
        var (bx, by) = Point(b);
        return ((ax - bx) * (ax - bx)) + ((ay - by) * (ay - by));
    }

    /// <summary>Returns the number of columns and rows that places span.</summary>
    /// <param name="places">At least one place.</param>
    /// <exception cref="InvalidOperationException"><paramref name="places"/> is empty.</exception>
    public static (int Columns, int Rows) Extent(IReadOnlyCollection<GridPosition> places) =>
        (
            1 + places.Max(place => place.X) - places.Min(place => place.X),
            1 + places.Max(place => place.Y) - places.Min(place => place.Y)
        );

    /// <summary>The most neurons that a growing map starts from.</summary>
    internal const int StartingNeurons = 4;

    /// <summary>The places of the four neurons that a growing map starts from, in order. A map that starts from fewer takes the first of them: each has a neighbor before it.</summary>
    internal abstract IReadOnlyList<GridPosition> Start { get; }

    /// <summary>The sides in the order in which a new neuron is joined to its neighbors.</summary>
    internal abstract ReadOnlySpan<int> JoinOrder { get; }

    /// <summary>The name in model and run files; null for the grid of files that name none.</summary>
    internal virtual string? NameInFiles => Name;

    /// <summary>The neighbor of a place on one side.</summary>
    /// <param name="place">Any place.</param>
    /// <param name="side">0 … <see cref="Sides"/> − 1, in the order in which growth looks at them.</param>
    internal abstract GridPosition Neighbor(GridPosition place, int side);

    /// <summary>
    /// The places that take the place of one where the grid is made twice as fine, each with the sides of the old cell toward which it lies. Those of a map's
    /// first place are the places it starts from, in order.
    /// </summary>
    internal abstract IReadOnlyList<(GridPosition Place, int[] Sides)> Refined(GridPosition place);

    /// <summary>The side on the other side of a cell: there lies the neuron from which a new one on <paramref name="side"/> is extrapolated.</summary>
    internal abstract int Opposite(int side);

    /// <summary>True if the cells of two different places touch, at a side or at a corner.</summary>
    internal abstract bool Touch(GridPosition a, GridPosition b);

    /// <summary>
    /// Chooses neighbors of a place whose middle the place is, so that the mean of their weights interpolates its own (Kohonen 2001, eq. 3.80).
    /// </summary>
    /// <param name="place">The place.</param>
    /// <param name="neighbors">The neighbors there are, in the order in which their edges came to be.</param>
    /// <param name="chosen">Receives indices in <paramref name="neighbors"/>; as long as <see cref="Sides"/>.</param>
    /// <returns>How many are chosen; 0 where no choice has the place in its middle.</returns>
    internal abstract int ChooseAround(GridPosition place, ReadOnlySpan<GridPosition> neighbors, Span<int> chosen);

    /// <summary>
    /// The points of a U-matrix that cells of half size at places and at the middles of edges leave uncovered, each with the middles of the edges
    /// around it. Each point belongs to one place only.
    /// </summary>
    internal virtual IEnumerable<((double X, double Y) Point, (double X, double Y)[] Around)> GapsBeside(GridPosition place) =>
        [];

    internal bool AreNeighbors(GridPosition a, GridPosition b)
    {
        for (int side = 0; side < Sides; side++)
            if (Neighbor(a, side) == b)
                return true;
        return false;
    }

    /// <summary>The grid of a file by the name it has there.</summary>
    /// <param name="name">The name; null for the grid of files that name none.</param>
    /// <param name="torus">The size of a torus; null for none.</param>
    /// <exception cref="ArgumentException">No grid has that name, and the message lists those that exist, or no torus has that size.</exception>
    internal static MapGrid FromFile(string? name, GridSize? torus)
    {
        var shape = name is null ? All.First(grid => grid.NameInFiles is null) : Named.Parse<MapGrid>(name);
        return torus is null ? shape : Toroidal(shape, torus);
    }

    /// <summary>A rectangle of the cells of a grid whose opposite edges are joined.</summary>
    /// <exception cref="ArgumentException">No torus has that size.</exception>
    internal static MapGrid Toroidal(MapGrid shape, GridSize size) =>
        ToroidalGrid.Refusal(shape, size) is { } refusal ? throw new ArgumentException(refusal) : new ToroidalGrid(shape, size);
}
