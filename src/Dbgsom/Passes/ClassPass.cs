using Dbgsom.Kernels;
using Dbgsom.Training;

namespace Dbgsom.Passes;

/// <summary>The class of every row with its probability and, where rows have labels, how often it is right.</summary>
internal sealed partial class ClassPass : DataPass<CorrectSums>
{
    public required Metric Metric { get; init; }

    public required PackedWeights Weights { get; init; }

    public required int Columns { get; init; }

    public required ClassVote Vote { get; init; }

    public required ClassTable Table { get; init; }

    /// <summary>The grid of masses.</summary>
    public required SumGrid MassGrid { get; init; }

    /// <summary>Where it goes what is found; null where only the sums are wanted.</summary>
    public ClassFinds? Finds { get; init; }

    public override long CostPerRow => (Columns * Weights.NeuronCount) + 100;

    public override CorrectSums NewSums() => new(Weights.NeuronCount, MassGrid);

    public override void Process(in RowBlock block, CorrectSums sums)
    {
        var winners = block.Scratch.Winners.AsSpan(0, block.Count);
        if (!Vote.AsksLiveOnly || !block.Labels.IsEmpty)
            Metric.FindWinners(Weights, block, winners, block.Scratch.Distances.AsSpan(0, block.Count));
        var probabilities = new double[Table.Classes];
        var nearest = new BestMatch[Math.Min(Vote.Voters, Table.LiveCount)];
        var distances = new double[Weights.PaddedCount];
        for (int i = 0; i < block.Count; i++)
        {
            if (Vote.AsksLiveOnly)
            {
                Metric.Distances(Weights, block.Row(i), distances);
                Table.TakeOutDead(distances);
                NearestPass.Nearest(distances.AsSpan(0, Weights.NeuronCount), nearest);
            }
            else
                nearest[0] = new BestMatch(winners[i], block.Scratch.Distances[i]);
            Vote.Count(nearest, Metric, Table, probabilities);
            int best = ClassTable.First(probabilities);
            Finds?.Set(block.Start + i, best, probabilities);
            if (!block.Labels.IsEmpty && best == block.Labels[i])
                sums.Add(winners[i], block.Mass(i));
        }
    }
}

/// <summary>Where the classes of rows go, and as much of their probabilities as is wanted.</summary>
/// <param name="Classes">The most probable class of each row.</param>
/// <param name="Confidences">Its probability; null where it is not wanted.</param>
/// <param name="Probabilities">Those of all classes, a row of them a sample; null where they are not wanted.</param>
internal sealed record ClassFinds(int[] Classes, double[]? Confidences, double[,]? Probabilities)
{
    /// <summary>For each row its place in these; null where rows are in order.</summary>
    public int[]? Places { get; init; }

    public void Set(int row, int best, ReadOnlySpan<double> probabilities)
    {
        int place = Places is null ? row : Places[row];
        Classes[place] = best;
        if (Confidences is not null)
            Confidences[place] = probabilities[best];
        for (int label = 0; Probabilities is not null && label < probabilities.Length; label++)
            Probabilities[place, label] = probabilities[label];
    }
}

/// <summary>How many of the samples of each neuron are told right.</summary>
internal sealed partial class CorrectSums(int neuronCount, SumGrid grid) : IPassSums<CorrectSums>
{
    private readonly ReproducibleSums mass = new(neuronCount, grid);

    public double this[int neuron] => mass[neuron];

    public void Add(int winner, double rowMass) => mass.Add(winner, rowMass);

    public void Merge(CorrectSums other) => mass.Merge(other.mass);
}
