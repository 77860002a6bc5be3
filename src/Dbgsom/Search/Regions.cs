using Dbgsom.Kernels;

namespace Dbgsom.Search;

/// <summary>The <see cref="Region"/> of every neuron in one epoch, made when it is first asked for.</summary>
/// <param name="filter">The filter of the weights now.</param>
/// <param name="before">The weights of the epoch before, row-major.</param>
/// <param name="now">Those of this one: as many, or more.</param>
/// <param name="anchors">A point for each neuron of the epoch before, amid the rows it won then.</param>
internal sealed class Regions(WinnerFilter filter, double[] before, double[] now, double[] anchors)
{
    /// <summary>Neurons looked at one by one around another; more are searched faster all together.</summary>
    public const int MostNear = 32;

    // Regions are made as many at a time as rows are scored together.
    private const int Together = ScoreTile.RowsTogether;

    private readonly int columns = filter.Columns;
    private readonly double[] moves = Moves(before, now);
    private readonly Region[]?[] groups = new Region[]?[((anchors.Length / filter.Columns) + Together - 1) / Together];

    /// <summary>A relative error that covers that of any sum over the features here.</summary>
    public double Rounding { get; } = (filter.Columns + 16) * 1e-15;

    /// <summary>The region of a neuron of the epoch before.</summary>
    public Region Of(int neuron)
    {
        // Should two threads make it at once, both make the same.
        var group = Volatile.Read(ref groups[neuron / Together]);
        if (group is null)
            Volatile.Write(ref groups[neuron / Together], group = MakeGroup(neuron / Together));
        return group[neuron % Together];
    }

    /// <summary>The distance of a row to the anchor of a neuron, at most.</summary>
    public double Radius(ReadOnlySpan<double> row, int neuron) =>
        Math.Sqrt(SquaredDistance.Between(row, Part(anchors, neuron))) * (1 + Rounding);

    /// <summary>The squared distance of a row to a neuron as it was the epoch before, at most.</summary>
    public double Before(ReadOnlySpan<double> row, int neuron) =>
        SquaredDistance.Between(row, Part(before, neuron)) * (1 + Rounding);

    private Region[] MakeGroup(int group)
    {
        int first = group * Together;
        int count = Math.Min(Together, (anchors.Length / columns) - first);
        var (scores, _, bounds) = Score(anchors, first, count);
        var (ownScores, ownLengths, ownBounds) = Score(now, first, count);
        var distances = new float[filter.NeuronCount];
        var made = new Region[count];
        for (int i = 0; i < count; i++)
        {
            if (!float.IsFinite(bounds[i]) || !float.IsFinite(ownBounds[i]))
            {
                made[i] = Region.Unknown;
                continue;
            }
            double nearest = filter.HyperplaneDistances(
                scores.AsSpan(i * filter.Width, filter.Width),
                bounds[i],
                first + i,
                ownScores.AsSpan(i * filter.Width, filter.Width),
                ownLengths[i],
                ownBounds[i],
                distances
            );
            made[i] = Make(first + i, distances, nearest);
        }
        return made;
    }

    private (float[] Scores, float[] Lengths, float[] Bounds) Score(double[] rows, int first, int count)
    {
        var packed = new float[Together * filter.RowStride];
        var (lengths, bounds) = (new float[Together], new float[Together]);
        filter.PackRows(rows.AsSpan(first * columns, count * columns), packed, lengths, bounds);
        var scores = new float[Together * filter.Width];
        filter.Score(packed, scores);
        return (scores, lengths, bounds);
    }

    private Region Make(int neuron, float[] distances, double nearestOther)
    {
        var (order, rest) = Least(distances);
        var anchor = Part(anchors, neuron);
        double own = SquaredDistance.Between(anchor, Part(now, neuron));
        double ownBefore = SquaredDistance.Between(anchor, Part(before, neuron));
        var near = new NearNeuron[order.Count];
        for (int i = 0; i < near.Length; i++)
        {
            int w = order[i];
            double lead = SquaredDistance.Between(anchor, Part(now, w));
            double apart = Apart(now, w, neuron);
            var (change, turn) = (double.NegativeInfinity, 0.0);
            if (w < before.Length / columns)
            {
                double leadBefore = SquaredDistance.Between(anchor, Part(before, w));
                change = lead - own - (leadBefore - ownBefore) - (Rounding * (lead + own + leadBefore + ownBefore));
                turn = Apart(moves, w, neuron) + (Rounding * (Length(moves, w) + Length(moves, neuron)));
            }
            near[i] = new NearNeuron(w, distances[w], lead - own - (Rounding * (lead + own)), apart, change, turn);
        }
        return new Region
        {
            Near = near,
            Rest = rest,
            NearestOther = nearestOther,
        };
    }

    /// <summary>The places of the least values in ascending order, and what all other values are not below.</summary>
    private static (List<int> Order, double Others) Least(float[] values)
    {
        var order = new List<int>(MostNear + 1);
        double rest = double.PositiveInfinity;
        for (int w = 0; w < values.Length; w++)
        {
            if (order.Count == MostNear && values[w] >= rest || float.IsPositiveInfinity(values[w]))
                continue;
            int at = order.Count;
            while (at > 0 && values[order[at - 1]] > values[w])
                at--;
            order.Insert(at, w);
            if (order.Count <= MostNear)
                continue;
            rest = values[order[MostNear]];
            order.RemoveAt(MostNear);
        }
        return (order, rest);
    }

    private double Apart(double[] points, int a, int b) =>
        Math.Sqrt(SquaredDistance.Between(Part(points, a), Part(points, b))) * (1 + Rounding);

    private double Length(double[] points, int a) =>
        Math.Sqrt(InnerProduct.Of(Part(points, a), Part(points, a))) * (1 + Rounding);

    private ReadOnlySpan<double> Part(double[] points, int neuron) => points.AsSpan(neuron * columns, columns);

    private static double[] Moves(double[] before, double[] now)
    {
        var moves = new double[before.Length];
        for (int i = 0; i < moves.Length; i++)
            moves[i] = now[i] - before[i];
        return moves;
    }
}
