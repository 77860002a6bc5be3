using Dbgsom.Grid;
using Dbgsom.Numerics;

namespace Dbgsom.Measures;

/// <summary>The C measure of Goodhill &amp; Sejnowski 1996, see <see cref="SomMap.CMeasure"/>.</summary>
/// <param name="Sum">C = Σ over pairs of samples, each pair once, of distance in the data · steps on the grid. It grows with the square of the number of samples.</param>
/// <param name="PairMean">The sum divided by the number of pairs: comparable between numbers of samples.</param>
/// <param name="SampleSize">The number of samples that were measured: all, or those that were drawn.</param>
public readonly record struct CMeasure(double Sum, double PairMean, int SampleSize)
{
    /// <summary>
    /// The C measure (Goodhill &amp; Sejnowski 1996): C = Σ_{i&lt;j} F(i, j)·G(M(i), M(j)), F the distance of two samples and G the steps on the grid
    /// between their winners.
    /// </summary>
    internal static CMeasure Of(
        RowSpace rows,
        int[] winners,
        HopDistances hops,
        int? threads,
        IProgress<double>? progress,
        CancellationToken cancellationToken
    )
    {
        int count = winners.Length;
        if (count < 2)
            throw new ArgumentException($"pairs are measured on {count} sample; at least 2 are needed");
        var parts = new double[count];
        RowTask.Run(
            count,
            rows.Columns,
            () => new double[RowTask.RowsAtOnce * rows.PaddedCount],
            (first, some, distances) =>
            {
                rows.Distances(first, some, distances);
                for (int i = 0; i < some; i++)
                    parts[first + i] = Part(first + i, distances.AsSpan(i * rows.PaddedCount, count));
            },
            threads,
            progress,
            cancellationToken
        );
        double sum = Ordered.Sum(parts);
        return new CMeasure(sum, sum / ((double)count * (count - 1) / 2), count);

        double Part(int row, ReadOnlySpan<double> distances)
        {
            var steps = hops.Row(winners[row]);
            double part = 0;
            for (int other = row + 1; other < count; other++)
                part += distances[other] * steps[winners[other]];
            return part;
        }
    }
}
