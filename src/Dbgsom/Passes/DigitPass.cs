using System.Text.Json.Nodes;
using Dbgsom.Numerics;
using Dbgsom.Rows;

namespace Dbgsom.Passes;

/// <summary>
/// Counts, for the rows of each neuron and for all rows, the digits of |distance − center| at one place of their bits, of those that begin with
/// the digits found before: the bits of numbers from 0 up are ordered as the numbers are. Groups are the neurons, and behind them all rows; a pass
/// counts a range of them, so that its memory does not grow with the map.
/// </summary>
/// <param name="found">Winners and distances.</param>
/// <param name="neurons">Number of neurons: the group of all rows.</param>
/// <param name="first">The first group of the range.</param>
/// <param name="centers">The center of each group of the range.</param>
/// <param name="prefixes">The digits found before, of each of these groups.</param>
/// <param name="shift">How many bits follow the digit.</param>
/// <param name="grid">The grid of masses.</param>
internal sealed class DigitPass(
    KeptDistances found,
    int neurons,
    int first,
    double[] centers,
    ulong[] prefixes,
    int shift,
    SumGrid grid
) : DataPass<DigitSums>, ITravelingPass<DigitSums>
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
            Count(neurons, distances[i], block.Mass(i), sums);
        }
    }

    private void Count(int group, double distance, double mass, DigitSums sums)
    {
        int place = group - first;
        if (mass == 0 || (uint)place >= (uint)centers.Length)
            return;
        ulong bits = BitConverter.DoubleToUInt64Bits(Math.Abs(distance - centers[place]));
        if (shift == FirstShift || bits >> (shift + Bits) == prefixes[place])
            sums.Add(place, (int)((bits >> shift) & ((1 << Bits) - 1)), mass);
    }

    public string Name => "digit";

    public PassNeeds Needs => default;

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        ((RemoteDistances)found).Write(archive, json);
        json["first"] = first;
        json["groups"] = centers.Length;
        json["shift"] = shift;
        archive.Vector("centers.npy", centers);
        archive.Vector("prefixes.npy", Array.ConvertAll(prefixes, BitConverter.UInt64BitsToDouble));
        SumEntries.Write(archive, "grids.npy", grid);
    }

    public static DigitPass Read(ArchiveReader archive, JsonFields json, KeptDistances found)
    {
        int neurons = RemoteDistances.ReadNeurons(json);
        int first = json.Integer("first");
        int groups = json.Integer("groups");
        if (groups is < 1 or > DigitSums.MostGroups)
            throw json.Bad("groups", $"is {groups}; valid is 1 to {DigitSums.MostGroups}");
        if (first < 0 || first + (long)groups > neurons + 1L)
            throw json.Bad("first", $"is {first} for {groups} groups of a map of {neurons} neurons");
        int shift = json.Integer("shift");
        if (shift % Bits != 0 || shift is < 0 or > FirstShift)
            throw json.Bad("shift", $"is {shift}; valid is a multiple of {Bits} from 0 to {FirstShift}");
        return new DigitPass(
            found,
            neurons,
            first,
            archive.Vector("centers.npy", groups),
            Array.ConvertAll(archive.Numbers("prefixes.npy", groups), BitConverter.DoubleToUInt64Bits),
            shift,
            SumEntries.ReadGrids(archive, "grids.npy", 1)[0]
        );
    }
}

/// <summary>The masses of the digits in each group.</summary>
internal sealed class DigitSums(int groups, SumGrid grid) : ITravelingSums<DigitSums>
{
    /// <summary>The most groups of one pass: 32 megabytes for each thread.</summary>
    public const int MostGroups = 4096;

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
        if (groups is < 1 or > MostGroups)
            throw json.Bad("groups", $"is {groups}; valid is 1 to {MostGroups}");
        var grid = SumEntries.ReadGrids(archive, "grids.npy", 1)[0];
        var sums = new DigitSums(groups, grid);
        SparseMasses.Read(archive, json, sums.mass, groups * Digits, grid);
        return sums;
    }
}
