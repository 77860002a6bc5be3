using Dbgsom.Numerics;
using Dbgsom.Search.Kernels;
using Dbgsom.Threading;

namespace Dbgsom.Search;

/// <summary>The surroundings of each neuron in one epoch.</summary>
internal sealed class Regions
{
    private readonly WinnerFilter filter;
    private readonly double[] before;
    private readonly double[] now;
    private readonly double[]? anchors;
    private readonly double[] moves;
    private readonly double[] moved;
    private readonly int columns;
    private readonly double rounding;

    private readonly int count;
    private readonly double[] rest;
    private readonly double[] nearestOther;

    /// <param name="filter">The filter of the weights now.</param>
    /// <param name="before">The weights of the epoch before, row-major.</param>
    /// <param name="now">Those of this one: as many, or more.</param>
    /// <param name="anchors">A point for each neuron of the epoch before, amid the rows it won then; null for the neuron where it is now.</param>
    /// <param name="team">The threads there are.</param>
    public Regions(WinnerFilter filter, double[] before, double[] now, double[]? anchors, Team team)
    {
        (this.filter, this.before, this.now, this.anchors) = (filter, before, now, anchors);
        columns = filter.Columns;
        // Covers the error of any sum over the features here.
        rounding = (columns + 16) * 1e-15;
        moves = new double[before.Length];
        for (int i = 0; i < moves.Length; i++)
            moves[i] = now[i] - before[i];
        moved = [.. Enumerable.Range(0, before.Length / columns).Select(neuron => Length(moves, neuron))];
        count = before.Length / columns;
        Near = new NearNeurons(count);
        rest = new double[count];
        nearestOther = new double[count];
        // As many at a time as rows are scored together.
        int together = WinnerFilter.RowsTogether;
        team.For((count + together - 1) / together, team.Threads, (group, _) => MakeGroup(group * together));
    }

    /// <summary>A point for each neuron of the epoch before, row-major; empty where that is the neuron where it is now.</summary>
    public ReadOnlySpan<double> Anchors => anchors;

    /// <summary>The neurons beside each.</summary>
    public NearNeurons Near { get; }

    /// <summary>
    /// A lower bound of the distance between an anchor and the hyperplanes of all neurons that are not listed beside it; −∞ if unknown.
    /// </summary>
    public double Rest(int neuron) => rest[neuron];

    /// <summary>2‖w − c‖ of the nearest other neuron, at most.</summary>
    public double NearestOther(int neuron) => nearestOther[neuron];

    private void MakeGroup(int first)
    {
        int together = Math.Min(WinnerFilter.RowsTogether, count - first);
        var (ownScores, ownLengths, ownBounds) = Score(now, first, together);
        var (scores, _, bounds) = anchors is null ? (ownScores, ownLengths, ownBounds) : Score(anchors, first, together);
        Span<int> beside = stackalloc int[NearNeurons.Most];
        for (int i = 0; i < together; i++)
        {
            int neuron = first + i;
            if (!float.IsFinite(bounds[i]) || !float.IsFinite(ownBounds[i]))
            {
                rest[neuron] = double.NegativeInfinity;
                continue;
            }
            int found = filter.Beside(
                scores.AsSpan(i * filter.Width, filter.Width),
                bounds[i],
                neuron,
                ownScores.AsSpan(i * filter.Width, filter.Width),
                ownLengths[i],
                ownBounds[i],
                beside,
                out rest[neuron],
                out double nearest
            );
            nearestOther[neuron] = 2 * nearest * (1 - rounding);
            Make(neuron, beside[..found]);
        }
    }

    private (float[] Scores, float[] Lengths, float[] Bounds) Score(double[] rows, int first, int count)
    {
        var group = new SideBySide(filter);
        filter.PackRows(rows.AsSpan(first * columns, count * columns), group);
        float[] scores = GC.AllocateUninitializedArray<float>(WinnerFilter.RowsTogether * filter.Width);
        filter.Score(group);
        group.AllScores(scores, filter.Width);
        var found = (scores, group.Lengths.ToArray(), group.Bounds.ToArray());
        group.Release();
        return found;
    }

    private void Make(int neuron, ReadOnlySpan<int> beside)
    {
        for (int place = beside.Length; place < NearNeurons.Most; place++)
            Near.SetNone(neuron, place);
        var anchor = Part(anchors ?? now, neuron);
        double own = SquaredDistance.Between(anchor, Part(now, neuron));
        double ownBefore = SquaredDistance.Between(anchor, Part(before, neuron));
        for (int i = 0; i < beside.Length; i++)
        {
            int w = beside[i];
            double lead = SquaredDistance.Between(anchor, Part(now, w));
            var (change, turn) = (double.NegativeInfinity, 0.0);
            if (w < before.Length / columns)
            {
                double leadBefore = SquaredDistance.Between(anchor, Part(before, w));
                change = lead - own - (leadBefore - ownBefore) - (rounding * (lead + own + leadBefore + ownBefore));
                turn = Apart(moves, w, neuron) + (rounding * (moved[w] + moved[neuron]));
            }
            Near.Set(neuron, i, w, lead - own - (rounding * (lead + own)), Apart(now, w, neuron), change, turn);
        }
    }

    private double Apart(double[] points, int a, int b) =>
        Math.Sqrt(SquaredDistance.Between(Part(points, a), Part(points, b))) * (1 + rounding);

    private double Length(double[] points, int a) =>
        Math.Sqrt(InnerProduct.Of(Part(points, a), Part(points, a))) * (1 + rounding);

    private ReadOnlySpan<double> Part(double[] points, int neuron) => points.AsSpan(neuron * columns, columns);
}
