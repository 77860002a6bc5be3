using Dbgsom.Grid;
using Dbgsom.Numerics;
using Dbgsom.Space;

namespace Dbgsom.Measures;

/// <summary>Distances between the weights of neighbors on the grid. Those of the U-matrix are Euclidean in every metric.</summary>
internal static class NeighborDistances
{
    /// <summary>For each neuron the mean distance to its neighbors.</summary>
    /// <param name="lattice">The grid.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="metric">Of which the distances are; null for Euclidean ones.</param>
    public static double[] Average(Lattice lattice, WeightMatrix weights, Metric? metric = null)
    {
        var result = new double[lattice.Count];
        for (int neuron = 0; neuron < result.Length; neuron++)
        {
            var neighbors = lattice.Neighbors(neuron);
            foreach (int neighbor in neighbors)
                result[neuron] += metric?.Distance(weights[neuron], weights[neighbor]) ?? Between(weights, neuron, neighbor);
            result[neuron] /= neighbors.Count;
        }
        return result;
    }

    public static double Between(WeightMatrix weights, int a, int b) =>
        Math.Sqrt(SquaredDistance.Between(weights[a], weights[b]));
}
