using Dbgsom.Grid;
using Dbgsom.Rows;

namespace Dbgsom.Map;

/// <summary>The grid of a map as arrays: <c>positions.npy</c> and <c>edges.npy</c>.</summary>
internal static class LatticeArrays
{
    public static void Write(ArchiveWriter archive, Lattice lattice)
    {
        archive.Matrix<int>("positions.npy", [.. lattice.Positions.SelectMany(position => new[] { position.X, position.Y })], 2);
        archive.Matrix<int>("edges.npy", [.. lattice.Edges().SelectMany(edge => new[] { edge.A, edge.B })], 2);
    }

    public static Lattice Read(ArchiveReader archive, int neuronCount)
    {
        if (neuronCount > SomOptions.MostNeurons)
            throw archive.Bad($"the map has {neuronCount} neurons; {SomOptions.MostNeurons} are possible");
        var (values, _, _) = archive.Matrix("positions.npy", neuronCount, 2);
        if (!Array.TrueForAll(values, value => value == Math.Floor(value) && Math.Abs(value) <= neuronCount))
            throw archive.Bad("'positions.npy' holds a place that no map of this size reaches");
        Lattice lattice;
        try
        {
            lattice = Lattice.Replay([
                .. Enumerable.Range(0, neuronCount).Select(i => new GridPosition((int)values[2 * i], (int)values[(2 * i) + 1])),
            ]);
        }
        catch (InvalidDataException e)
        {
            throw archive.Bad($"'positions.npy' is not a grown map: {e.Message}");
        }
        double[] edges = [.. lattice.Edges().SelectMany(edge => new double[] { edge.A, edge.B })];
        if (!archive.Matrix("edges.npy", edges.Length / 2, 2).Values.AsSpan().SequenceEqual(edges))
            throw archive.Bad("'edges.npy' does not join the neurons that are adjacent in 'positions.npy'");
        return lattice;
    }
}
