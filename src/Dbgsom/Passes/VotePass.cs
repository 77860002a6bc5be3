using Dbgsom.Numerics;
using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Search.Kernels;

namespace Dbgsom.Passes;

/// <summary>Votes of the rows for their nearest neurons: as many points for the nearest as neurons are voted for, one less for the next, and so on.</summary>
internal sealed class VotePass(Assigner assigner, int spread, SumGrid grid) : DataPass<NeuronMasses>
{
    public override long CostPerRow => assigner.CostPerRow + 20;

    public override NeuronMasses NewSums() => new(assigner.NeuronCount, grid);

    public override void Process(in RowBlock block, NeuronMasses sums)
    {
        var distances = new double[assigner.PaddedCount];
        var nearest = new BestMatch[spread];
        for (int i = 0; i < block.Count; i++)
        {
            assigner.Distances(block, i, distances);
            NearestNeurons.Find(distances.AsSpan(0, assigner.NeuronCount), nearest);
            for (int rank = 0; rank < spread; rank++)
                sums.Mass.Add(nearest[rank].Neuron, block.Mass(i) * (spread - rank));
        }
    }
}
