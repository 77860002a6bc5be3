using System.Text.Json.Nodes;
using Dbgsom.Numerics;
using Dbgsom.Rows;

namespace Dbgsom.Passes;

/// <summary>
/// Counts, for some features, the digits at one place of the bits of their values, or of |value − center|, of those that begin with the digits found before.
/// Bits are turned so that they are ordered as the numbers are. Missing values do not count.
/// </summary>
/// <param name="first">The first feature.</param>
/// <param name="centers">The center of each feature; NaN for the values themselves.</param>
/// <param name="prefixes">The digits found before, of each feature.</param>
/// <param name="shift">How many bits follow the digit.</param>
/// <param name="grid">The grid of masses.</param>
internal sealed class ColumnDigitPass(int first, double[] centers, ulong[] prefixes, int shift, SumGrid grid)
    : DataPass<ColumnDigits>,
        ITravelingPass<ColumnDigits>
{
    public override long CostPerRow => 10 * centers.Length;

    public override ColumnDigits NewSums() => new(centers.Length, grid);

    public override void Process(in RowBlock block, ColumnDigits sums)
    {
        for (int i = 0; i < block.Count; i++)
        {
            double mass = block.Mass(i);
            if (mass == 0)
                continue;
            var row = block.RowAsGiven(i);
            for (int c = 0; c < centers.Length; c++)
            {
                double value = Seen(row[first + c], centers[c]);
                ulong bits = ToOrdered(value);
                if (!double.IsNaN(value) && (shift == DigitPass.FirstShift || bits >> (shift + DigitPass.Bits) == prefixes[c]))
                    sums.Add(c, (int)((bits >> shift) & ((1 << DigitPass.Bits) - 1)), mass);
            }
        }
    }

    /// <summary>A value, or how far it is from a center.</summary>
    public static double Seen(double value, double center) => double.IsNaN(center) ? value : Math.Abs(value - center);

    /// <summary>Bits in the order of the numbers; −0 is 0.</summary>
    public static ulong ToOrdered(double value)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(value + 0.0);
        return bits >> 63 == 0 ? bits | (1UL << 63) : ~bits;
    }

    /// <summary>The number of such bits.</summary>
    public static double FromOrdered(ulong bits) =>
        BitConverter.UInt64BitsToDouble(bits >> 63 == 1 ? bits & ~(1UL << 63) : ~bits);

    public string Name => "column_digit";

    public PassNeeds Needs => default;

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        json["first"] = first;
        json["columns"] = centers.Length;
        json["shift"] = shift;
        archive.Vector("centers.npy", centers);
        archive.Vector("prefixes.npy", Array.ConvertAll(prefixes, BitConverter.UInt64BitsToDouble));
        SumEntries.Write(archive, "grids.npy", grid);
    }

    /// <summary>Reads what <see cref="Write"/> wrote, for rows of so many features.</summary>
    public static ColumnDigitPass Read(ArchiveReader archive, JsonFields json, int features)
    {
        var (first, count) = Range(archive, json, features);
        return new ColumnDigitPass(
            first,
            archive.Numbers("centers.npy", count),
            Array.ConvertAll(archive.Numbers("prefixes.npy", count), BitConverter.DoubleToUInt64Bits),
            json.Integer("shift"),
            SumEntries.ReadGrids(archive, "grids.npy", 1)[0]
        );
    }

    /// <summary>The features a request is for.</summary>
    public static (int First, int Count) Range(ArchiveReader archive, JsonFields json, int features)
    {
        int first = json.Integer("first");
        int count = archive.Claimed(json, "columns", "centers.npy", 1);
        return first >= 0 && first <= features - count
            ? (first, count)
            : throw json.Bad("first", $"is {first}, and {count} features from there on are not among the {features} of the rows");
    }
}

/// <summary>The masses of the digits of each feature.</summary>
internal sealed class ColumnDigits(int columns, SumGrid grid) : ITravelingSums<ColumnDigits>
{
    private const int Digits = 1 << DigitPass.Bits;

    private readonly MassSums mass = new(columns * Digits, grid);

    public void Add(int column, int digit, double rowMass) => mass.Add((column * Digits) + digit, rowMass);

    /// <summary>The mass of each digit of a feature.</summary>
    public double[] Of(int column) => [.. Enumerable.Range(column * Digits, Digits).Select(place => mass[place])];

    public void Merge(ColumnDigits other) => mass.Merge(other.mass);

    public static string Name => "column_digit";

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        json["counts"] = columns * Digits;
        SumEntries.Write(archive, "grids.npy", grid);
        SumEntries.Write(archive, "mass", mass);
    }

    public IReadOnlyList<double> Shape => [columns, grid.First, grid.Second];

    public static ColumnDigits Read(ArchiveReader archive, JsonFields json)
    {
        int counts = archive.Claimed(json, "counts", "mass_ones.npy", Digits);
        if (counts % Digits != 0)
            throw json.Bad("counts", $"is {counts}, which is not a multiple of {Digits}");
        var sums = new ColumnDigits(counts / Digits, SumEntries.ReadGrids(archive, "grids.npy", 1)[0]);
        SumEntries.Read(archive, "mass", counts, sums.mass);
        return sums;
    }
}

/// <summary>The least value, or |value − center|, above a limit, of some features.</summary>
/// <param name="first">The first feature.</param>
/// <param name="centers">The center of each feature; NaN for the values themselves.</param>
/// <param name="above">The limit of each feature.</param>
internal sealed class ColumnNextPass(int first, double[] centers, double[] above)
    : DataPass<LeastValues>,
        ITravelingPass<LeastValues>
{
    public override long CostPerRow => 4 * centers.Length;

    public override LeastValues NewSums() => new(centers.Length);

    public override void Process(in RowBlock block, LeastValues sums)
    {
        for (int i = 0; i < block.Count; i++)
        {
            if (block.Mass(i) == 0)
                continue;
            var row = block.RowAsGiven(i);
            for (int c = 0; c < centers.Length; c++)
            {
                double value = ColumnDigitPass.Seen(row[first + c], centers[c]);
                if (value > above[c] && value < sums.Least[c])
                    sums.Least[c] = value;
            }
        }
    }

    public string Name => "column_next";

    public PassNeeds Needs => default;

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        json["first"] = first;
        json["columns"] = centers.Length;
        archive.Vector("centers.npy", centers);
        archive.Vector("above.npy", above);
    }

    /// <summary>Reads what <see cref="Write"/> wrote, for rows of so many features.</summary>
    public static ColumnNextPass Read(ArchiveReader archive, JsonFields json, int features)
    {
        var (first, count) = ColumnDigitPass.Range(archive, json, features);
        return new ColumnNextPass(first, archive.Numbers("centers.npy", count), archive.Vector("above.npy", count));
    }
}
