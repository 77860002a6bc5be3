using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Dbgsom.Rows;
using Dbgsom.Search;

namespace Dbgsom.Passes;

/// <summary>The k nearest neurons of every row, nearest first, lowest index on ties. Rows write to places of their own.</summary>
internal sealed class NearestPass(Assigner assigner, int k, BestMatch[] matches) : DataPass<NoSums>
{
    public override long CostPerRow => assigner.CostPerRow + 20;

    public override NoSums NewSums() => new();

    public override void Process(in RowBlock block, NoSums sums)
    {
        if (k == 1)
            FindWinners(block);
        else
            assigner.FindNearest(block, k, matches.AsSpan(block.Start * k, block.Count * k));
    }

    private void FindWinners(in RowBlock block)
    {
        var winners = block.Scratch.Winners.AsSpan(0, block.Count);
        var distances = block.Scratch.Distances.AsSpan(0, block.Count);
        assigner.FindWinners(block, winners, distances);
        for (int i = 0; i < block.Count; i++)
            matches[block.Start + i] = new BestMatch(winners[i], distances[i]);
    }
}

/// <summary>The distances of every row to every neuron.</summary>
internal sealed class DistancesPass(Assigner assigner, double[,] result) : DataPass<NoSums>
{
    public override long CostPerRow => assigner.CostPerRow + 20;

    public override NoSums NewSums() => new();

    public override void Process(in RowBlock block, NoSums sums)
    {
        var distances = new double[assigner.PaddedCount];
        for (int i = 0; i < block.Count; i++)
        {
            assigner.Distances(block, i, distances);
            for (int neuron = 0; neuron < assigner.NeuronCount; neuron++)
                result[block.Start + i, neuron] = distances[neuron];
        }
    }
}

/// <summary>Sums of a pass that adds nothing up.</summary>
internal sealed class NoSums : IPassSums<NoSums>
{
    public void Merge(NoSums other) { }
}
