using Dbgsom.Numerics;
using Dbgsom.Threading;

namespace Dbgsom.Training;

/// <summary>
/// The Gaussian of straight lines on a full rectangle: exp(−(Δx² + Δy²)/2σ²) is a product, so sums over all neurons are sums along rows and then along columns. That is
/// K·(columns + rows) terms instead of K². Of hexagons a row is added up twice: for rows that lie as it does, and for those half a cell beside.
/// </summary>
internal sealed class SeparableNeighborhoods : RectangleNeighborhoods
{
    // 2⁻⁶⁵: a term so much smaller than the greatest does not reach the last bit of a sum.
    private const double Least = 2.7e-20;

    // The factor across by the columns from a source to a target, from −(columns − 1) on: for rows that lie alike, and for targets half a cell to the right
    // and to the left.
    private readonly double[][] across;

    // The factor down by rows.
    private readonly double[] down;

    public SeparableNeighborhoods(RectangleDistances distances, double sigma)
        : base(distances)
    {
        int columns = Distances.Columns;
        across =
        [
            .. RectangleDistances.Sides.Select(shift =>
                Factors(Enumerable.Range(1 - columns, (2 * columns) - 1).Select(way => Distances.SquareAcross(way, shift)), sigma)
            ),
        ];
        down = Factors(Enumerable.Range(0, Distances.Rows).Select(Distances.SquareDown), sigma);
    }

    public override void Row(int neuron, Span<double> h)
    {
        int columns = Distances.Columns;
        var (column, row) = (neuron % columns, neuron / columns);
        for (int target = 0; target < Distances.Rows; target++)
        {
            double factor = down[Math.Abs(target - row)];
            // From −column on: the columns from the neuron to the first of the row.
            var ways = across[Distances.Side(target, row)].AsSpan(columns - 1 - column, columns);
            var part = h.Slice(target * columns, columns);
            for (int c = 0; c < columns; c++)
                part[c] = factor * ways[c];
        }
    }

    public override double[] Means(WeightedNeurons values, double[] otherwise, Team team)
    {
        var (columns, rows) = (Distances.Columns, Distances.Rows);
        // The values of a neuron and, last, its mass.
        int width = values.Columns + 1;
        double[] weighted = Weighted(values, width);
        bool isStaggered = Array.Exists(Distances.Shifts, shift => shift != 0);
        double[] alike = new double[weighted.Length];
        double[] beside = isStaggered ? new double[weighted.Length] : [];
        double[] result = GC.AllocateUninitializedArray<double>(values.Values.Length);
        int workers = (int)Math.Min(team.Threads, 1 + ((long)Count * (columns + rows) * width / TermsPerThread));
        team.For(
            rows,
            workers,
            (row, _) =>
            {
                AddAcross(row, 0, weighted, width, alike);
                if (isStaggered)
                    AddAcross(row, Distances.Shifts[row] == 0 ? 1 : 2, weighted, width, beside);
            }
        );
        var rooms = new double[team.Threads][];
        team.For(
            rows,
            workers,
            (row, worker) =>
            {
                double[] sums = rooms[worker] ??= new double[columns * width];
                AddDown(row, alike, beside, width, sums);
                Divide(row, columns, sums, values, otherwise, result);
            }
        );
        return result;
    }

    private static double[] Factors(IEnumerable<double> squares, double sigma)
    {
        double[] factors = Neighborhood.Gaussian.OfSquares([.. squares], sigma, 0);
        for (int i = 0; i < factors.Length; i++)
            factors[i] = factors[i] < Least ? 0 : factors[i];
        return factors;
    }

    /// <summary>The sums along a row of sources, for targets at its columns in rows on one side.</summary>
    private void AddAcross(int row, int side, double[] weighted, int width, double[] sums)
    {
        int columns = Distances.Columns;
        int start = row * columns * width;
        for (int target = 0; target < columns; target++)
        {
            var sum = sums.AsSpan(start + (target * width), width);
            for (int source = 0; source < columns; source++)
                if (across[side][columns - 1 + target - source] is > 0 and double factor)
                    ScaledAdd.Run(sum, weighted.AsSpan(start + (source * width), width), factor);
        }
    }

    /// <summary>The sums of these sums down the columns, for the targets of one row.</summary>
    private void AddDown(int row, double[] alike, double[] beside, int width, double[] sums)
    {
        int length = Distances.Columns * width;
        Array.Clear(sums);
        for (int start = 0; start < length; start += Chunk)
        {
            int count = Math.Min(Chunk, length - start);
            var target = sums.AsSpan(start, count);
            for (int source = 0; source < Distances.Rows; source++)
                if (down[Math.Abs(row - source)] is > 0 and double factor)
                    ScaledAdd.Run(
                        target,
                        (Distances.Side(row, source) == 0 ? alike : beside).AsSpan((source * length) + start, count),
                        factor
                    );
        }
    }
}
