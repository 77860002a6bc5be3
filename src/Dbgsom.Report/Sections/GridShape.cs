using System.Text.Json;
using Dbgsom.Grid;

namespace Dbgsom.Report.Sections;

/// <summary>Where neurons and their cells are drawn, where the cells are not the unit squares that the page draws from columns and rows.</summary>
internal static class GridShape
{
    public static void Write(Utf8JsonWriter writer, MapGrid grid, IReadOnlyList<GridPosition> positions)
    {
        writer.WriteWhole("x", positions.Select(position => position.X));
        writer.WriteWhole("y", positions.Select(position => position.Y));
        if (grid.Torus is { } torus)
        {
            // Columns and rows, the height of a row, and how far odd rows lie to the right.
            writer.WriteStartArray("torus");
            writer.WriteNumberValue(torus.Columns);
            writer.WriteNumberValue(torus.Rows);
            writer.WriteShort(grid.RowHeight);
            writer.WriteShort(grid.Shape.Point(new(0, 1)).X);
            writer.WriteEndArray();
        }
        if (
            grid.CellShape.SequenceEqual(MapGrid.Square.CellShape)
            && positions.All(place => grid.Point(place) == (place.X, place.Y))
        )
            return;
        WritePoints(writer, "points", positions.Select(grid.Point));
        WritePoints(writer, "cell", grid.CellShape);
    }

    private static void WritePoints(Utf8JsonWriter writer, string name, IEnumerable<(double X, double Y)> points)
    {
        writer.WriteStartArray(name);
        foreach (var (x, y) in points)
        {
            writer.WriteStartArray();
            writer.WriteShort(x);
            writer.WriteShort(y);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
    }
}
