using System.Text.Json.Nodes;
using Dbgsom.Grid;
using Dbgsom.Rows;

namespace Dbgsom.Map;

/// <summary>The grid of a map in a file: <c>positions.npy</c>, <c>edges.npy</c> and, unless the grid is square, its name.</summary>
internal static class LatticeArrays
{
    private const string GridField = "grid";
    private const string TorusField = "torus";

    public static void Write(ArchiveWriter archive, Lattice lattice)
    {
        archive.Matrix<int>("positions.npy", [.. lattice.Positions.SelectMany(position => new[] { position.X, position.Y })], 2);
        archive.Matrix<int>("edges.npy", [.. lattice.Edges().SelectMany(edge => new[] { edge.A, edge.B })], 2);
    }

    /// <summary>Names the grid in a JSON entry.</summary>
    public static JsonObject Describe(JsonObject json, MapGrid grid)
    {
        if (grid.Shape.NameInFiles is { } name)
            json[GridField] = name;
        if (grid.Torus is { } torus)
            json[TorusField] = torus.ToString();
        return json;
    }

    public static Lattice Read(ArchiveReader archive, JsonFields json, int neuronCount)
    {
        if (neuronCount > SomOptions.MaxGridNeurons)
            throw archive.Bad($"the map has {neuronCount} neurons; {SomOptions.MaxGridNeurons} are possible");
        var (values, _, _) = archive.Matrix("positions.npy", neuronCount, 2);
        if (!Array.TrueForAll(values, value => value == Math.Floor(value) && Math.Abs(value) <= neuronCount))
            throw archive.Bad("'positions.npy' holds a place that no map of this size reaches");
        var grid = ReadGrid(json);
        Lattice lattice;
        try
        {
            lattice = Lattice.Replay(
                grid,
                [.. Enumerable.Range(0, neuronCount).Select(i => new GridPosition((int)values[2 * i], (int)values[(2 * i) + 1]))]
            );
        }
        catch (InvalidDataException e)
        {
            throw archive.Bad($"'positions.npy' is not a map: {e.Message}");
        }
        double[] edges = [.. lattice.Edges().SelectMany(edge => new double[] { edge.A, edge.B })];
        if (!archive.Matrix("edges.npy", edges.Length / 2, 2).Values.AsSpan().SequenceEqual(edges))
            throw archive.Bad("'edges.npy' does not join the neurons that are adjacent in 'positions.npy'");
        return lattice;
    }

    private static MapGrid ReadGrid(JsonFields json)
    {
        try
        {
            return MapGrid.FromFile(
                json.Has(GridField) ? json.String(GridField) : null,
                json.Has(TorusField) ? GridSize.Parse(json.String(TorusField)) : null
            );
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw json.Bad(json.Has(TorusField) ? TorusField : GridField, $"names no grid: {e.Message}");
        }
    }
}
