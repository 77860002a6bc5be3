using Dbgsom.Numerics;

namespace Dbgsom.Regression;

/// <summary>The live neurons around each live neuron, nearest first: whose samples are near to it, and how much they count there.</summary>
internal sealed class Surroundings
{
    // A model of the samples of more neurons than that is hardly local, and takes its time on large maps.
    private const int MostNeurons = 512;

    private readonly int[][] nearest;
    private readonly double[][] distances;
    private readonly bool all;

    public Surroundings(SomMap map, int[] live)
    {
        var room = new double[map.PaddedCount];
        int count = Math.Min(live.Length, MostNeurons + 1);
        all = count == live.Length;
        (nearest, distances) = (new int[live.Length][], new double[live.Length][]);
        for (int i = 0; i < live.Length; i++)
        {
            map.DistancesOf(live[i], room);
            int[] order = [.. live.OrderBy(neuron => neuron == live[i] ? -1 : room[neuron]).Take(count)];
            (nearest[i], distances[i]) = (order, Array.ConvertAll(order, neuron => room[neuron]));
            // A direction is at distance 0 from itself but for rounding.
            distances[i][0] = 0;
        }
    }

    /// <summary>
    /// Adds up the sums of the neurons around one: of the nearest that have a share of the samples together, each times (1 − (d/r)³)³, d its distance and r that of the
    /// first beyond (Cleveland's tricube).
    /// </summary>
    /// <param name="place">The place of the neuron among the live ones.</param>
    /// <param name="own">The sums of each neuron; null for one without samples.</param>
    /// <param name="whole">The sums of all.</param>
    /// <param name="span">The share; 1 for all samples, which then count alike.</param>
    /// <param name="sums">Where they go.</param>
    public void AddUp(int place, double[]?[] own, double[] whole, double span, double[] sums)
    {
        if (span >= 1)
        {
            whole.CopyTo(sums, 0);
            return;
        }
        var (neurons, apart) = (nearest[place], distances[place]);
        double wanted = span * whole[0];
        double mass = 0;
        int count = 0;
        while (count < neurons.Length && mass < wanted)
            mass += own[neurons[count++]]?[0] ?? 0;
        if (mass == 0)
        {
            whole.CopyTo(sums, 0);
            return;
        }
        // Where nothing is beyond, what is farthest still counts.
        double radius = count < neurons.Length ? apart[count] : (all ? 1.25 : 1) * apart[^1];
        Array.Clear(sums);
        bool any = false;
        for (int i = 0; i < count; i++)
        {
            if (own[neurons[i]] is not { } part)
                continue;
            double ratio = radius > 0 ? apart[i] / radius : 0;
            double near = 1 - (ratio * ratio * ratio);
            double share = near * near * near;
            any |= share > 0;
            ScaledAdd.Run(sums, part, share);
        }
        if (!any)
            whole.CopyTo(sums, 0);
    }
}
