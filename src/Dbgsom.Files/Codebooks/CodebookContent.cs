using Dbgsom.Grid;
using Dbgsom.Naming;

namespace Dbgsom.Files.Codebooks;

/// <summary>The content of a file of weights, before its grid is known.</summary>
/// <param name="Weights">The weights, a row for each neuron in the order of the file.</param>
/// <param name="Grid">The columns and rows that the file holds; null where it does not.</param>
internal sealed record CodebookContent(DataMatrix Weights, GridSize? Grid)
{
    /// <summary>The boundary that the file holds; null where it does not.</summary>
    public GridBoundary? Boundary { get; init; }

    /// <summary>True if neurons are in the order column by column instead of row by row.</summary>
    public bool IsByColumn { get; init; }

    /// <summary>
    /// True if the first row of hexagons lies half a cell to the right of the second, for a number of rows; null where it lies to the
    /// left, as here.
    /// </summary>
    public Func<int, bool>? BeginsRight { get; init; }

    /// <summary>The codebook on a grid.</summary>
    public Codebook On(string file, GridSize? grid, MapGrid topology, GridBoundary? boundary)
    {
        if (grid is not null && Grid is not null && grid != Grid)
            throw DataPart.Bad(file, $"its grid is {Grid} and not {grid}, columns first; leave --grid out");
        if (boundary is not null && Boundary is not null && boundary != Boundary)
            throw DataPart.Bad(file, $"its boundary is {Boundary} and not {boundary}; leave --boundary out");
        var size =
            grid
            ?? Grid
            ?? throw new ArgumentException(
                $"{file}: it holds {Text.Counted(Weights.RowCount, "neuron")} but not their numbers of columns and rows; give them with --grid, columns first, as in --grid 20x30",
                nameof(grid)
            );
        if (size.Count != Weights.RowCount)
            throw DataPart.Bad(
                file,
                $"it holds {Text.Counted(Weights.RowCount, "neuron")}, and a grid of {size} has {size.Count}; give the columns and rows it was trained with, as in --grid {Fitting(Weights.RowCount, size)}"
            );
        boundary ??= Boundary ?? GridBoundary.Planar;
        if (boundary == GridBoundary.Toroidal && ToroidalGrid.Refusal(topology, size) is { } refusal)
            throw new ArgumentException($"{file}: a {topology} grid of {size} cannot be toroidal: {refusal}", nameof(boundary));
        // Of squares no row lies to the right of another.
        bool isMirrored = topology.Point(new(0, 1)).X != 0 && BeginsRight?.Invoke(size.Rows) == true;
        var (columns, rows) = (size.Columns, size.Rows);
        var weights =
            IsByColumn || isMirrored
                ? Ordered(i => Place(isMirrored ? columns - 1 - (i % columns) : i % columns, i / columns))
                : Weights;
        return new Codebook(weights, size, topology, boundary, isMirrored);

        int Place(int column, int row) => IsByColumn ? (column * rows) + row : (row * columns) + column;
    }

    private DataMatrix Ordered(Func<int, int> from) =>
        Weights.SelectRows([.. Enumerable.Range(0, Weights.RowCount).Select(from)]);

    /// <summary>A size of as many neurons, with the columns or the rows given where they divide the number.</summary>
    private static string Fitting(int neurons, GridSize given) =>
        neurons % given.Columns == 0 ? $"{given.Columns}x{neurons / given.Columns}"
        : neurons % given.Rows == 0 ? $"{neurons / given.Rows}x{given.Rows}"
        : $"{neurons}x1";
}
