using Dbgsom.Numerics;
using Dbgsom.Rows;
using Dbgsom.Search.Kernels;
using Dbgsom.Space;

namespace Dbgsom.Passes;

/// <summary>Votes of the rows for their nearest neurons: as many points for the nearest as neurons are voted for, one less for the next, and so on.</summary>
internal sealed class VotePass(Metric metric, PackedWeights weights, int columns, int spread, SumGrid grid)
    : DataPass<NeuronMasses>
{
    public override long CostPerRow => (columns * weights.NeuronCount) + 20;

    public override NeuronMasses NewSums() => new(weights.NeuronCount, grid);

    public override void Process(in RowBlock block, NeuronMasses sums)
    {
        var distances = new double[weights.PaddedCount];
        var nearest = new BestMatch[spread];
        for (int i = 0; i < block.Count; i++)
        {
            metric.Distances(weights, block.Row(i), distances);
            NearestNeurons.Find(distances.AsSpan(0, weights.NeuronCount), nearest);
            for (int rank = 0; rank < spread; rank++)
                sums.Mass.Add(nearest[rank].Neuron, block.Mass(i) * (spread - rank));
        }
    }
}
