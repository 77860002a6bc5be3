namespace Dbgsom.Studies.Bounds;

/// <summary>A bound on each group of about ten neurons that lie together (Ding et al. 2015).</summary>
internal sealed class YinyangBounds(int rows) : DistanceBounds("Yinyang", rows)
{
    private const int PerGroup = 10;

    private readonly double[]?[] bounds = new double[rows][];
    private int[][] groups = [];
    private double[] mostMoved = [];

    public override int BytesPerRow(int neurons) => 4 * ((neurons + PerGroup - 1) / PerGroup);

    public override void Begin(double[] before, double[] now, int columns)
    {
        base.Begin(before, now, columns);
        int count = Moved.Length;
        if (groups.Sum(group => group.Length) != count)
        {
            // Neurons are grouped anew when some are inserted, around every tenth; what was known of groups is gone then.
            int[] middles = [.. Enumerable.Range(0, (count + PerGroup - 1) / PerGroup).Select(i => i * PerGroup)];
            groups =
            [
                .. Enumerable
                    .Range(0, count)
                    .GroupBy(neuron => middles.MinBy(middle => Distance(now, neuron, now, middle, columns)))
                    .Select(group => group.ToArray()),
            ];
            Array.Clear(bounds);
        }
        mostMoved = [.. groups.Select(group => group.Max(neuron => Moved[neuron]))];
    }

    public override int Find(int row, ReadOnlySpan<double> distances)
    {
        double[] own = bounds[row] ??= [.. Enumerable.Repeat(double.NegativeInfinity, groups.Length)];
        int first = Winner[row];
        int winner = first;
        int computed = 0;
        for (int g = 0; g < groups.Length; g++)
        {
            double before = own[g];
            own[g] -= mostMoved[g];
            if (own[g] > distances[winner])
                continue;
            double least = double.PositiveInfinity;
            foreach (int neuron in groups[g])
            {
                if (neuron == winner)
                    continue;
                double bound = before - Moved[neuron];
                if (!(bound > distances[winner]))
                {
                    computed += neuron == first ? 0 : 1;
                    bound = distances[neuron];
                    if (bound < distances[winner])
                    {
                        // The winner before joins the others of its group.
                        Lower(own, winner, distances[winner], g, ref least);
                        winner = neuron;
                        continue;
                    }
                }
                least = Math.Min(least, bound);
            }
            own[g] = least;
        }
        Winner[row] = winner;
        return computed;
    }

    private void Lower(double[] own, int neuron, double distance, int here, ref double least)
    {
        if (groups[here].Contains(neuron))
            least = Math.Min(least, distance);
        else
        {
            int g = Array.FindIndex(groups, group => group.Contains(neuron));
            own[g] = Math.Min(own[g], distance);
        }
    }
}
