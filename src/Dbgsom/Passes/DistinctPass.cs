using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Dbgsom.Rows;

namespace Dbgsom.Passes;

/// <summary>Counts different rows, up to a number beyond which there are too many. Rows of weight 0 do not count.</summary>
/// <param name="columns">Number of features.</param>
/// <param name="most">The number.</param>
internal sealed class DistinctPass(int columns, int most) : DataPass<DistinctRows>, ITravelingPass<DistinctRows>
{
    private volatile bool tooMany;

    public override long CostPerRow => 16 * columns;

    public override bool Concerns(long first, int count) => !tooMany;

    public override DistinctRows NewSums() => new(most);

    public override void Process(in RowBlock block, DistinctRows sums)
    {
        var room = new double[columns];
        for (int i = 0; i < block.Count && !tooMany; i++)
        {
            if (
                block.Mass(i) == 0
                || (i > 0 && block.Mass(i - 1) > 0 && block.RowAsGiven(i).SequenceEqual(block.RowAsGiven(i - 1)))
            )
                continue;
            var row = block.RowAsGiven(i);
            // −0 becomes 0, which equals it.
            for (int c = 0; c < columns; c++)
                room[c] = row[c] + 0.0;
            sums.Add(Digest(room), block.First + i);
            tooMany = sums.Count > most;
        }
    }

    /// <summary>Half of a SHA-256: no two different rows are ever found with the same one.</summary>
    private static UInt128 Digest(ReadOnlySpan<double> row)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(row), hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    public string Name => "distinct";

    public PassNeeds Needs => new(columns);

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        json["columns"] = columns;
        json["most"] = most;
    }

    public static DistinctPass Read(JsonFields json) => new(json.Integer("columns"), DistinctRows.ReadMost(json));
}

/// <summary>
/// The result of <see cref="DistinctPass"/>: digests of the distinct rows with their first positions, or that their number exceeds the
/// limit.
/// </summary>
internal sealed class DistinctRows(int most) : ITravelingSums<DistinctRows>
{
    private readonly Dictionary<UInt128, long> firsts = [];

    /// <summary>The number of different rows; any number above the limit means too many.</summary>
    public int Count => firsts.Count;

    /// <summary>The first of each kind of row, in order; of no meaning where there are too many.</summary>
    public long[] Firsts => [.. firsts.Values.Order()];

    public void Add(UInt128 digest, long row)
    {
        if (firsts.TryGetValue(digest, out long first))
            firsts[digest] = Math.Min(first, row);
        else if (firsts.Count <= most)
            firsts.Add(digest, row);
    }

    public void Merge(DistinctRows other)
    {
        foreach (var (digest, row) in other.firsts)
            Add(digest, row);
    }

    public static string Name => "distinct";

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        var ordered = firsts.OrderBy(entry => entry.Key).ToArray();
        json["most"] = most;
        json["digests"] = new JsonArray([
            .. ordered.Select(entry => (JsonNode)entry.Key.ToString("x32", CultureInfo.InvariantCulture)),
        ]);
        archive.Vector<long>("firsts.npy", [.. ordered.Select(entry => entry.Value)]);
    }

    public IReadOnlyList<double> Shape => [most];

    public static DistinctRows Read(ArchiveReader archive, JsonFields json)
    {
        var sums = new DistinctRows(ReadMost(json));
        UInt128[] digests = Array.ConvertAll(
            json.Strings("digests"),
            text =>
                UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var digest)
                    ? digest
                    : throw json.Bad("digests", $"hold '{text}', which is not a hexadecimal number")
        );
        long[] rows = archive.Counts("firsts.npy", digests.Length);
        for (int i = 0; i < digests.Length; i++)
            sums.Add(digests[i], rows[i]);
        return sums;
    }

    public static int ReadMost(JsonFields json) =>
        json.Integer("most") is >= 0 and <= SomOptions.MaxNeuronsLimit and int most
            ? most
            : throw json.Bad("most", $"is not between 0 and {SomOptions.MaxNeuronsLimit}");
}
