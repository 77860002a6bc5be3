using System.Text.Json.Nodes;
using Dbgsom.Numerics;
using Dbgsom.Rows;
using Dbgsom.Search;

namespace Dbgsom.Passes;

/// <summary>
/// A full search with the second-best neuron: hits, distances and densities per neuron, and which pairs of neurons are nearest to some
/// sample. All measures of a map on data come from these sums.
/// </summary>
internal sealed class MeasurePass : DataPass<MeasureSums>, ITravelingPass<MeasureSums>
{
    public required Assigner Assigner { get; init; }

    /// <summary>The grids of mass and distance; those of columns are not used.</summary>
    public required EpochGrids Grids { get; init; }

    /// <summary>τ of the density: the mean distance between neighboring neurons; 0 leaves densities 0.</summary>
    public required double DensityWidth { get; init; }

    /// <summary>Classes to count per neuron; 0 for none.</summary>
    public int ClassCount { get; init; }

    /// <summary>Where winners and distances go too; null where nobody asks for them.</summary>
    public KeptDistances? Keep { get; init; }

    public override long CostPerRow => Assigner.CostPerRow + 40;

    public override MeasureSums NewSums() => new(Assigner.NeuronCount, Grids, ClassCount);

    public override void Process(in RowBlock block, MeasureSums sums)
    {
        var winners = block.Scratch.Winners.AsSpan(0, block.Count);
        var seconds = block.Scratch.Seconds.AsSpan(0, block.Count);
        var distances = block.Scratch.Distances.AsSpan(0, block.Count);
        Assigner.FindTwo(block, winners, seconds, distances);
        FoundNeurons.Check(winners, Assigner.NeuronCount);
        FoundNeurons.Check(seconds, Assigner.NeuronCount);
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

    public string Name => "measure";

    public PassNeeds Needs => new(Assigner.Columns, Assigner.NeuronCount, ClassCount);

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        Assigner.Write(archive, json);
        json["density_width"] = DensityWidth;
        json["classes"] = ClassCount;
        SumEntries.Write(archive, Grids, columns: false);
        if (Keep is RemoteDistances remote)
        {
            json["keep"] = remote.Id;
            remote.FoundBy = this;
        }
    }

    /// <param name="archive">The archive to read.</param>
    /// <param name="json">What was written.</param>
    /// <param name="room">Room for winners and distances, by their identifier; null if they are not reused.</param>
    public static MeasurePass Read(ArchiveReader archive, JsonFields json, Func<string, int, KeptDistances>? room)
    {
        var assigner = Assigner.Read(archive, json);
        return new MeasurePass
        {
            Assigner = assigner,
            Grids = SumEntries.ReadEpochGrids(archive, 0),
            DensityWidth = json.Number("density_width"),
            ClassCount = json.Integer("classes"),
            Keep = room is not null && json.Has("keep") ? room(json.String("keep"), assigner.NeuronCount) : null,
        };
    }
}

/// <summary>The sums of <see cref="MeasurePass"/>.</summary>
internal sealed class MeasureSums(int neuronCount, EpochGrids grids, int classCount) : ITravelingSums<MeasureSums>
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

    public static string Name => "measure";

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        json["neurons"] = neuronCount;
        json["classes"] = classCount;
        json["pairs"] = pairs.Count;
        SumEntries.Write(archive, grids, columns: false);
        archive.Vector("hits.npy", Hits);
        SumEntries.Write(archive, "mass.npy", mass);
        SumEntries.Write(archive, "distance.npy", distance);
        SumEntries.Write(archive, "kernel.npy", kernel);
        if (classCount > 0)
            ClassMass.Write(archive);
        var ordered = pairs.OrderBy(pair => pair.Key).ToArray();
        archive.Vector<int>("pairs.npy", [.. ordered.SelectMany(pair => new[] { pair.Key.First, pair.Key.Second })]);
        archive.Vector<double>("pair_mass.npy", [.. ordered.SelectMany(pair => pair.Value.ToParts())]);
    }

    public IReadOnlyList<double> Shape => [neuronCount, classCount, .. (grids with { Columns = [] }).Numbers];

    public static MeasureSums Read(ArchiveReader archive, JsonFields json)
    {
        int neurons = SumEntries.Neurons(archive, json, "hits.npy");
        int count = archive.Claimed(json, "pairs", "pairs.npy");
        int classes = ClassMasses.Claimed(archive, json, neurons);
        var sums = new MeasureSums(neurons, SumEntries.ReadEpochGrids(archive, 0), classes);
        archive.Counts("hits.npy", neurons).CopyTo(sums.Hits, 0);
        SumEntries.Read(archive, "mass.npy", neurons, sums.mass);
        SumEntries.Read(archive, "distance.npy", neurons, sums.distance);
        SumEntries.Read(archive, "kernel.npy", neurons, sums.kernel);
        if (classes > 0)
            sums.ClassMass.Read(archive);
        long[] places = archive.Counts("pairs.npy", 2 * count);
        double[] masses = archive.Vector("pair_mass.npy", 2 * count);
        if (Array.Exists(places, place => place >= neurons))
            throw archive.Bad("'pairs.npy' names a neuron that does not exist");
        for (int pair = 0; pair < count; pair++)
            sums.PairMass((int)places[2 * pair], (int)places[(2 * pair) + 1]).FromParts(masses.AsSpan(2 * pair, 2));
        return sums;
    }
}
