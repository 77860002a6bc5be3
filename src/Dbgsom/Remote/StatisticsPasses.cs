using System.Text.Json.Nodes;
using Dbgsom.Persistence;
using Dbgsom.Remote;

namespace Dbgsom.Passes;

internal sealed partial class RangePass : ITravelingPass<RangeSums>
{
    public string Name => "range";

    public PassNeeds Needs => new(columns);

    public void Write(ArchiveWriter archive, JsonObject json) => json["columns"] = columns;

    public static RangePass Read(JsonFields json) => new(json.Integer("columns"));
}

internal sealed partial class RangeSums : ITravelingSums<RangeSums>
{
    public static string Name => "range";

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        json["columns"] = Minimum.Length;
        json["rows"] = RowCount;
        json["counted_rows"] = CountedRows;
        json["greatest_mass"] = GreatestMass;
        json["fingerprint"] = SumEntries.Bits(Fingerprint);
        archive.Vector("minimum.npy", Minimum);
        archive.Vector("maximum.npy", Maximum);
    }

    public IReadOnlyList<double> Shape => [Minimum.Length];

    public static RangeSums Read(ArchiveReader archive, JsonFields json)
    {
        int columns = archive.Claimed(json, "columns", "minimum.npy", 1);
        var sums = new RangeSums(columns)
        {
            RowCount = json.Long("rows"),
            CountedRows = json.Long("counted_rows"),
            GreatestMass = json.Number("greatest_mass"),
            Fingerprint = SumEntries.ReadBits(json, "fingerprint"),
        };
        archive.Numbers("minimum.npy", columns).CopyTo(sums.Minimum, 0);
        archive.Numbers("maximum.npy", columns).CopyTo(sums.Maximum, 0);
        return sums;
    }
}

internal sealed partial class MeanPass : ITravelingPass<MeanSums>
{
    public string Name => "mean";

    public PassNeeds Needs => new(range.Minimum.Length);

    public void Write(ArchiveWriter archive, JsonObject json) => range.Write(archive, json);

    public static MeanPass Read(ArchiveReader archive, JsonFields json) => new(RangeSums.Read(archive, json));
}

internal sealed partial class MeanSums : ITravelingSums<MeanSums>
{
    public static string Name => "mean";

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        range.Write(archive, json);
        SumEntries.Write(archive, "mass.npy", Mass);
        SumEntries.Write(archive, "sums.npy", Rows, 1);
    }

    public IReadOnlyList<double> Shape => [.. range.Shape, Mass.Grid.First, Mass.Grid.Second, .. Rows.Grids];

    public static MeanSums Read(ArchiveReader archive, JsonFields json)
    {
        var sums = new MeanSums(RangeSums.Read(archive, json));
        SumEntries.Read(archive, "mass.npy", 1, sums.Mass);
        SumEntries.Read(archive, "sums.npy", 1, json.Integer("columns"), sums.Rows);
        return sums;
    }
}

internal sealed partial class SpreadPass : ITravelingPass<SpreadSums>
{
    public string Name => "spread";

    public PassNeeds Needs => new(mean.Length);

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        range.Write(archive, json);
        archive.Vector("mean.npy", mean);
    }

    public static SpreadPass Read(ArchiveReader archive, JsonFields json)
    {
        var range = RangeSums.Read(archive, json);
        return new SpreadPass(archive.Vector("mean.npy", range.Minimum.Length), range);
    }
}

internal sealed partial class SpreadSums : ITravelingSums<SpreadSums>
{
    public static string Name => "spread";

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        range.Write(archive, json);
        SumEntries.Write(archive, "sums.npy", Rows, 1);
        SumEntries.Write(archive, "distance.npy", Distance);
    }

    public IReadOnlyList<double> Shape => [.. range.Shape, Distance.Grid.First, Distance.Grid.Second, .. Rows.Grids];

    public static SpreadSums Read(ArchiveReader archive, JsonFields json)
    {
        var sums = new SpreadSums(RangeSums.Read(archive, json));
        SumEntries.Read(archive, "sums.npy", 1, json.Integer("columns"), sums.Rows);
        SumEntries.Read(archive, "distance.npy", 1, sums.Distance);
        return sums;
    }
}
