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
    /// 8b: every neuron with three neighbors or more moves by ε towards the interpolation of its neighbors (Kohonen 2001, eq. 3.80), see
    /// <see cref="MapGrid.ChooseAround"/>.
    /// </summary>
    private static void Smooth(NeuronSet neurons, double epsilon, Metric metric)
    {
        double[] smoothed = [.. neurons.Weights];
        var (lattice, columns) = (neurons.Lattice, neurons.Columns);
        Span<GridPosition> places = stackalloc GridPosition[lattice.Grid.Sides];
        Span<int> chosen = stackalloc int[lattice.Grid.Sides];
        for (int neuron = 0; neuron < neurons.Count; neuron++)
        {
            var neighbors = lattice.Neighbors(neuron);
            if (neighbors.Count < 3)
                continue;
            for (int i = 0; i < neighbors.Count; i++)
                places[i] = lattice.Positions[neighbors[i]];
            int count = lattice.Grid.ChooseAround(lattice.Positions[neuron], places[..neighbors.Count], chosen);
            if (count == 0)
                continue;
            var target = smoothed.AsSpan(neuron * columns, columns);
            neurons.WeightsOf(neighbors[chosen[0]]).CopyTo(target);
            foreach (int i in chosen[1..count])
                Add(target, neurons.WeightsOf(neighbors[i]));
            var weights = neurons.WeightsOf(neuron);
            for (int c = 0; c < columns; c++)
                target[c] = weights[c] + (epsilon * ((target[c] / count) - weights[c]));
            metric.Normalize(target, columns);
        }
        neurons.Weights = smoothed;
    }

    private static void Add(Span<double> target, ReadOnlySpan<double> weights)
    {
        for (int c = 0; c < target.Length; c++)
            target[c] += weights[c];
    }
}
