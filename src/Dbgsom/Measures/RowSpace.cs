using Dbgsom.Numerics;
using Dbgsom.Search;
using Dbgsom.Space;

namespace Dbgsom.Measures;

/// <summary>Rows in a space with a distance: samples, or their places on the grid. Distances are found a few rows at a time; no table of them is kept.</summary>
internal sealed class RowSpace
{
    // As many rows as stay in the cache while some others are compared with them.
    private const int ValuesPerPart = 1 << 14;

    private readonly double[] values;
    private readonly Assigner[] parts;
    private readonly int rowsPerPart;

    /// <param name="metric">The distance.</param>
    /// <param name="values">Row-major values, as the metric compares them; not changed as long as this is used.</param>
    /// <param name="columns">Dimensions of the space.</param>
    public RowSpace(Metric metric, double[] values, int columns)
    {
        (this.values, Columns) = (values, columns);
        Count = values.Length / columns;
        rowsPerPart = Math.Max(1, ValuesPerPart / columns / Pack.Size) * Pack.Size;
        parts = [.. values.Chunk(rowsPerPart * columns).Select(part => new Assigner(metric, part, columns))];
    }

    public int Count { get; }

    public int Columns { get; }

    /// <summary>Room that the distances of one row need; the first <see cref="Count"/> are those.</summary>
    public int PaddedCount => (Count + Pack.Size - 1) / Pack.Size * Pack.Size;

    /// <summary>The distances of some rows to all rows, themselves included.</summary>
    /// <param name="first">The first of the rows.</param>
    /// <param name="count">Their number.</param>
    /// <param name="distances">For each of them <see cref="PaddedCount"/> places.</param>
    public void Distances(int first, int count, Span<double> distances)
    {
        for (int part = 0; part < parts.Length; part++)
        for (int i = 0; i < count; i++)
            parts[part]
                .Distances(
                    values.AsSpan((first + i) * Columns, Columns),
                    distances.Slice((i * PaddedCount) + (part * rowsPerPart), parts[part].PaddedCount)
                );
    }
}
