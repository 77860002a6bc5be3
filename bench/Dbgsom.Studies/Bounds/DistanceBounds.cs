using Dbgsom.Numerics;

namespace Dbgsom.Studies.Bounds;

/// <summary>
/// Bounds kept with each row from epoch to epoch. They are given all distances and say how many of them they would have had to compute, beyond that
/// to the winner of the epoch before, which training needs anyway.
/// </summary>
/// <param name="name">Whose bounds they are.</param>
/// <param name="rows">Number of rows.</param>
internal abstract class DistanceBounds(string name, int rows)
{
    public string Name => name;

    /// <summary>Distances computed in each epoch.</summary>
    public List<long> Distances { get; } = [];

    /// <summary>Rows in each epoch for which any was.</summary>
    public List<long> Open { get; } = [];

    /// <summary>The winner of each row.</summary>
    protected int[] Winner { get; } = new int[rows];

    /// <summary>How far each neuron moved; infinite for one that is new.</summary>
    protected double[] Moved { get; private set; } = [];

    /// <summary>What is kept with a row.</summary>
    public abstract int BytesPerRow(int neurons);

    /// <summary>Begins an epoch.</summary>
    public virtual void Begin(double[] before, double[] now, int columns) =>
        Moved = [
            .. Enumerable
                .Range(0, now.Length / columns)
                .Select(neuron =>
                    (neuron + 1) * columns <= before.Length
                        ? Distance(before, neuron, now, neuron, columns)
                        : double.PositiveInfinity
                ),
        ];

    /// <summary>Finds the winner of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="distances">Its distances to all neurons, to be looked at one by one.</param>
    /// <returns>How many were looked at.</returns>
    public abstract int Find(int row, ReadOnlySpan<double> distances);

    protected static double Distance(double[] a, int i, double[] b, int j, int columns) =>
        Math.Sqrt(SquaredDistance.Between(a.AsSpan(i * columns, columns), b.AsSpan(j * columns, columns)));
}
