using System.Text.Json.Nodes;
using Dbgsom.Kernels;
using Dbgsom.Persistence;
using Dbgsom.Remote;
using Dbgsom.Search;

namespace Dbgsom.Passes;

internal sealed partial class EpochPass : ITravelingPass<EpochSums>
{
    public string Name => "epoch";

    public PassNeeds Needs => new(Columns, NeuronCount, ClassCount);

    /// <summary>Neurons of the epoch before, as far as anything is to follow from it.</summary>
    public int? NeuronsBefore => (Search as PlannedSearch)?.Before?.Length / Columns;

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        var search =
            Search as PlannedSearch ?? throw new NotSupportedException("only a planned search can be sent to other machines");
        if (search.Pointers is not null)
            throw new NotSupportedException(
                "pointer search depends on the winners of all epochs before, which are lost with a machine: it is not to be had on a cluster"
            );
        json["epoch"] = Epoch;
        json["neurons"] = NeuronCount;
        json["columns"] = Columns;
        json["weighting"] = Weighting.Name;
        json["total_variance"] = TotalVariance;
        json["classes"] = ClassCount;
        json["metric"] = search.Metric.Name;
        SumEntries.Write(archive, Grids);
        archive.Matrix("weights.npy", search.Weights, Columns);
        if (search.Before is not null)
            archive.Matrix("previous_weights.npy", search.Before, Columns);
        // Any points will do, so those in single precision, which take half the way.
        if (search.Anchors is not null)
            archive.Matrix("anchors.npy", Array.ConvertAll(search.Anchors, value => (float)value), Columns);
    }

    public static EpochPass Read(ArchiveReader archive, JsonFields json)
    {
        int columns = archive.Claimed(json, "columns", "grids.npy", 1);
        int neurons = json.Integer("neurons");
        int epoch = json.Integer("epoch");
        if (epoch < 0)
            throw json.Bad("epoch", $"is {epoch}; the first is 0");
        double[]? before = Matrix("previous_weights.npy");
        double[]? anchors = Matrix("anchors.npy");
        // A map only grows, and there is one anchor for each neuron it had.
        if (before is not null && (!PassNeeds.IsMap(before.Length / columns) || before.Length / columns > neurons))
            throw archive.Bad($"'previous_weights.npy' has {before.Length / columns} neurons, the map has {neurons}");
        if (anchors is not null && anchors.Length != before?.Length)
            throw archive.Bad("'anchors.npy' has not one point for each row of 'previous_weights.npy'");
        return new EpochPass
        {
            Epoch = epoch,
            NeuronCount = neurons,
            Columns = columns,
            Weighting = Named.Parse<Weighting>(json.String("weighting")),
            TotalVariance = json.Number("total_variance"),
            Grids = SumEntries.ReadEpochGrids(archive, columns),
            ClassCount = json.Integer("classes"),
            Search = new PlannedSearch
            {
                Metric = Named.Parse<Metric>(json.String("metric")),
                Columns = columns,
                Epoch = epoch,
                Weights = archive.Matrix("weights.npy", neurons, columns).Values,
                Before = before,
                Anchors = anchors,
            },
        };

        double[]? Matrix(string name) => archive.Has(name) ? archive.Matrix(name, null, columns).Values : null;
    }

    /// <summary>
    /// The pass of the epoch before, for rows that have lost what they held of it; null where there was none, or nothing follows from it. Its
    /// sums are of no use: the grids are not made for them.
    /// </summary>
    public EpochPass? ToFindWinnersBefore() =>
        (Search as PlannedSearch)?.Before is not { } before
            ? null
            : new EpochPass
            {
                Epoch = Epoch - 1,
                NeuronCount = before.Length / Columns,
                Columns = Columns,
                Weighting = Weighting,
                TotalVariance = TotalVariance,
                Grids = Grids,
                ClassCount = 0,
                Search = new PlannedSearch
                {
                    Metric = ((PlannedSearch)Search).Metric,
                    Columns = Columns,
                    Epoch = Epoch - 1,
                    Weights = before,
                },
            };
}

internal sealed partial class EpochSums : ITravelingSums<EpochSums>
{
    public static string Name => "epoch";

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        json["neurons"] = neuronCount;
        json["columns"] = columns;
        json["classes"] = classCount;
        json["searched"] = Searched;
        SumEntries.Write(archive, grids);
        SumEntries.Write(archive, "sums.npy", sums, neuronCount);
        SumEntries.Write(archive, "mass", mass);
        SumEntries.Write(archive, "changed", changed);
        if (classCount > 0)
            ClassMass.Write(archive);
        if (strengthlessRows is not null)
            SumEntries.Write(archive, "strengthless.npy", strengthlessRows, neuronCount);
    }

    public IReadOnlyList<double> Shape => [neuronCount, classCount, .. grids.Numbers];

    public static EpochSums Read(ArchiveReader archive, JsonFields json)
    {
        int neurons = SumEntries.Neurons(archive, json, "mass_ones.npy");
        int columns = archive.Claimed(json, "columns", "grids.npy", 1);
        int classes = ClassMasses.Claimed(archive, json, neurons);
        var grids = SumEntries.ReadEpochGrids(archive, columns);
        var found = new EpochSums(neurons, grids, classes) { Searched = json.Long("searched") };
        SumEntries.Read(archive, "sums.npy", neurons, columns + 2, found.sums);
        SumEntries.Read(archive, "mass", neurons, found.mass);
        SumEntries.Read(archive, "changed", 1, found.changed);
        if (classes > 0)
            found.ClassMass.Read(archive);
        if (archive.Has("strengthless.npy"))
        {
            found.strengthlessRows = new RowSums(neurons, grids.Columns);
            SumEntries.Read(archive, "strengthless.npy", neurons, columns, found.strengthlessRows);
        }
        return found;
    }
}

internal sealed partial class ClassMasses
{
    private const string Entry = "class_mass";

    public void Write(ArchiveWriter archive) => SumEntries.Write(archive, Entry, mass);

    /// <summary>The number of classes that sums claim; 0 for none.</summary>
    public static int Claimed(ArchiveReader archive, JsonFields json, int neurons)
    {
        int classes = json.Integer("classes");
        if (classes == 0)
            return 0;
        archive.Claimed(json, "classes", $"{Entry}_ones.npy", 1);
        return (long)classes * neurons <= Array.MaxLength
            ? classes
            : throw json.Bad("classes", $"is {classes}, too many for {neurons} neurons");
    }

    public void Read(ArchiveReader archive) => SumEntries.Read(archive, Entry, neuronCount * classCount, mass);
}
