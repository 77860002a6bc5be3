using System.Text.Json.Nodes;
using Dbgsom.Numerics;
using Dbgsom.Rows;

namespace Dbgsom.Passes;

/// <summary>Masses on the wire of which most are 0: of all digits that there could be, a group has few.</summary>
internal static class SparseMasses
{
    /// <summary>Writes those that are not 0, and where they are.</summary>
    public static void Write(ArchiveWriter archive, JsonObject json, MassSums mass, SumGrid grid)
    {
        var ones = mass.Ones;
        var others = mass.Others;
        var places = new List<int>();
        for (int place = 0; place < ones.Length; place++)
            if (ones[place] != 0 || others[place] != 0)
                places.Add(place);
        var found = new MassSums(places.Count, grid);
        found.Gather(mass, places);
        json["places"] = places.Count;
        SumEntries.Write(archive, "grids.npy", grid);
        archive.Vector<int>("places.npy", [.. places]);
        SumEntries.Write(archive, "mass", found);
    }

    /// <summary>Reads what <see cref="Write"/> wrote into so many masses of 0.</summary>
    public static void Read(ArchiveReader archive, JsonFields json, MassSums mass, int size, SumGrid grid)
    {
        int count = archive.Claimed(json, "places", "places.npy");
        int[] places = Array.ConvertAll(archive.Counts("places.npy", count), place => (int)place);
        if (places.Any(place => place >= size))
            throw archive.Bad("'places.npy' names a group that does not exist");
        var found = new MassSums(count, grid);
        SumEntries.Read(archive, "mass", count, found);
        mass.Scatter(found, places);
    }
}
