using Dbgsom.Numerics;
using Dbgsom.Threading;

namespace Dbgsom.Training;

/// <summary>
/// The Gaussian of straight lines on a full rectangle: exp(−(Δx² + Δy²)/2σ²) is a product, so sums over all neurons are sums along rows and then along columns. That is
/// K·(columns + rows) terms instead of K². Of hexagons a row is added up twice: for rows that lie as it does, and for those half a cell beside.
/// </summary>
internal sealed class SeparableNeighborhoods : NeuronNeighborhoods
{
    // 2⁻⁶⁵: a term so much smaller than the greatest does not reach the last bit of a sum.
    private const double Least = 2.7e-20;

    // Some thirty microseconds of one thread.
    private const long TermsPerThread = 300_000;

    // So many numbers of a row at a time stay in the nearest cache.
    private const int Chunk = 1024;

    private readonly RectangleDistances distances;

    // The factor across by the columns from a source to a target, from −(columns − 1) on: for rows that lie alike, and for targets half a cell to the right
    // and to the left.
    private readonly double[][] across;

    // The factor down by rows.
    private readonly double[] down;

    public SeparableNeighborhoods(RectangleDistances distances, double sigma)
    {
        this.distances = distances;
        int columns = distances.Columns;
        across =
        [
            .. new[] { 0, 0.5, -0.5 }.Select(shift =>
                Factors(Enumerable.Range(1 - columns, (2 * columns) - 1).Select(way => distances.SquareAcross(way, shift)), sigma)
            ),
        ];
        down = Factors(Enumerable.Range(0, distances.Rows).Select(distances.SquareDown), sigma);
    }

    public override int Count => distances.Count;

    public override void Row(int neuron, Span<double> h)
    {
        int columns = distances.Columns;
        var (column, row) = (neuron % columns, neuron / columns);
        for (int target = 0; target < distances.Rows; target++)
        {
            double factor = down[Math.Abs(target - row)];
            // From −column on: the columns from the neuron to the first of the row.
            var ways = across[distances.Side(target, row)].AsSpan(columns - 1 - column, columns);
            var part = h.Slice(target * columns, columns);
            for (int c = 0; c < columns; c++)
                part[c] = factor * ways[c];
        }
    }

    public override double[] Means(WeightedNeurons values, double[] otherwise, Team team)
    {
        var (columns, rows) = (distances.Columns, distances.Rows);
        // The values of a neuron and, last, its mass.
        int width = values.Columns + 1;
        double[] weighted = Weighted(values, width);
        bool isStaggered = Array.Exists(distances.Shifts, shift => shift != 0);
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
                    AddAcross(row, distances.Shifts[row] == 0 ? 1 : 2, weighted, width, beside);
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

    /// <summary>The values of every neuron times its mass and, last, the mass; 0 where it is 0.</summary>
    internal static double[] Weighted(WeightedNeurons values, int width)
    {
        var weighted = new double[values.Mass.Length * width];
        foreach (int neuron in values.Index)
        {
            var target = weighted.AsSpan(neuron * width, width);
            ScaledAdd.Run(target, values.Values.AsSpan(neuron * values.Columns, values.Columns), values.Mass[neuron]);
            target[^1] = values.Mass[neuron];
        }
        return weighted;
    }

    /// <summary>The sums along a row of sources, for targets at its columns in rows on one side.</summary>
    private void AddAcross(int row, int side, double[] weighted, int width, double[] sums)
    {
        int columns = distances.Columns;
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
        int length = distances.Columns * width;
        Array.Clear(sums);
        for (int start = 0; start < length; start += Chunk)
        {
            int count = Math.Min(Chunk, length - start);
            var target = sums.AsSpan(start, count);
            for (int source = 0; source < distances.Rows; source++)
                if (down[Math.Abs(row - source)] is > 0 and double factor)
                    ScaledAdd.Run(
                        target,
                        (distances.Side(row, source) == 0 ? alike : beside).AsSpan((source * length) + start, count),
                        factor
                    );
        }
    }

    /// <summary>The means of the neurons of a row, from sums whose last column is the mass.</summary>
    internal static void Divide(int row, int columns, double[] sums, WeightedNeurons values, double[] otherwise, double[] result)
    {
        int width = values.Columns + 1;
        for (int column = 0; column < columns; column++)
        {
            int at = ((row * columns) + column) * values.Columns;
            var target = result.AsSpan(at, values.Columns);
            double mass = sums[(column * width) + values.Columns];
            if (mass > 0)
                for (int c = 0; c < target.Length; c++)
                    target[c] = sums[(column * width) + c] / mass;
            else
                otherwise.AsSpan(at, values.Columns).CopyTo(target);
        }
    }
}
