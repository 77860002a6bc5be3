using Dbgsom.Numerics;
using Dbgsom.Threading;

namespace Dbgsom.Training;

/// <summary>Neighborhoods of straight lines on a full rectangle that end somewhere: sums are over the places within reach and cost no more than these.</summary>
internal sealed class WindowedNeighborhoods : RectangleNeighborhoods
{
    // For each number of rows up or down that is within reach, for rows that lie alike and for targets half a cell to the right and to the left: h by the columns
    // from a source to a target, from −(columns − 1) on.
    private readonly double[][][] h;

    public WindowedNeighborhoods(RectangleDistances distances, Neighborhood function, double sigma, double cutoff)
        : base(distances)
    {
        int columns = Distances.Columns;
        double reach = function.Reach(sigma, cutoff);
        h =
        [
            .. Enumerable
                .Range(0, Distances.Rows)
                .Select(rows =>
                    Distances.SquareDown(rows) > reach * reach
                        ? []
                        : RectangleDistances
                            .Sides.Select(shift =>
                                function.OfSquares(
                                    [
                                        .. Enumerable
                                            .Range(1 - columns, (2 * columns) - 1)
                                            .Select(way => Distances.SquareAcross(way, shift) + Distances.SquareDown(rows)),
                                    ],
                                    sigma,
                                    cutoff
                                )
                            )
                            .ToArray()
                ),
        ];
    }

    public override void Row(int neuron, Span<double> h)
    {
        int columns = Distances.Columns;
        var (column, row) = (neuron % columns, neuron / columns);
        for (int target = 0; target < Distances.Rows; target++)
        {
            var part = h.Slice(target * columns, columns);
            if (Factors(target, row) is { } factors)
                factors.AsSpan(columns - 1 - column, columns).CopyTo(part);
            else
                part.Clear();
        }
    }

    public override double[] Means(WeightedNeurons values, double[] otherwise, Team team)
    {
        int width = values.Columns + 1;
        double[] weighted = Weighted(values, width);
        double[] result = GC.AllocateUninitializedArray<double>(values.Values.Length);
        long within = h.SelectMany(sides => sides.Take(1)).Sum(factors => (long)factors.Count(factor => factor > 0));
        int workers = (int)Math.Min(team.Threads, 1 + (Count * within * width / TermsPerThread));
        var rooms = new double[team.Threads][];
        team.For(
            Distances.Rows,
            workers,
            (row, worker) =>
            {
                double[] sums = rooms[worker] ??= new double[Distances.Columns * width];
                Add(row, weighted, width, sums);
                Divide(row, Distances.Columns, sums, values, otherwise, result);
            }
        );
        return result;
    }

    /// <summary>h by columns, between two rows; null beyond reach.</summary>
    private double[]? Factors(int target, int source)
    {
        var sides = h[Math.Abs(target - source)];
        return sides.Length == 0 ? null : sides[Distances.Side(target, source)];
    }

    /// <summary>The sums over all sources within reach, for the targets of one row: for each way of some columns a run of targets and one of sources.</summary>
    private void Add(int row, double[] weighted, int width, double[] sums)
    {
        int columns = Distances.Columns;
        int cells = Math.Max(1, Chunk / width);
        Array.Clear(sums);
        for (int first = 0; first < columns; first += cells)
        for (int source = 0; source < Distances.Rows; source++)
        {
            if (Factors(row, source) is not { } factors)
                continue;
            int last = Math.Min(columns, first + cells) - 1;
            for (int way = first - columns + 1; way <= last; way++)
            {
                if (factors[columns - 1 + way] is not (> 0 and double factor))
                    continue;
                // The targets whose source is in the row.
                int from = Math.Max(first, way);
                int to = Math.Min(last, columns - 1 + way);
                if (from <= to)
                    ScaledAdd.Run(
                        sums.AsSpan(from * width, (to - from + 1) * width),
                        weighted.AsSpan(((source * columns) + from - way) * width, (to - from + 1) * width),
                        factor
                    );
            }
        }
    }
}
