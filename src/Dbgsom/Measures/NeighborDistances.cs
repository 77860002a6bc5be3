using Dbgsom.Grid;
using Dbgsom.Numerics;

namespace Dbgsom.Measures;

/// <summary>Euclidean distances between the weights of neighbors on the grid, in every metric: the U-matrix.</summary>
internal static class NeighborDistances
{
    /// <summary>For each neuron the mean distance to its neighbors.</summary>
    public static double[] Average(Lattice lattice, WeightMatrix weights)
    {
        var result = new double[lattice.Count];
        for (int neuron = 0; neuron < result.Length; neuron++)
        {
            var neighbors = lattice.Neighbors(neuron);
            foreach (int neighbor in neighbors)
                result[neuron] += Between(weights, neuron, neighbor);
            result[neuron] /= neighbors.Count;
        }
        return result;
    }

    public static double Between(WeightMatrix weights, int a, int b) =>
        Math.Sqrt(SquaredDistance.Between(weights[a], weights[b]));
}
