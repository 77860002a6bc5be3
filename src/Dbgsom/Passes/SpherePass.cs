using Dbgsom.Numerics;
using Dbgsom.Rows;
using Dbgsom.Search;

namespace Dbgsom.Passes;

/// <summary>The mass of the rows within a distance of each neuron.</summary>
internal sealed class SpherePass(Assigner assigner, double radius, SumGrid grid) : DataPass<NeuronMasses>
{
    public override long CostPerRow => assigner.CostPerRow + 20;

    public override NeuronMasses NewSums() => new(assigner.NeuronCount, grid);

    public override void Process(in RowBlock block, NeuronMasses sums)
    {
        var distances = new double[assigner.PaddedCount];
        for (int i = 0; i < block.Count; i++)
        {
            assigner.Distances(block, i, distances);
            for (int neuron = 0; neuron < assigner.NeuronCount; neuron++)
                if (distances[neuron] <= radius)
                    sums.Mass.Add(neuron, block.Mass(i));
        }
    }
}
