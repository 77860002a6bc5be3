using System.Text.Json.Nodes;
using Dbgsom.Rows;

namespace Dbgsom.Passes;

/// <summary>How often each row counts, row by row: these are known without the rows being read.</summary>
internal sealed class MassesPass : DataPass<FoundMasses>, ITravelingPass<FoundMasses>
{
    public override bool NeedsValues => false;

    public override long CostPerRow => 2;

    public override FoundMasses NewSums() => new();

    public override void Process(in RowBlock block, FoundMasses sums)
    {
        var masses = new double[block.Count];
        for (int i = 0; i < masses.Length; i++)
            masses[i] = block.Mass(i);
        sums.Blocks[block.First] = masses;
    }

    public string Name => "masses";

    public PassNeeds Needs => default;

    public void Write(ArchiveWriter archive, JsonObject json) { }
}

/// <summary>What it finds: blocks of rows, by the place of the first among all.</summary>
internal sealed class FoundMasses : ITravelingSums<FoundMasses>
{
    public SortedDictionary<long, double[]> Blocks { get; } = [];

    /// <summary>The masses of all rows, in their order.</summary>
    public double[] All => [.. Blocks.Values.SelectMany(block => block)];

    public void Merge(FoundMasses other)
    {
        foreach (var (first, masses) in other.Blocks)
            Blocks[first] = masses;
    }

    public static string Name => "masses";

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        json["blocks"] = Blocks.Count;
        json["rows"] = Blocks.Values.Sum(block => block.Length);
        archive.Vector<long>("firsts.npy", [.. Blocks.Keys]);
        archive.Vector<long>("counts.npy", [.. Blocks.Values.Select(block => (long)block.Length)]);
        archive.Vector("masses.npy", All);
    }

    public IReadOnlyList<double> Shape => [];

    public static FoundMasses Read(ArchiveReader archive, JsonFields json)
    {
        int blocks = archive.Claimed(json, "blocks", "firsts.npy");
        int rows = archive.Claimed(json, "rows", "masses.npy");
        long[] firsts = archive.Counts("firsts.npy", blocks);
        long[] counts = archive.Counts("counts.npy", blocks, rows);
        double[] masses = archive.Quantities("masses.npy", rows);
        if (counts.Sum() != rows)
            throw archive.Bad($"'counts.npy' counts {counts.Sum()} rows where there are {rows}");
        var found = new FoundMasses();
        int at = 0;
        for (int block = 0; block < blocks; block++)
        {
            int end = at + (int)counts[block];
            found.Blocks[firsts[block]] = masses[at..end];
            at = end;
        }
        return found;
    }
}
