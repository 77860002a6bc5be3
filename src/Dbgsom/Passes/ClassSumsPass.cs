using System.Text.Json.Nodes;
using Dbgsom.Numerics;
using Dbgsom.Rows;
using Dbgsom.Search;

namespace Dbgsom.Passes;

/// <summary>Sums of the rows by winner and class, for batch LVQ.</summary>
internal sealed class ClassSumsPass : DataPass<ClassSums>, ITravelingPass<ClassSums>
{
    public required Assigner Assigner { get; init; }

    public required EpochGrids Grids { get; init; }

    public required int ClassCount { get; init; }

    public override string NeedsCompleteRows => "refinement by LVQ";

    public override long CostPerRow => Grids.Columns.Length * (Assigner.NeuronCount + 20);

    public override ClassSums NewSums() => new(Assigner.NeuronCount, ClassCount, Grids);

    public override void Process(in RowBlock block, ClassSums sums)
    {
        var winners = block.Scratch.Winners.AsSpan(0, block.Count);
        Assigner.FindWinners(block, winners, block.Scratch.Distances.AsSpan(0, block.Count));
        for (int i = 0; i < block.Count; i++)
            sums.Add(winners[i], block.Labels[i], block.Row(i), block.Mass(i));
    }

    public string Name => "class_sums";

    public PassNeeds Needs => new(Assigner.Columns, Assigner.NeuronCount, ClassCount);

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        Assigner.Write(archive, json);
        json["classes"] = ClassCount;
        SumEntries.Write(archive, Grids);
    }

    public static ClassSumsPass Read(ArchiveReader archive, JsonFields json)
    {
        var assigner = Assigner.Read(archive, json);
        int classes = json.Integer("classes");
        return new ClassSumsPass
        {
            Assigner = assigner,
            ClassCount = classes is >= 1 and <= ClassList.MaxClasses
                ? classes
                : throw json.Bad("classes", $"is {classes}; valid is 1 to {ClassList.MaxClasses}"),
            Grids = SumEntries.ReadEpochGrids(archive, assigner.Columns),
        };
    }
}

/// <summary>
/// S_jc and N_jc: sum and number of the rows of class c that neuron j won. There is room only for pairs that occur, at most as many as rows.
/// </summary>
internal sealed class ClassSums(int neuronCount, int classCount, EpochGrids grids) : ITravelingSums<ClassSums>
{
    private readonly Dictionary<(int Neuron, int Class), int> places = [];
    private readonly RowSums rows = new(0, grids.Columns);

    public ClassMasses Mass { get; } = new(neuronCount, classCount, grids.Mass);

    /// <summary>S_jc; false where no row of the class was won.</summary>
    public bool TryGet(int neuron, int label, Span<double> sum)
    {
        if (!places.TryGetValue((neuron, label), out int place))
            return false;
        for (int c = 0; c < sum.Length; c++)
            sum[c] = rows[place, c];
        return true;
    }

    public void Add(int winner, ushort label, ReadOnlySpan<double> row, double mass)
    {
        if (mass == 0 || label == ClassLabels.None)
            return;
        Mass.Add(winner, label, mass);
        rows.Add(Place((winner, label)), row, mass);
    }

    public void Merge(ClassSums other)
    {
        Mass.Merge(other.Mass);
        foreach (var (pair, place) in other.places)
            rows.Merge(Place(pair), other.rows, place);
    }

    public static string Name => "class_sums";

    public IReadOnlyList<double> Shape => [neuronCount, classCount, .. grids.Numbers];

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        json["neurons"] = neuronCount;
        json["classes"] = classCount;
        json["columns"] = grids.Columns.Length;
        json["pairs"] = places.Count;
        SumEntries.Write(archive, grids);
        Mass.Write(archive);
        archive.Vector<int>(
            PairFile,
            [.. places.OrderBy(pair => pair.Value).SelectMany(pair => new[] { pair.Key.Neuron, pair.Key.Class })]
        );
        SumEntries.Write(archive, "sums.npy", rows, places.Count);
    }

    public static ClassSums Read(ArchiveReader archive, JsonFields json)
    {
        int columns = archive.Claimed(json, "columns", "grids.npy", 1);
        int neurons = archive.Claimed(json, "neurons", "class_mass_ones.npy");
        if (!PassNeeds.IsMap(neurons))
            throw json.Bad("neurons", $"is {neurons}; valid is {PassNeeds.FewestNeurons} to {SomOptions.MaxGridNeurons}");
        int classes = ClassMasses.Claimed(archive, json, neurons);
        if (classes == 0)
            throw json.Bad("classes", "is 0; sums by class have some");
        int count = archive.Claimed(json, "pairs", PairFile);
        var sums = new ClassSums(neurons, classes, SumEntries.ReadEpochGrids(archive, columns));
        sums.Mass.Read(archive);
        long[] pairs = archive.Counts(PairFile, 2 * count);
        for (int place = 0; place < count; place++)
        {
            var (neuron, label) = (pairs[2 * place], pairs[(2 * place) + 1]);
            if (neuron >= neurons || label >= classes || !sums.places.TryAdd(((int)neuron, (int)label), place))
                throw archive.Bad(
                    $"'{PairFile}' names neuron {neuron} with class {label}, twice or of {neurons} neurons and {classes} classes"
                );
        }
        sums.rows.MakeRoom(count);
        SumEntries.Read(archive, "sums.npy", count, columns, sums.rows);
        return sums;
    }

    private const string PairFile = "pairs.npy";

    private int Place((int, int) pair)
    {
        if (!places.TryGetValue(pair, out int place))
        {
            places.Add(pair, place = places.Count);
            rows.MakeRoom(places.Count);
        }
        return place;
    }
}
