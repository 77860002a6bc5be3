using System.Text.Json.Nodes;
using Dbgsom.Numerics;
using Dbgsom.Rows;

namespace Dbgsom.Passes;

/// <summary>Σ |distance − median| over the rows.</summary>
/// <param name="found">Winners and distances.</param>
/// <param name="median">The median of the distances.</param>
/// <param name="grid">The grid of distances.</param>
internal sealed class DeviationPass(KeptDistances found, double median, SumGrid grid)
    : DataPass<TotalSum>,
        ITravelingPass<TotalSum>
{
    public override bool NeedsValues => false;

    public override long CostPerRow => 4;

    public override TotalSum NewSums() => new(grid);

    public override void Process(in RowBlock block, TotalSum sums)
    {
        var distances = ((WinnerDistances)found).Distances.Slice(block.Start, block.Count);
        for (int i = 0; i < block.Count; i++)
            sums.Add(Math.Abs(distances[i] - median), block.Mass(i));
    }

    public string Name => "deviation";

    public PassNeeds Needs => default;

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        ((RemoteDistances)found).Write(archive, json);
        json["median"] = median;
        SumEntries.Write(archive, "grids.npy", grid);
    }

    public static DeviationPass Read(ArchiveReader archive, JsonFields json, KeptDistances found) =>
        new(found, json.Number("median"), SumEntries.ReadGrids(archive, "grids.npy", 1)[0]);
}
