using System.Text.Json.Nodes;
using Dbgsom.Rows;

namespace Dbgsom.Passes;

/// <summary>The sums of <see cref="MeasurePass"/>, densities and classes aside, of what <see cref="SearchPass"/> has kept.</summary>
/// <param name="found">Winners, second-nearest neurons and distances.</param>
/// <param name="neurons">Number of neurons.</param>
/// <param name="grids">The grids of mass and distance.</param>
internal sealed class FoundPairsPass(KeptDistances found, int neurons, EpochGrids grids)
    : DataPass<MeasureSums>,
        ITravelingPass<MeasureSums>
{
    public override bool NeedsValues => false;

    public override long CostPerRow => 40;

    public override MeasureSums NewSums() => new(neurons, grids, 0);

    public override void Process(in RowBlock block, MeasureSums sums)
    {
        var here = (WinnerDistances)found;
        var winners = here.Winners.Slice(block.Start, block.Count);
        var seconds = here.Seconds.Slice(block.Start, block.Count);
        var distances = here.Distances.Slice(block.Start, block.Count);
        for (int i = 0; i < block.Count; i++)
            sums.Add(winners[i], seconds[i], distances[i], 0, block.Mass(i));
    }

    public string Name => "found_pairs";

    public PassNeeds Needs => new(null, neurons);

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        ((RemoteDistances)found).Write(archive, json);
        SumEntries.Write(archive, grids, columns: false);
    }

    public static FoundPairsPass Read(ArchiveReader archive, JsonFields json, KeptDistances found) =>
        new(found, RemoteDistances.ReadNeurons(json), SumEntries.ReadEpochGrids(archive, 0));
}
