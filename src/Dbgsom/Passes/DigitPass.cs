using System.Text.Json.Nodes;
using Dbgsom.Numerics;
using Dbgsom.Rows;

namespace Dbgsom.Passes;

/// <summary>
/// Counts, for the rows of each neuron and for all rows, the digits of |distance − center| at one place of their bits, of those that begin with
/// the digits found before: the bits of numbers from 0 up are ordered as the numbers are. Groups are the neurons, and behind them all rows.
/// </summary>
/// <param name="found">Winners and distances.</param>
/// <param name="centers">The center of each group.</param>
/// <param name="prefixes">The digits found before, of each group.</param>
/// <param name="shift">How many bits follow the digit.</param>
/// <param name="grid">The grid of masses.</param>
internal sealed class DigitPass(KeptDistances found, double[] centers, ulong[] prefixes, int shift, SumGrid grid)
    : DataPass<DigitSums>,
        ITravelingPass<DigitSums>
{
    /// <summary>Bits of a digit.</summary>
    public const int Bits = 8;

    /// <summary>The place of the first digit.</summary>
    public const int FirstShift = 64 - Bits;

    public override bool NeedsValues => false;

    public override long CostPerRow => 20;

    public override DigitSums NewSums() => new(centers.Length, grid);

    public override void Process(in RowBlock block, DigitSums sums)
    {
        var here = (WinnerDistances)found;
        var winners = here.Winners.Slice(block.Start, block.Count);
        var distances = here.Distances.Slice(block.Start, block.Count);
        for (int i = 0; i < block.Count; i++)
        {
            Count(winners[i], distances[i], block.Mass(i), sums);
            Count(centers.Length - 1, distances[i], block.Mass(i), sums);
        }
    }

    private void Count(int group, double distance, double mass, DigitSums sums)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(Math.Abs(distance - centers[group]));
        if (mass > 0 && (shift == FirstShift || bits >> (shift + Bits) == prefixes[group]))
            sums.Add(group, (int)((bits >> shift) & ((1 << Bits) - 1)), mass);
    }

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

/// <summary>The masses of the digits in each group.</summary>
internal sealed class DigitSums(int groups, SumGrid grid) : ITravelingSums<DigitSums>
{
    private const int Digits = 1 << DigitPass.Bits;

    private readonly MassSums mass = new(groups * Digits, grid);

    public void Add(int group, int digit, double rowMass) => mass.Add((group * Digits) + digit, rowMass);

    /// <summary>The mass of each digit in a group.</summary>
    public double[] Of(int group) => [.. Enumerable.Range(group * Digits, Digits).Select(place => mass[place])];

    public void Merge(DigitSums other) => mass.Merge(other.mass);

    public static string Name => "digit";

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        json["groups"] = groups;
        SparseMasses.Write(archive, json, mass, grid);
    }

    public IReadOnlyList<double> Shape => [groups, grid.First, grid.Second];

    public static DigitSums Read(ArchiveReader archive, JsonFields json)
    {
        int groups = json.Integer("groups");
        if (!PassNeeds.IsMap(groups - 1))
            throw json.Bad("groups", $"is {groups}, which is not one more than a map has neurons");
        var grid = SumEntries.ReadGrids(archive, "grids.npy", 1)[0];
        var sums = new DigitSums(groups, grid);
        SparseMasses.Read(archive, json, sums.mass, groups * Digits, grid);
        return sums;
    }
}
