using System.Text.Json.Nodes;
using Dbgsom.Rows;
using Dbgsom.Space;

namespace Dbgsom.Passes;

/// <summary>Passive columns of a block: those of the rows as given that are shown on a map and not trained on.</summary>
internal static class PassiveRows
{
    private const string Entry = "on_passive";

    /// <summary>The block with the passive columns in place of the features.</summary>
    /// <param name="block">The block.</param>
    /// <param name="columns">The places of the columns in the rows as given.</param>
    public static RowBlock Of(in RowBlock block, int[] columns)
    {
        double[] values = new double[block.Count * columns.Length];
        new ColumnsStorage(block.Given, columns).Read(block.Start, block.Count, values);
        var gaps = new RowGaps();
        gaps.Find(values, columns.Length, null);
        return block with { Columns = columns.Length, Values = values, Gaps = gaps.Count > 0 ? gaps : null };
    }

    /// <summary>The block without the mass of rows that have no value in any of its columns: nothing is known of these.</summary>
    public static RowBlock WithoutEmpty(in RowBlock block)
    {
        if (block.Gaps is not { FirstEmpty: >= 0 } gaps)
            return block;
        double[] masses = block.Masses.IsEmpty ? [.. Enumerable.Repeat(1.0, block.Count)] : block.Masses.ToArray();
        for (int gap = 0; gap < gaps.Count; gap++)
            if (gaps.Known(gap).IsEmpty)
                masses[gaps.Row(gap)] = 0;
        return block with { Masses = masses };
    }

    /// <summary>Writes to a request which columns its pass looks at.</summary>
    public static void Write(JsonObject json, int[] columns) => json[Entry] = SetupEntries.Indices(columns);

    /// <summary>Reads what <see cref="Write"/> wrote; null where the pass looks at the features.</summary>
    public static int[]? Read(JsonFields json, int columns) =>
        json.Has(Entry) ? [.. SetupEntries.ReadIndices(json, Entry, columns)] : null;
}

/// <summary>A pass over passive columns in place of the features. Rows without any value in them do not count.</summary>
/// <param name="pass">The pass.</param>
/// <param name="columns">The places of the columns in the rows as given.</param>
internal sealed class OnPassive<TSums>(DataPass<TSums> pass, int[] columns) : DataPass<TSums>, ITravelingPass
    where TSums : class, IPassSums<TSums>
{
    public override long CostPerRow => pass.CostPerRow + (10 * columns.Length);

    public override TSums NewSums() => pass.NewSums();

    public override void Process(in RowBlock block, TSums sums) =>
        pass.Process(PassiveRows.WithoutEmpty(PassiveRows.Of(block, columns)), sums);

    public string Name => ((ITravelingPass)pass).Name;

    public PassNeeds Needs => ((ITravelingPass)pass).Needs;

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        ((ITravelingPass)pass).Write(archive, json);
        PassiveRows.Write(json, columns);
    }

    public object ReadSums(byte[] bytes, string name) => ((ITravelingPass)pass).ReadSums(bytes, name);
}
