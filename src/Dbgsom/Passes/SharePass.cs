using System.Text.Json.Nodes;
using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Space;

namespace Dbgsom.Passes;

/// <summary>How many rows of each engine that shares the data some neurons win.</summary>
/// <param name="assigner">The neurons, and how winners are found.</param>
/// <param name="wanted">The neurons whose rows are counted.</param>
/// <param name="firstRow">The first row of this engine, which names it.</param>
/// <param name="needed">The features one of which must be known of a row for it to be counted; null where any row is.</param>
internal sealed class SharePass(Assigner assigner, int[] wanted, long firstRow, int[]? needed = null)
    : DataPass<Shares>,
        ITravelingPass<Shares>
{
    private readonly Dictionary<int, int> places = wanted.Index().ToDictionary(pair => pair.Item, pair => pair.Index);

    public override long CostPerRow => assigner.CostPerRow + 20;

    public override Shares NewSums() => new(wanted.Length);

    public override void Process(in RowBlock block, Shares sums)
    {
        var winners = block.Scratch.Winners.AsSpan(0, block.Count);
        assigner.FindWinners(block, winners, block.Scratch.Distances.AsSpan(0, block.Count));
        long[] counts = sums.Of(firstRow);
        for (int i = 0; i < winners.Length; i++)
            if (places.TryGetValue(winners[i], out int place) && (needed is null || RowGaps.Knows(block.RowAsGiven(i), needed)))
                counts[place]++;
    }

    public string Name => "share";

    public PassNeeds Needs => new(assigner.Columns, assigner.NeuronCount);

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        assigner.Write(archive, json);
        json["wanted"] = wanted.Length;
        archive.Vector("wanted.npy", wanted);
        if (needed is not null)
            json["needed"] = SetupEntries.Indices(needed);
    }

    public static SharePass Read(ArchiveReader archive, JsonFields json, long firstRow)
    {
        var assigner = Assigner.Read(archive, json);
        return new SharePass(
            assigner,
            Array.ConvertAll(archive.Counts("wanted.npy", json.Integer("wanted")), neuron => (int)neuron),
            firstRow,
            json.Has("needed") ? [.. SetupEntries.ReadIndices(json, "needed", assigner.Columns)] : null
        );
    }
}

/// <summary>The counts of <see cref="SharePass"/>.</summary>
internal sealed class Shares(int wanted) : ITravelingSums<Shares>
{
    /// <summary>The counts of each engine, by its first row.</summary>
    public SortedDictionary<long, long[]> Counts { get; } = [];

    /// <summary>The counts of one engine.</summary>
    public long[] Of(long firstRow)
    {
        if (!Counts.TryGetValue(firstRow, out var counts))
            Counts.Add(firstRow, counts = new long[wanted]);
        return counts;
    }

    public void Merge(Shares other)
    {
        foreach (var (firstRow, counts) in other.Counts)
        {
            long[] own = Of(firstRow);
            for (int i = 0; i < own.Length; i++)
                own[i] += counts[i];
        }
    }

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
        if (wanted is < 0 or > SomOptions.MaxNeuronsLimit)
            throw json.Bad("wanted", $"is {wanted}; valid is 0 to {SomOptions.MaxNeuronsLimit}");
        int engines = json.Integer("engines");
        long[] firstRows = archive.Counts("first_rows.npy", engines);
        long[] counts = archive.Counts("counts.npy", checked(engines * wanted));
        var shares = new Shares(wanted);
        for (int i = 0; i < engines; i++)
            counts.AsSpan(i * wanted, wanted).CopyTo(shares.Of(firstRows[i]));
        return shares;
    }
}
