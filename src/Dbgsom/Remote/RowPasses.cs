using System.Text.Json.Nodes;
using Dbgsom.Kernels;
using Dbgsom.Persistence;
using Dbgsom.Remote;

namespace Dbgsom.Passes;

internal sealed partial class RowsPass : ITravelingPass<FoundRows>
{
    public string Name => "rows";

    public PassNeeds Needs => default;

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        json["rows"] = rows.Count;
        archive.Vector<long>("rows.npy", [.. rows]);
    }

    public static RowsPass Read(ArchiveReader archive, JsonFields json) => new(archive.Counts("rows.npy", json.Integer("rows")));
}

internal sealed partial class FoundRows : ITravelingSums<FoundRows>
{
    public static string Name => "rows";

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        int columns = Rows.Count == 0 ? 0 : Rows.First().Value.Values.Length;
        json["rows"] = Rows.Count;
        json["columns"] = columns;
        archive.Vector<long>("rows.npy", [.. Rows.Keys]);
        archive.Vector<double>("mass.npy", [.. Rows.Values.Select(row => row.Mass)]);
        archive.Vector<double>("values.npy", [.. Rows.Values.SelectMany(row => row.Values)]);
    }

    public IReadOnlyList<double> Shape => [];

    public static FoundRows Read(ArchiveReader archive, JsonFields json)
    {
        int count = json.Integer("rows");
        int columns = json.Integer("columns");
        long[] places = archive.Counts("rows.npy", count);
        double[] masses = archive.Vector("mass.npy", count);
        double[] values = archive.Vector("values.npy", checked(count * columns));
        var found = new FoundRows();
        for (int i = 0; i < count; i++)
            found.Rows[places[i]] = (values[(i * columns)..((i + 1) * columns)], masses[i]);
        return found;
    }
}

internal sealed partial class SharePass : ITravelingPass<Shares>
{
    public string Name => "share";

    public PassNeeds Needs => new(columns, weights.NeuronCount);

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        json["metric"] = metric.Name;
        json["neurons"] = weights.NeuronCount;
        json["columns"] = columns;
        json["wanted"] = wanted.Length;
        archive.Matrix("weights.npy", weights.ToArray(), columns);
        archive.Vector("wanted.npy", wanted);
    }

    public static SharePass Read(ArchiveReader archive, JsonFields json, long firstRow)
    {
        int columns = archive.Claimed(json, "columns", "weights.npy", 1);
        double[] weights = archive.Matrix("weights.npy", json.Integer("neurons"), columns).Values;
        return new SharePass(
            Named.Parse<Metric>(json.String("metric")),
            new PackedWeights(weights, columns),
            columns,
            Array.ConvertAll(archive.Counts("wanted.npy", json.Integer("wanted")), neuron => (int)neuron),
            firstRow
        );
    }
}

internal sealed partial class Shares : ITravelingSums<Shares>
{
    public static string Name => "share";

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        json["wanted"] = wanted;
        json["engines"] = Counts.Count;
        archive.Vector<long>("first_rows.npy", [.. Counts.Keys]);
        archive.Vector<long>("counts.npy", [.. Counts.Values.SelectMany(counts => counts)]);
    }

    public IReadOnlyList<double> Shape => [wanted];

    public static Shares Read(ArchiveReader archive, JsonFields json)
    {
        int wanted = json.Integer("wanted");
        if (wanted is < 0 or > SomOptions.MostNeurons)
            throw json.Bad("wanted", $"is {wanted}; valid is 0 to {SomOptions.MostNeurons}");
        int engines = json.Integer("engines");
        long[] firstRows = archive.Counts("first_rows.npy", engines);
        long[] counts = archive.Counts("counts.npy", checked(engines * wanted));
        var shares = new Shares(wanted);
        for (int i = 0; i < engines; i++)
            counts.AsSpan(i * wanted, wanted).CopyTo(shares.Of(firstRows[i]));
        return shares;
    }
}
