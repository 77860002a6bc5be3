using Dbgsom.Numerics;
using Dbgsom.Rows;
using Dbgsom.Search.Kernels;
using Dbgsom.Space;

namespace Dbgsom.Passes;

/// <summary>The mass of the rows within a distance of each neuron.</summary>
internal sealed class SpherePass(Metric metric, PackedWeights weights, int columns, double radius, SumGrid grid)
    : DataPass<NeuronMasses>
{
    public override long CostPerRow => (columns * weights.NeuronCount) + 20;

    public override NeuronMasses NewSums() => new(weights.NeuronCount, grid);

    public override void Process(in RowBlock block, NeuronMasses sums)
    {
        var distances = new double[weights.PaddedCount];
        for (int i = 0; i < block.Count; i++)
        {
            metric.Distances(weights, block.Row(i), distances);
            for (int neuron = 0; neuron < weights.NeuronCount; neuron++)
                if (distances[neuron] <= radius)
                    sums.Mass.Add(neuron, block.Mass(i));
        }
    }
}
