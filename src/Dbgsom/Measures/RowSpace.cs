using Dbgsom.Kernels;

namespace Dbgsom.Measures;

/// <summary>Rows in a space with a distance: samples, or their places on the grid. Distances are found a row at a time; no table of them is kept.</summary>
/// <param name="metric">The distance.</param>
/// <param name="values">Row-major values, as the metric compares them; not changed as long as this is used.</param>
/// <param name="columns">Dimensions of the space.</param>
internal sealed class RowSpace(Metric metric, double[] values, int columns)
{
    private readonly PackedWeights packed = new(values, columns);

    public int Count => packed.NeuronCount;

    public int Columns => columns;

    /// <summary>Room that the distances of a row need.</summary>
    public int PaddedCount => packed.PaddedCount;

    /// <summary>The distances of a row to all rows, itself included.</summary>
    public void Distances(int row, Span<double> distances) =>
        metric.Distances(packed, values.AsSpan(row * columns, columns), distances);
}
