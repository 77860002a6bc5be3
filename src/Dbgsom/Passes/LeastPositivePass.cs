using System.Text.Json.Nodes;
using Dbgsom.Rows;

namespace Dbgsom.Passes;

/// <summary>The least value above 0 of each feature, of the rows that count.</summary>
/// <param name="columns">The number of features.</param>
internal sealed class LeastPositivePass(int columns) : DataPass<LeastValues>, ITravelingPass<LeastValues>
{
    public override long CostPerRow => 2 * columns;

    public override LeastValues NewSums() => new(columns);

    public override void Process(in RowBlock block, LeastValues sums)
    {
        for (int i = 0; i < block.Count; i++)
        {
            if (block.Mass(i) == 0)
                continue;
            // What is missing is 0 here.
            var row = block.Row(i);
            for (int c = 0; c < row.Length; c++)
                if (row[c] > 0 && row[c] < sums.Least[c])
                    sums.Least[c] = row[c];
        }
    }

    public string Name => "least_positive";

    public PassNeeds Needs => new(columns);

    public void Write(ArchiveWriter archive, JsonObject json) => json["columns"] = columns;

    public static LeastPositivePass Read(JsonFields json) => new(json.Integer("columns"));
}
