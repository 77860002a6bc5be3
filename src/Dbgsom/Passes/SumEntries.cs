using System.Text.Json.Nodes;
using Dbgsom.Numerics;
using Dbgsom.Rows;

namespace Dbgsom.Passes;

/// <summary>Sums and their grids as arrays of an archive, to the bit.</summary>
internal static class SumEntries
{
    /// <summary>The number of neurons that sums claim.</summary>
    /// <param name="archive">The sums.</param>
    /// <param name="json">Where it stands.</param>
    /// <param name="array">An array with a value a neuron.</param>
    public static int Neurons(ArchiveReader archive, JsonFields json, string array)
    {
        int neurons = archive.Claimed(json, "neurons", array);
        return PassNeeds.IsMap(neurons)
            ? neurons
            : throw json.Bad("neurons", $"is {neurons}; valid is {PassNeeds.FewestNeurons} to {SomOptions.MaxGridNeurons}");
    }

    /// <summary>Writes grids: M₁ and M₂ of each.</summary>
    public static void Write(ArchiveWriter archive, string name, params ReadOnlySpan<SumGrid> grids)
    {
        var values = new double[2 * grids.Length];
        for (int g = 0; g < grids.Length; g++)
            (values[2 * g], values[(2 * g) + 1]) = (grids[g].First, grids[g].Second);
        archive.Vector(name, values);
    }

    public static SumGrid[] ReadGrids(ArchiveReader archive, string name, int count)
    {
        double[] values = archive.Vector(name, 2 * count);
        return [.. Enumerable.Range(0, count).Select(g => new SumGrid(values[2 * g], values[(2 * g) + 1]))];
    }

    /// <summary>The grids of an epoch; those of columns are left out where they are not used.</summary>
    public static void Write(ArchiveWriter archive, EpochGrids grids, bool columns = true) =>
        Write(archive, "grids.npy", [grids.Mass, grids.Distance, .. columns ? grids.Columns : []]);

    public static EpochGrids ReadEpochGrids(ArchiveReader archive, int columns)
    {
        var grids = ReadGrids(archive, "grids.npy", columns + 2);
        return new EpochGrids(grids[2..], grids[0], grids[1]);
    }

    public static void Write(ArchiveWriter archive, string name, ReproducibleSums sums) => archive.Vector(name, sums.ToParts());

    public static void Read(ArchiveReader archive, string name, int count, ReproducibleSums sums) =>
        sums.FromParts(archive.Vector(name, 2 * count));

    public static void Write(ArchiveWriter archive, string name, RowSums sums, int groups) =>
        archive.Vector(name, sums.ToParts(groups));

    public static void Read(ArchiveReader archive, string name, int groups, int columns, RowSums sums) =>
        sums.FromParts(archive.Vector(name, checked(groups * 2 * columns)));

    /// <summary>Counts and, where rows have weights, what these add.</summary>
    public static void Write(ArchiveWriter archive, string name, MassSums sums)
    {
        archive.Vector($"{name}_ones.npy", sums.Ones.ToArray());
        if (!sums.Others.ContainsAnyExcept(0))
            return;
        archive.Vector($"{name}_others.npy", sums.Others.ToArray());
        Write(archive, $"{name}_rest.npy", sums.Rest);
    }

    public static void Read(ArchiveReader archive, string name, int count, MassSums sums)
    {
        bool weighted = archive.Has($"{name}_others.npy");
        sums.Take(
            archive.Counts($"{name}_ones.npy", count),
            weighted ? archive.Counts($"{name}_others.npy", count) : new long[count]
        );
        if (weighted)
            Read(archive, $"{name}_rest.npy", count, sums.Rest);
    }

    /// <summary>Bits that are no number.</summary>
    public static JsonNode Bits(ulong value) => JsonValue.Create(value.ToString("x16", Invariant))!;

    public static ulong ReadBits(JsonFields json, string name) =>
        ulong.TryParse(json.String(name), System.Globalization.NumberStyles.AllowHexSpecifier, Invariant, out ulong value)
            ? value
            : throw json.Bad(name, "is not a hexadecimal number");

    private static IFormatProvider Invariant => System.Globalization.CultureInfo.InvariantCulture;
}
