using System.Text.Json.Nodes;
using Dbgsom.Rows;

namespace Dbgsom.Passes;

/// <summary>A few rows, as passes see them, with their weights.</summary>
/// <param name="rows">The indices of the rows among the rows of all engines that share the data.</param>
internal sealed class RowsPass(IReadOnlyList<long> rows) : DataPass<FoundRows>, ITravelingPass<FoundRows>
{
    private readonly long[] sorted = [.. rows.Distinct().Order()];

    public override long CostPerRow => 1;

    public override bool Concerns(long first, int count) =>
        FirstFrom(first) is var at && at < sorted.Length && sorted[at] < first + count;

    public override FoundRows NewSums() => new();

    public override void Process(in RowBlock block, FoundRows sums)
    {
        for (int at = FirstFrom(block.First); at < sorted.Length && sorted[at] < block.First + block.Count; at++)
        {
            int i = (int)(sorted[at] - block.First);
            sums.Rows[sorted[at]] = (block.RowAsGiven(i).ToArray(), block.Mass(i));
        }
    }

    /// <summary>Where the first row from one on stands among those asked for.</summary>
    private int FirstFrom(long row)
    {
        int at = Array.BinarySearch(sorted, row);
        return at < 0 ? ~at : at;
    }

    public string Name => "rows";

    public PassNeeds Needs => default;

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        json["rows"] = rows.Count;
        archive.Vector<long>("rows.npy", [.. rows]);
    }

    public static RowsPass Read(ArchiveReader archive, JsonFields json) => new(archive.Counts("rows.npy", json.Integer("rows")));
}

/// <summary>The result of <see cref="RowsPass"/>.</summary>
internal sealed class FoundRows : ITravelingSums<FoundRows>
{
    public SortedDictionary<long, (double[] Values, double Mass)> Rows { get; } = [];

    public void Merge(FoundRows other)
    {
        foreach (var (row, found) in other.Rows)
            Rows[row] = found;
    }

    public static string Name => "rows";

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        int columns = Rows.Count == 0 ? 0 : Rows.First().Value.Values.Length;
        json["rows"] = Rows.Count;
        json["columns"] = columns;
        archive.Vector<long>("rows.npy", [.. Rows.Keys]);
        archive.Vector<double>("mass.npy", [.. Rows.Values.Select(row => row.Mass)]);
        archive.Vector<double>("values.npy", [.. Rows.Values.SelectMany(row => row.Values)]);
    }

    public IReadOnlyList<double> Shape => [];

    public static FoundRows Read(ArchiveReader archive, JsonFields json)
    {
        int count = json.Integer("rows");
        int columns = json.Integer("columns");
        long[] places = archive.Counts("rows.npy", count);
        double[] masses = archive.Vector("mass.npy", count);
        double[] values = archive.Numbers("values.npy", checked(count * columns));
        var found = new FoundRows();
        for (int i = 0; i < count; i++)
            found.Rows[places[i]] = (values[(i * columns)..((i + 1) * columns)], masses[i]);
        return found;
    }
}
