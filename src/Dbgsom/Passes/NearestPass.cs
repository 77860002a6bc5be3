using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Dbgsom.Numerics;
using Dbgsom.Rows;
using Dbgsom.Search.Kernels;
using Dbgsom.Space;

namespace Dbgsom.Passes;

/// <summary>The k nearest neurons of every row, nearest first, lowest index on ties. Rows write to places of their own.</summary>
internal sealed class NearestPass(Metric metric, PackedWeights weights, int columns, int k, BestMatch[] matches)
    : DataPass<NoSums>
{
    public override long CostPerRow => (columns * weights.NeuronCount) + 20;

    public override NoSums NewSums() => new();

    public override void Process(in RowBlock block, NoSums sums)
    {
        if (k == 1)
            FindWinners(block);
        else
            FindSeveral(block);
    }

    private void FindWinners(in RowBlock block)
    {
        var winners = block.Scratch.Winners.AsSpan(0, block.Count);
        var distances = block.Scratch.Distances.AsSpan(0, block.Count);
        metric.FindWinners(weights, block, winners, distances);
        for (int i = 0; i < block.Count; i++)
            matches[block.Start + i] = new BestMatch(winners[i], distances[i]);
    }

    private void FindSeveral(in RowBlock block)
    {
        var found = matches.AsSpan(block.Start * k, block.Count * k);
        if (k == 2 && metric.TryFindNearestTwo(weights, block.Values, found))
            return;
        var distances = new double[(weights.NeuronCount + Pack.Size - 1) / Pack.Size * Pack.Size];
        for (int i = 0; i < block.Count; i++)
        {
            metric.Distances(weights, block.Row(i), distances);
            NearestNeurons.Find(distances.AsSpan(0, weights.NeuronCount), matches.AsSpan((block.Start + i) * k, k));
        }
    }
}

/// <summary>The distances of every row to every neuron.</summary>
internal sealed class DistancesPass(Metric metric, PackedWeights weights, int columns, double[,] result) : DataPass<NoSums>
{
    public override long CostPerRow => (columns * weights.NeuronCount) + 20;

    public override NoSums NewSums() => new();

    public override void Process(in RowBlock block, NoSums sums)
    {
        var distances = new double[(weights.NeuronCount + Pack.Size - 1) / Pack.Size * Pack.Size];
        for (int i = 0; i < block.Count; i++)
        {
            metric.Distances(weights, block.Row(i), distances);
            for (int neuron = 0; neuron < weights.NeuronCount; neuron++)
                result[block.Start + i, neuron] = distances[neuron];
        }
    }
}

/// <summary>Sums of a pass that adds nothing up.</summary>
internal sealed class NoSums : IPassSums<NoSums>
{
    public void Merge(NoSums other) { }
}
