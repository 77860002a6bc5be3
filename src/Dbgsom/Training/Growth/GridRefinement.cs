using Dbgsom.Grid;
using Dbgsom.Space;

namespace Dbgsom.Training.Growth;

/// <summary>
/// Makes the grid of a map twice as fine: each neuron becomes four, a quarter of the way to its neighbors. What the map has learned of the shape of the
/// data stays, and neurons within it multiply as those at its edge do.
/// </summary>
internal static class GridRefinement
{
    /// <summary>The neurons of the finer map.</summary>
    public static NeuronSet Refine(NeuronSet neurons, Metric metric, int epoch)
    {
        var (lattice, columns) = (neurons.Lattice, neurons.Columns);
        var places = new List<GridPosition>();
        var weights = new List<double>();
        var errors = new List<double>();
        var slopes = new double[lattice.Grid.Sides][];
        for (int neuron = 0; neuron < neurons.Count; neuron++)
        {
            for (int side = 0; side < slopes.Length; side++)
                slopes[side] = Slope(neurons, neuron, side);
            var parts = lattice.Grid.Refined(lattice.Positions[neuron]);
            foreach (var (place, sides) in parts)
            {
                double[] part = [.. neurons.WeightsOf(neuron)];
                foreach (int side in sides)
                    for (int c = 0; c < columns; c++)
                        part[c] += slopes[side][c] / 4;
                metric.Normalize(part, columns);
                places.Add(place);
                weights.AddRange(part);
                errors.Add(neurons.Error[neuron] / parts.Count);
            }
        }
        return NeuronSet.InGrownOrder(
            lattice.Grid,
            places,
            [.. weights],
            columns,
            [.. errors],
            [.. Enumerable.Repeat(epoch, places.Count)]
        );
    }

    /// <summary>
    /// How the weights change from a neuron towards one side: by the lesser of the changes to the neighbor there and from the one opposite, so that
    /// a gap in the data on one side does not draw the parts of the neuron into it.
    /// </summary>
    private static double[] Slope(NeuronSet neurons, int neuron, int side)
    {
        var lattice = neurons.Lattice;
        var place = lattice.Positions[neuron];
        double[]? ahead = Difference(lattice.At(lattice.Grid.Neighbor(place, side)), neuron);
        double[]? behind = Difference(neuron, lattice.At(lattice.Grid.Neighbor(place, lattice.Grid.Opposite(side))));
        return ahead is null ? behind ?? new double[neurons.Columns]
            : behind is null || Square(ahead) <= Square(behind) ? ahead
            : behind;

        double[]? Difference(int to, int from)
        {
            if (to < 0 || from < 0)
                return null;
            double[] difference = [.. neurons.WeightsOf(to)];
            var start = neurons.WeightsOf(from);
            for (int c = 0; c < difference.Length; c++)
                difference[c] -= start[c];
            return difference;
        }
    }

    private static double Square(double[] vector)
    {
        double sum = 0;
        foreach (double value in vector)
            sum += value * value;
        return sum;
    }
}
