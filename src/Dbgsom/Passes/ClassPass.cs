using Dbgsom.Kernels;
using Dbgsom.Training;

namespace Dbgsom.Passes;

/// <summary>The probability of each class for every row and, where rows have labels, how often the most probable one is right.</summary>
internal sealed class ClassPass : DataPass<CorrectSums>
{
    public required Metric Metric { get; init; }

    public required PackedWeights Weights { get; init; }

    public required int Columns { get; init; }

    public required ClassVote Vote { get; init; }

    public required ClassTable Table { get; init; }

    /// <summary>The grid of masses.</summary>
    public required SumGrid MassGrid { get; init; }

    /// <summary>Where the probabilities go, row-major; null where only the others are wanted.</summary>
    public double[]? Probabilities { get; init; }

    /// <summary>Where the most probable class of each row goes; null where only the others are wanted.</summary>
    public int[]? MostProbable { get; init; }

    public override long CostPerRow => (Columns * Weights.NeuronCount) + 100;

    public override CorrectSums NewSums() => new(Weights.NeuronCount, MassGrid);

    public override void Process(in RowBlock block, CorrectSums sums)
    {
        var nearest = new BestMatch[Math.Min(Vote.Voters, Weights.NeuronCount)];
        var distances = new double[Weights.PaddedCount];
        var own = new double[Table.Classes];
        for (int i = 0; i < block.Count; i++)
        {
            Metric.Distances(Weights, block.Row(i), distances);
            NearestPass.Nearest(distances.AsSpan(0, Weights.NeuronCount), nearest);
            var probabilities = Probabilities is null
                ? own
                : Probabilities.AsSpan((block.Start + i) * Table.Classes, Table.Classes);
            Vote.Count(nearest, Table, probabilities);
            int best = ClassTable.First(probabilities);
            if (MostProbable is not null)
                MostProbable[block.Start + i] = best;
            if (!block.Labels.IsEmpty && best == block.Labels[i])
                sums.Add(nearest[0].Neuron, block.Mass(i));
        }
    }
}

/// <summary>How many of the samples of each neuron are told right.</summary>
internal sealed class CorrectSums(int neuronCount, SumGrid grid) : IPassSums<CorrectSums>
{
    private readonly ReproducibleSums mass = new(neuronCount, grid);

    public double this[int neuron] => mass[neuron];

    public void Add(int winner, double rowMass) => mass.Add(winner, rowMass);

    public void Merge(CorrectSums other) => mass.Merge(other.mass);
}
