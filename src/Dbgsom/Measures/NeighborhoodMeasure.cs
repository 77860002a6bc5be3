using Dbgsom.Numerics;

namespace Dbgsom.Measures;

/// <summary>How well a map preserves neighborhoods of samples, in one direction.</summary>
/// <param name="Value">
/// 1 if all neighborhoods are preserved; see <see cref="SomMap.Trustworthiness"/> and <see cref="SomMap.NeighborhoodPreservation"/>.
/// </param>
/// <param name="Neighbors">k: the number of nearest samples that were compared.</param>
/// <param name="SampleSize">The number of samples that were measured: all, or those that were drawn.</param>
public readonly record struct NeighborhoodMeasure(double Value, int Neighbors, int SampleSize)
{
    /// <summary>The default of <see cref="NeighborsFor"/> for enough rows.</summary>
    internal const int DefaultNeighbors = 5;

    /// <summary>The number of neighbors asked for, or the usual one as far as there are rows for it.</summary>
    /// <exception cref="ArgumentException">There are fewer than three rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range for so many rows.</exception>
    internal static int NeighborsFor(int? neighbors, int rows)
    {
        if (rows < 3)
            throw new ArgumentException($"neighborhoods are measured on {rows} samples; at least 3 are needed");
        // Beyond half of the rows the factor would give negative values.
        int most = (rows - 1) / 2;
        if (neighbors < 1 || neighbors > most)
            throw new ArgumentOutOfRangeException(
                nameof(neighbors),
                $"neighbors is {neighbors}; valid is 1 to {most}, less than half of the {rows} samples measured on"
            );
        return neighbors ?? Math.Min(DefaultNeighbors, most);
    }

    /// <summary>Trustworthiness where neighbors are chosen on the map and ranked in the data; preservation the other way round.</summary>
    internal static double Of(
        RowSpace chosenIn,
        RowSpace rankedIn,
        int neighbors,
        int? threads,
        IProgress<double>? progress,
        CancellationToken cancellationToken
    )
    {
        int rows = chosenIn.Count;
        var penalties = new double[rows];
        RowTask.Run(
            rows,
            rankedIn.Columns + chosenIn.Columns,
            () => new RankPenalty(chosenIn, rankedIn, neighbors),
            (first, count, penalty) => penalty.Of(first, penalties.AsSpan(first, count)),
            threads,
            progress,
            cancellationToken
        );
        double factor = 2.0 / ((double)rows * neighbors * ((2.0 * rows) - (3.0 * neighbors) - 1));
        return 1 - (factor * Ordered.Sum(penalties));
    }
}
