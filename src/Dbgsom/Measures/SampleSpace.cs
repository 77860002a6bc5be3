using Dbgsom.Numerics;
using Dbgsom.Search;
using Dbgsom.Space;

namespace Dbgsom.Measures;

/// <summary>Samples in the space that a map is trained in.</summary>
internal sealed class SampleSpace : RowSpace
{
    // As many rows as stay in the cache while some others are compared with them.
    private const int ValuesPerPart = 1 << 14;

    private readonly double[] values;
    private readonly Assigner[] parts;
    private readonly int rowsPerPart;

    /// <param name="metric">The distance.</param>
    /// <param name="values">Row-major values, as the metric compares them; not changed as long as this is used.</param>
    /// <param name="columns">Dimensions of the space.</param>
    public SampleSpace(Metric metric, double[] values, int columns)
        : base(values.Length / columns, columns)
    {
        this.values = values;
        rowsPerPart = Math.Max(1, ValuesPerPart / columns / Pack.Size) * Pack.Size;
        parts = [.. values.Chunk(rowsPerPart * columns).Select(part => new Assigner(metric, part, columns))];
    }

    public override void Distances(int first, int count, Span<double> distances)
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
