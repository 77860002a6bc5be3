using Dbgsom.Grid;
using Dbgsom.Space;

namespace Dbgsom.Training.Growth;

/// <summary>Step 8: passes error outwards, smooths, inserts neurons beside those with too much error.</summary>
internal static class GrowthStep
{
    /// <summary>Grows the map; returns the number of neurons added.</summary>
    public static int Run(NeuronSet neurons, double threshold, SomOptions options, int epoch)
    {
        int before = neurons.Count;
        DistributeError(neurons, threshold, options.GrowthRule.HalvesSurrounded);
        int[] candidates = [.. Enumerable.Range(0, before).OrderByDescending(neuron => neurons.Error[neuron])];
        double[] unsmoothed = [.. neurons.Weights];
        for (int step = 0; step < options.SmoothingSteps; step++)
            Smooth(neurons, options.SmoothingEpsilon, options.Metric);
        options.GrowthRule.Insert(neurons, candidates, threshold, options, epoch);
        if (neurons.Count == before)
            neurons.Weights = unsmoothed;
        return neurons.Count - before;
    }

    /// <summary>8a: an interior neuron above the threshold gives half of its error to its boundary neighbors, in equal parts.</summary>
    private static void DistributeError(NeuronSet neurons, double threshold, bool halvesSurrounded)
    {
        for (int neuron = 0; neuron < neurons.Count; neuron++)
        {
            if (neurons.Lattice.IsBoundary(neuron) || !(neurons.Error[neuron] > threshold))
                continue;
            var boundary = neurons.Lattice.Neighbors(neuron).Where(neurons.Lattice.IsBoundary).ToArray();
            foreach (int neighbor in boundary)
                neurons.Error[neighbor] += 0.5 * neurons.Error[neuron] / boundary.Length;
            if (boundary.Length > 0 || halvesSurrounded)
                neurons.Error[neuron] /= 2;
        }
    }

    /// <summary>
    /// 8b: every neuron with three neighbors or more moves by ε towards the interpolation of its first three (Kohonen 2001, eq. 3.80).
    /// Of any three of the four sides two are opposite, so that is the mean of those two.
    /// </summary>
    private static void Smooth(NeuronSet neurons, double epsilon, Metric metric)
    {
        double[] smoothed = [.. neurons.Weights];
        for (int neuron = 0; neuron < neurons.Count; neuron++)
        {
            var neighbors = neurons.Lattice.Neighbors(neuron);
            if (neighbors.Count < 3)
                continue;
            var (a, b) = OppositePair(neurons, neuron, neighbors);
            var first = neurons.WeightsOf(a);
            var second = neurons.WeightsOf(b);
            var weights = neurons.WeightsOf(neuron);
            for (int c = 0; c < neurons.Columns; c++)
                smoothed[(neuron * neurons.Columns) + c] = weights[c] + (epsilon * (((first[c] + second[c]) / 2) - weights[c]));
            metric.Normalize(smoothed.AsSpan(neuron * neurons.Columns, neurons.Columns), neurons.Columns);
        }
        neurons.Weights = smoothed;
    }

    private static (int A, int B) OppositePair(NeuronSet neurons, int neuron, IReadOnlyList<int> neighbors)
    {
        var positions = neurons.Lattice.Positions;
        for (int i = 0; i < 2; i++)
        for (int j = i + 1; j < 3; j++)
            if (positions[neighbors[i]].Opposite(positions[neuron]) == positions[neighbors[j]])
                return (neighbors[i], neighbors[j]);
        throw new InvalidOperationException("three of four sides always hold an opposite pair");
    }
}
