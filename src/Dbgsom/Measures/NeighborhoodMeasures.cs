using Dbgsom.Numerics;

namespace Dbgsom.Measures;

/// <summary>
/// Trustworthiness and neighborhood preservation (Venna &amp; Kaski 2001; continuity in Kaski et al. 2003 and Venna &amp; Kaski 2006):
/// 1 − 2/(n·k·(2n − 3k − 1)) Σ_i Σ_j max(0, r(i, j) − k) over the k nearest j of i in one space, r the rank of j by distance from i in the other.
/// </summary>
/// <remarks>Equal distances: the mean over all orders they leave open, as in Kaski et al. 2003, so that the order of the rows does not matter.</remarks>
internal static class NeighborhoodMeasures
{
    /// <summary>What <see cref="Neighbors"/> gives where there are enough rows and none are asked for.</summary>
    public const int UsualNeighbors = 5;

    /// <summary>The number of neighbors asked for, or the usual one as far as there are rows for it.</summary>
    /// <exception cref="ArgumentException">There are fewer than three rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range for so many rows.</exception>
    public static int Neighbors(int? neighbors, int rows)
    {
        if (rows < 3)
            throw new ArgumentException($"neighborhoods are measured on {rows} samples; at least 3 are needed");
        // Beyond half of the rows the factor is none that keeps values at or above 0.
        int most = (rows - 1) / 2;
        if (neighbors < 1 || neighbors > most)
            throw new ArgumentOutOfRangeException(
                nameof(neighbors),
                $"neighbors is {neighbors}; valid is 1 to {most}, less than half of the {rows} samples measured on"
            );
        return neighbors ?? Math.Min(UsualNeighbors, most);
    }

    /// <summary>Trustworthiness where neighbors are chosen on the map and ranked in the data; preservation the other way round.</summary>
    public static double Of(
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
