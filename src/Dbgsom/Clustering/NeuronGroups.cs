using Dbgsom.Space;

namespace Dbgsom.Clustering;

/// <summary>Neurons that win samples, grouped by single linkage: two whose weights are no further apart than a gap are in one group.</summary>
internal sealed class NeuronGroups
{
    private readonly Metric metric;
    private readonly WeightMatrix weights;
    private readonly double gap;
    private readonly int[] parents;

    public NeuronGroups(SomMap map, double gap)
    {
        (metric, weights, this.gap) = (map.EffectiveOptions.Metric, map.Weights, gap);
        parents = [.. Enumerable.Range(0, weights.NeuronCount)];
        int[] live = [.. parents.Where(neuron => map.Neurons[neuron].HitMass > 0)];
        // Neighbors on the grid first: after that most neurons are in one group, and few distances are left to look at.
        foreach (var (a, b) in map.Edges)
            if (map.Neurons[a].HitMass > 0 && map.Neurons[b].HitMass > 0)
                JoinIfNear(a, b);
        int[] count = new int[parents.Length];
        foreach (int neuron in live)
            count[Root(neuron)]++;
        int largest = Array.IndexOf(count, count.Max());
        foreach (int neuron in live)
        {
            if (Root(neuron) == Root(largest))
                continue;
            foreach (int other in live)
                JoinIfNear(neuron, other);
        }
    }

    /// <summary>The mass of the group of each neuron.</summary>
    public double[] Masses(double[] mass)
    {
        var sums = new double[mass.Length];
        for (int neuron = 0; neuron < mass.Length; neuron++)
            sums[Root(neuron)] += mass[neuron];
        return [.. Enumerable.Range(0, mass.Length).Select(neuron => sums[Root(neuron)])];
    }

    /// <summary>Returns the neurons of one list that are within the gap of any neuron of another.</summary>
    public int[] Near(int[] others, int[] some) =>
        Array.FindAll(some, neuron => Array.Exists(others, other => AreNear(neuron, other)));

    private bool AreNear(int a, int b) => metric.Distance(weights[a], weights[b]) <= gap;

    private void JoinIfNear(int a, int b)
    {
        if (Root(a) != Root(b) && AreNear(a, b))
            parents[Root(a)] = Root(b);
    }

    private int Root(int neuron)
    {
        while (parents[neuron] != neuron)
            neuron = parents[neuron] = parents[parents[neuron]];
        return neuron;
    }
}
