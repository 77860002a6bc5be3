using Dbgsom.Kernels;

namespace Dbgsom.Passes;

/// <summary>
/// A full search with the second-best neuron: hits, distances and densities per neuron, and which pairs of neurons are nearest to some
/// sample. All measures of a map on data come from these sums.
/// </summary>
internal sealed partial class MeasurePass : DataPass<MeasureSums>
{
    public required Metric Metric { get; init; }

    public required PackedWeights Weights { get; init; }

    public required int Columns { get; init; }

    /// <summary>The grids of mass and distance; those of columns are not used.</summary>
    public required EpochGrids Grids { get; init; }

    /// <summary>τ of the density: the mean distance between neighboring neurons; 0 leaves densities 0.</summary>
    public required double DensityWidth { get; init; }

    /// <summary>Classes to count per neuron; 0 for none.</summary>
    public int ClassCount { get; init; }

    /// <summary>Where winners and distances go too; null where nobody asks for them.</summary>
    public KeptDistances? Keep { get; init; }

    public override long CostPerRow => (Columns * Weights.NeuronCount) + 40;

    public override MeasureSums NewSums() => new(Weights.NeuronCount, Grids, ClassCount);

    public override void Process(in RowBlock block, MeasureSums sums)
    {
        var winners = block.Scratch.Winners.AsSpan(0, block.Count);
        var seconds = block.Scratch.Seconds.AsSpan(0, block.Count);
        var distances = block.Scratch.Distances.AsSpan(0, block.Count);
        Metric.FindTwo(Weights, block.Values, winners, seconds, distances);
        FoundNeurons.Check(winners, Weights.NeuronCount);
        FoundNeurons.Check(seconds, Weights.NeuronCount);
        (Keep as WinnerDistances)?.Set(block.Start, winners, distances);
        var kernels = Kernels(distances, block.Scratch.Strengths.AsSpan(0, block.Count));
        for (int i = 0; i < block.Count; i++)
        {
            sums.Add(winners[i], seconds[i], distances[i], kernels[i], block.Mass(i));
            if (ClassCount > 0)
                sums.ClassMass.Add(winners[i], block.Labels[i], block.Mass(i));
        }
    }

    /// <summary>exp(−distance² / 2τ²).</summary>
    private Span<double> Kernels(ReadOnlySpan<double> distances, Span<double> kernels)
    {
        double width = 2 * DensityWidth * DensityWidth;
        if (width == 0)
        {
            kernels.Clear();
            return kernels;
        }
        for (int i = 0; i < distances.Length; i++)
            kernels[i] = -(distances[i] * distances[i] / width);
        DeterministicMath.Exp(kernels);
        return kernels;
    }
}

/// <summary>What <see cref="MeasurePass"/> adds up.</summary>
internal sealed partial class MeasureSums(int neuronCount, EpochGrids grids, int classCount) : IPassSums<MeasureSums>
{
    private readonly ReproducibleSums mass = new(neuronCount, grids.Mass);
    private readonly ReproducibleSums distance = new(neuronCount, grids.Distance);
    private readonly ReproducibleSums kernel = new(neuronCount, grids.Mass);
    private readonly Dictionary<(int First, int Second), ReproducibleSums> pairs = [];

    public long[] Hits { get; } = new long[neuronCount];

    /// <summary>How many samples of each class each neuron won.</summary>
    public ClassMasses ClassMass { get; } = new(neuronCount, classCount, grids.Mass);

    public double Mass(int neuron) => mass[neuron];

    /// <summary>Σ distance of the samples a neuron won.</summary>
    public double Distance(int neuron) => distance[neuron];

    /// <summary>Σ exp(−distance² / 2τ²) of the samples a neuron won.</summary>
    public double Kernel(int neuron) => kernel[neuron];

    /// <summary>Nearest and second-nearest neuron of some sample, and the mass of such samples; in ascending order.</summary>
    public IEnumerable<(int First, int Second, double Mass)> Pairs =>
        pairs.OrderBy(pair => pair.Key).Select(pair => (pair.Key.First, pair.Key.Second, pair.Value[0]));

    public void Add(int winner, int second, double rowDistance, double rowKernel, double rowMass)
    {
        if (rowMass == 0)
            return;
        Hits[winner]++;
        mass.Add(winner, rowMass);
        distance.Add(winner, rowDistance * rowMass);
        kernel.Add(winner, rowKernel * rowMass);
        PairMass(winner, second).Add(0, rowMass);
    }

    public void Merge(MeasureSums other)
    {
        mass.Merge(other.mass);
        distance.Merge(other.distance);
        kernel.Merge(other.kernel);
        ClassMass.Merge(other.ClassMass);
        for (int j = 0; j < Hits.Length; j++)
            Hits[j] += other.Hits[j];
        foreach (var (pair, sums) in other.pairs)
            PairMass(pair.First, pair.Second).Merge(sums);
    }

    private ReproducibleSums PairMass(int winner, int second)
    {
        if (!pairs.TryGetValue((winner, second), out var sums))
            pairs.Add((winner, second), sums = new ReproducibleSums(1, grids.Mass));
        return sums;
    }
}
