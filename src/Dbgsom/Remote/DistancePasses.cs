using System.Text.Json.Nodes;
using Dbgsom.Kernels;
using Dbgsom.Persistence;
using Dbgsom.Remote;

namespace Dbgsom.Passes;

internal sealed partial class DigitPass : ITravelingPass<DigitSums>
{
    public string Name => "digit";

    public PassNeeds Needs => default;

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        ((RemoteDistances)found).Write(archive, json);
        json["groups"] = centers.Length;
        json["shift"] = shift;
        archive.Vector("centers.npy", centers);
        archive.Vector("prefixes.npy", Array.ConvertAll(prefixes, BitConverter.UInt64BitsToDouble));
        SumEntries.Write(archive, "grids.npy", grid);
    }

    public static DigitPass Read(ArchiveReader archive, JsonFields json, KeptDistances found)
    {
        int groups = RemoteDistances.ReadGroups(json);
        return new DigitPass(
            found,
            archive.Vector("centers.npy", groups),
            Array.ConvertAll(archive.Numbers("prefixes.npy", groups), BitConverter.DoubleToUInt64Bits),
            json.Integer("shift"),
            SumEntries.ReadGrids(archive, "grids.npy", 1)[0]
        );
    }
}

internal sealed partial class DigitSums : ITravelingSums<DigitSums>
{
    public static string Name => "digit";

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        // Of all digits that there could be, a group has few.
        var ones = mass.Ones;
        var others = mass.Others;
        var places = new List<int>();
        for (int place = 0; place < ones.Length; place++)
            if (ones[place] != 0 || others[place] != 0)
                places.Add(place);
        var found = new MassSums(places.Count, grid);
        found.Gather(mass, places);
        json["groups"] = groups;
        json["places"] = places.Count;
        SumEntries.Write(archive, "grids.npy", grid);
        archive.Vector<int>("places.npy", [.. places]);
        SumEntries.Write(archive, "mass", found);
    }

    public IReadOnlyList<double> Shape => [groups, grid.First, grid.Second];

    public static DigitSums Read(ArchiveReader archive, JsonFields json)
    {
        int groups = json.Integer("groups");
        if (!PassNeeds.IsMap(groups - 1))
            throw json.Bad("groups", $"is {groups}, which is not one more than a map has neurons");
        int count = archive.Claimed(json, "places", "places.npy");
        var grid = SumEntries.ReadGrids(archive, "grids.npy", 1)[0];
        var sums = new DigitSums(groups, grid);
        int[] places = Array.ConvertAll(archive.Counts("places.npy", count), place => (int)place);
        if (places.Any(place => place >= groups * Digits))
            throw archive.Bad("'places.npy' names a group that does not exist");
        var found = new MassSums(count, grid);
        SumEntries.Read(archive, "mass", count, found);
        sums.mass.Scatter(found, places);
        return sums;
    }
}

internal sealed partial class NextValuePass : ITravelingPass<LeastValues>
{
    public string Name => "next";

    public PassNeeds Needs => default;

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        ((RemoteDistances)found).Write(archive, json);
        json["groups"] = centers.Length;
        archive.Vector("centers.npy", centers);
        archive.Vector("above.npy", above);
    }

    public static NextValuePass Read(ArchiveReader archive, JsonFields json, KeptDistances found)
    {
        int groups = RemoteDistances.ReadGroups(json);
        return new NextValuePass(found, archive.Vector("centers.npy", groups), archive.Vector("above.npy", groups));
    }
}

internal sealed partial class LeastValues : ITravelingSums<LeastValues>
{
    public static string Name => "next";

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        json["groups"] = Least.Length;
        archive.Vector("least.npy", Least);
    }

    public IReadOnlyList<double> Shape => [Least.Length];

    public static LeastValues Read(ArchiveReader archive, JsonFields json)
    {
        var values = new LeastValues(archive.Claimed(json, "groups", "least.npy"));
        archive.Numbers("least.npy", values.Least.Length).CopyTo(values.Least, 0);
        return values;
    }
}

internal sealed partial class DeviationPass : ITravelingPass<TotalSum>
{
    public string Name => "deviation";

    public PassNeeds Needs => default;

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        ((RemoteDistances)found).Write(archive, json);
        json["median"] = median;
        SumEntries.Write(archive, "grids.npy", grid);
    }

    public static DeviationPass Read(ArchiveReader archive, JsonFields json, KeptDistances found) =>
        new(found, json.Number("median"), SumEntries.ReadGrids(archive, "grids.npy", 1)[0]);
}

internal sealed partial class TotalSum : ITravelingSums<TotalSum>
{
    public static string Name => "total";

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        SumEntries.Write(archive, "grids.npy", grid);
        SumEntries.Write(archive, "sum.npy", sum);
    }

    public IReadOnlyList<double> Shape => [grid.First, grid.Second];

    public static TotalSum Read(ArchiveReader archive, JsonFields json)
    {
        var total = new TotalSum(SumEntries.ReadGrids(archive, "grids.npy", 1)[0]);
        SumEntries.Read(archive, "sum.npy", 1, total.sum);
        return total;
    }
}
