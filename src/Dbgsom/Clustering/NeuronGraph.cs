using Dbgsom.Grid;

namespace Dbgsom.Clustering;

/// <summary>The neurons of a map as input of clustering: points with a mass, some of them neighbors.</summary>
/// <param name="Points">The weights, of length 1 under the cosine metric; they are compared by Euclidean distances.</param>
/// <param name="Mass">How many samples each stands for; 0 for a dead one.</param>
/// <param name="Neighbors">The neighbors of each.</param>
internal sealed record NeuronGraph(WeightMatrix Points, double[] Mass, int[][] Neighbors)
{
    public int Count => Mass.Length;

    public int Live => Mass.Count(mass => mass > 0);

    /// <summary>Refuses a number of clusters that these neurons cannot have.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1, or above the number of live neurons.</exception>
    public void Require(int count)
    {
        if (count < 1 || count > Live)
            throw new ArgumentOutOfRangeException(
                nameof(count),
                count,
                $"valid is 1 to the number of neurons that win samples ({Live})"
            );
    }

    /// <summary>Neighbors joined by an edge of the grid. A map nothing is known to have won counts every neuron alike.</summary>
    public static NeuronGraph Of(SomMap map)
    {
        double[] mass = [.. map.Neurons.Select(neuron => neuron.HitMass)];
        if (Array.TrueForAll(mass, value => value == 0))
            Array.Fill(mass, 1);
        return new(map.Weights, mass, map.Lattice.NeighborArrays());
    }

    /// <summary>The graph in which neurons whose cells touch at a corner are neighbors as well.</summary>
    public NeuronGraph WithDiagonals(Lattice lattice)
    {
        int[] Around(GridPosition place) => [.. lattice.Grid.Touching(place).Select(lattice.At).Where(neighbor => neighbor >= 0)];
        return this with { Neighbors = [.. lattice.Positions.Select(Around)] };
    }
}
