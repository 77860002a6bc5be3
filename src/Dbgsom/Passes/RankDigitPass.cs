using System.Text.Json.Nodes;
using Dbgsom.Numerics;
using Dbgsom.Rows;
using Dbgsom.Space;

namespace Dbgsom.Passes;

/// <summary>
/// Counts, for some features, the digits at one place of the bits of their values, apart for each beginning of digits found before. Missing values do not
/// count.
/// </summary>
/// <param name="columns">The features.</param>
/// <param name="counts">How many beginnings each has.</param>
/// <param name="prefixes">The beginnings of all features, ascending in each; groups of the sums.</param>
/// <param name="shift">How many bits follow the digit.</param>
/// <param name="grid">The grid of masses.</param>
internal sealed class RankDigitPass(int[] columns, int[] counts, ulong[] prefixes, int shift, SumGrid grid)
    : DataPass<RankDigits>,
        ITravelingPass<RankDigits>
{
    public override long CostPerRow => 20 * columns.Length;

    public override RankDigits NewSums() => new(prefixes.Length, grid);

    public override void Process(in RowBlock block, RankDigits sums)
    {
        for (int i = 0; i < block.Count; i++)
        {
            double mass = block.Mass(i);
            if (mass == 0)
                continue;
            var row = block.RowAsGiven(i);
            int first = 0;
            for (int c = 0; c < columns.Length; c++)
            {
                double value = row[columns[c]];
                ulong bits = ColumnDigitPass.ToOrdered(value);
                int group = double.IsNaN(value) ? -1 : Find(prefixes.AsSpan(first, counts[c]), bits);
                if (group >= 0)
                    sums.Add(first + group, (int)((bits >> shift) & ((1 << DigitPass.Bits) - 1)), mass);
                first += counts[c];
            }
        }
    }

    private int Find(ReadOnlySpan<ulong> beginnings, ulong bits) =>
        shift == DigitPass.FirstShift ? 0 : beginnings.BinarySearch(bits >> (shift + DigitPass.Bits));

    public string Name => "rank_digit";

    public PassNeeds Needs => default;

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        json["columns"] = SetupEntries.Indices(columns);
        json["counts"] = SetupEntries.Indices(counts);
        json["shift"] = shift;
        archive.Vector("prefixes.npy", Array.ConvertAll(prefixes, BitConverter.UInt64BitsToDouble));
        SumEntries.Write(archive, "grids.npy", grid);
    }

    /// <summary>Reads what <see cref="Write"/> wrote, for rows of so many features.</summary>
    public static RankDigitPass Read(ArchiveReader archive, JsonFields json, int features)
    {
        int[] columns = [.. SetupEntries.ReadIndices(json, "columns", features)];
        int[] counts = json.Integers("counts");
        if (counts.Length != columns.Length || !Array.TrueForAll(counts, count => count is > 0 and <= RankTransform.MostKnots))
            throw json.Bad(
                "counts",
                $"does not say a number from 1 to {RankTransform.MostKnots} for each of {columns.Length} columns"
            );
        int groups = counts.Sum();
        if (groups is < 1 or > RankDigits.MostGroups)
            throw json.Bad("counts", $"has a sum of {groups}; valid is 1 to {RankDigits.MostGroups}");
        int shift = json.Integer("shift");
        if (shift % DigitPass.Bits != 0 || shift is < 0 or > DigitPass.FirstShift)
            throw json.Bad("shift", $"is {shift}; valid is a multiple of {DigitPass.Bits} from 0 to {DigitPass.FirstShift}");
        double[] prefixes = archive.Numbers("prefixes.npy", groups);
        return new RankDigitPass(
            columns,
            counts,
            Array.ConvertAll(prefixes, BitConverter.DoubleToUInt64Bits),
            shift,
            SumEntries.ReadGrids(archive, "grids.npy", 1)[0]
        );
    }
}

/// <summary>The masses of the digits behind each beginning.</summary>
internal sealed class RankDigits(int groups, SumGrid grid) : ITravelingSums<RankDigits>
{
    /// <summary>The most groups of one pass: some megabytes for each thread.</summary>
    public const int MostGroups = 1024;

    private const int Digits = 1 << DigitPass.Bits;

    private readonly MassSums mass = new(groups * Digits, grid);

    public void Add(int group, int digit, double rowMass) => mass.Add((group * Digits) + digit, rowMass);

    /// <summary>The mass of each digit in a group.</summary>
    public double[] Of(int group) => [.. Enumerable.Range(group * Digits, Digits).Select(place => mass[place])];

    public void Merge(RankDigits other) => mass.Merge(other.mass);

    public static string Name => "rank_digit";

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        json["groups"] = groups;
        SparseMasses.Write(archive, json, mass, grid);
    }

    public IReadOnlyList<double> Shape => [groups, grid.First, grid.Second];

    public static RankDigits Read(ArchiveReader archive, JsonFields json)
    {
        int groups = json.Integer("groups");
        if (groups is < 1 or > MostGroups)
            throw json.Bad("groups", $"is {groups}; valid is 1 to {MostGroups}");
        var grid = SumEntries.ReadGrids(archive, "grids.npy", 1)[0];
        var sums = new RankDigits(groups, grid);
        SparseMasses.Read(archive, json, sums.mass, groups * Digits, grid);
        return sums;
    }
}
