using Dbgsom.Numerics;

namespace Dbgsom.Measures;

/// <summary>Rows in a space with a distance. Distances are found a few rows at a time; no table of them is kept.</summary>
/// <param name="count">Number of rows.</param>
/// <param name="columns">Dimensions of the space: what a distance costs.</param>
internal abstract class RowSpace(int count, int columns)
{
    public int Count => count;

    public int Columns => columns;

    /// <summary>Room that the distances of one row need; the first <see cref="Count"/> are those.</summary>
    public int PaddedCount => (Count + Pack.Size - 1) / Pack.Size * Pack.Size;

    /// <summary>The distances of some rows to all rows, themselves included.</summary>
    /// <param name="first">The first of the rows.</param>
    /// <param name="count">The number of the rows.</param>
    /// <param name="distances">For each of them <see cref="PaddedCount"/> places.</param>
    public abstract void Distances(int first, int count, Span<double> distances);
}
