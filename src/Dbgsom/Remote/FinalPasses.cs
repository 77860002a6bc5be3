using System.Text.Json.Nodes;
using Dbgsom.Kernels;
using Dbgsom.Persistence;
using Dbgsom.Remote;
using Dbgsom.Training;

namespace Dbgsom.Passes;

internal sealed partial class MeasurePass : ITravelingPass<MeasureSums>
{
    public string Name => "measure";

    public PassNeeds Needs => new(Columns, Weights.NeuronCount, ClassCount);

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        json["metric"] = Metric.Name;
        json["neurons"] = Weights.NeuronCount;
        json["columns"] = Columns;
        json["density_width"] = DensityWidth;
        json["classes"] = ClassCount;
        archive.Matrix("weights.npy", Weights.ToArray(), Columns);
        SumEntries.Write(archive, Grids, columns: false);
        if (Keep is RemoteDistances remote)
        {
            json["keep"] = remote.Id;
            remote.FoundBy = this;
        }
    }

    /// <param name="archive">What was written.</param>
    /// <param name="json">What was written.</param>
    /// <param name="room">Room for winners and distances, by the name that says which; null where they are not asked for again.</param>
    public static MeasurePass Read(ArchiveReader archive, JsonFields json, Func<string, int, KeptDistances>? room)
    {
        int columns = archive.Claimed(json, "columns", "weights.npy", 1);
        int neurons = json.Integer("neurons");
        return new MeasurePass
        {
            Metric = Named.Parse<Metric>(json.String("metric")),
            Weights = new PackedWeights(archive.Matrix("weights.npy", neurons, columns).Values, columns),
            Columns = columns,
            Grids = SumEntries.ReadEpochGrids(archive, 0),
            DensityWidth = json.Number("density_width"),
            ClassCount = json.Integer("classes"),
            Keep = room is not null && json.Has("keep") ? room(json.String("keep"), neurons) : null,
        };
    }
}

internal sealed partial class MeasureSums : ITravelingSums<MeasureSums>
{
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

internal sealed partial class ClassPass : ITravelingPass<CorrectSums>
{
    public string Name => "class";

    public PassNeeds Needs => new(Columns, Weights.NeuronCount, Table.Classes);

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        if (Finds is not null)
            throw new NotSupportedException("the classes of rows stay where the rows are");
        json["metric"] = Metric.Name;
        json["neurons"] = Weights.NeuronCount;
        json["columns"] = Columns;
        json["vote"] = Vote.Name;
        json["classes"] = Table.Classes;
        archive.Matrix("weights.npy", Weights.ToArray(), Columns);
        archive.Matrix("class_mass.npy", Table.AllMasses.ToArray(), Table.Classes);
        SumEntries.Write(archive, "grids.npy", MassGrid);
    }

    public static ClassPass Read(ArchiveReader archive, JsonFields json)
    {
        int columns = archive.Claimed(json, "columns", "weights.npy", 1);
        int neurons = json.Integer("neurons");
        int classes = archive.Claimed(json, "classes", "class_mass.npy", 1);
        return new ClassPass
        {
            Metric = Named.Parse<Metric>(json.String("metric")),
            Weights = new PackedWeights(archive.Matrix("weights.npy", neurons, columns).Values, columns),
            Columns = columns,
            Vote = Named.Parse<ClassVote>(json.String("vote")),
            Table = new ClassTable(SetupEntries.ReadClassMass(archive, neurons, classes), classes),
            MassGrid = SumEntries.ReadGrids(archive, "grids.npy", 1)[0],
        };
    }
}

internal sealed partial class CorrectSums : ITravelingSums<CorrectSums>
{
    public static string Name => "class";

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        json["neurons"] = neuronCount;
        SumEntries.Write(archive, "grids.npy", grid);
        SumEntries.Write(archive, "mass.npy", mass);
    }

    public IReadOnlyList<double> Shape => [neuronCount, grid.First, grid.Second];

    public static CorrectSums Read(ArchiveReader archive, JsonFields json)
    {
        int neurons = SumEntries.Neurons(archive, json, "mass.npy");
        var sums = new CorrectSums(neurons, SumEntries.ReadGrids(archive, "grids.npy", 1)[0]);
        SumEntries.Read(archive, "mass.npy", neurons, sums.mass);
        return sums;
    }
}
