using Dbgsom.Grid;

namespace Dbgsom.Training;

/// <summary>
/// Straight lines between the neurons of a full rectangle, planar or toroidal. They follow from the columns and rows between two neurons, so that no table of all
/// pairs is needed.
/// </summary>
internal sealed class RectangleDistances : NeuronDistances
{
    private readonly MapGrid grid;
    private readonly GridSize size;

    /// <param name="grid">The grid.</param>
    /// <param name="size">The columns and rows.</param>
    public RectangleDistances(MapGrid grid, GridSize size)
    {
        (this.grid, this.size) = (grid, size);
        Shifts = [.. Enumerable.Range(0, size.Rows).Select(row => grid.Point(new(0, row)).X)];
    }

    public override int Count => size.Count;

    /// <summary>Number of columns.</summary>
    public int Columns => size.Columns;

    /// <summary>Number of rows.</summary>
    public int Rows => size.Rows;

    /// <summary>How far each row lies to the right of the first.</summary>
    public double[] Shifts { get; }

    public override NeuronNeighborhoods At(SomOptions options, TrainingPhase phase, double sigma)
    {
        var function = NeighborhoodTable.FunctionOf(options, phase);
        return function == Neighborhood.Gaussian
            ? new SeparableNeighborhoods(this, sigma)
            : new WindowedNeighborhoods(this, function, sigma, options.NeighborhoodCutoff);
    }

    /// <summary>How far a target row lies to the right of a source row, by <see cref="Side"/>.</summary>
    public static double[] Sides { get; } = [0, 0.5, -0.5];

    /// <summary>How a target row lies to a source row: 0 for alike, 1 for half a cell to the right, 2 for half a cell to the left.</summary>
    public int Side(int target, int source) =>
        Shifts[target] == Shifts[source] ? 0
        : Shifts[target] > Shifts[source] ? 1
        : 2;

    /// <summary>The squared length across, for a number of columns from −(columns − 1) to columns − 1 and what one row lies to the right of the other.</summary>
    public double SquareAcross(int columns, double shift) => Square(columns + shift, grid.Torus is null ? null : size.Columns);

    /// <summary>The squared length down a number of rows.</summary>
    public double SquareDown(int rows)
    {
        double height = grid.RowHeight;
        return Square(rows * height, grid.Torus is null ? null : size.Rows * height);
    }

    private static double Square(double way, double? period)
    {
        way = Math.Abs(way);
        if (period is { } around)
        {
            way %= around;
            way = Math.Min(way, around - way);
        }
        return way * way;
    }
}
