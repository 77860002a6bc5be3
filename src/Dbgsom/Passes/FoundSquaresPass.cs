using System.Text.Json.Nodes;
using Dbgsom.Numerics;
using Dbgsom.Rows;

namespace Dbgsom.Passes;

/// <summary>The sum over the rows of the squares that were kept of them.</summary>
/// <param name="found">The squares.</param>
/// <param name="grid">For the sum.</param>
internal sealed class FoundSquaresPass(KeptDistances found, SumGrid grid) : DataPass<TotalSum>, ITravelingPass<TotalSum>
{
    public override bool NeedsValues => false;

    public override long CostPerRow => 4;

    public override TotalSum NewSums() => new(grid);

    public override void Process(in RowBlock block, TotalSum sums)
    {
        var squares = ((WinnerDistances)found).Squares.Slice(block.Start, block.Count);
        for (int i = 0; i < block.Count; i++)
            sums.Add(squares[i], block.Mass(i));
    }

    public string Name => "found_squares";

    public PassNeeds Needs => default;

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        ((RemoteDistances)found).Write(archive, json);
        SumEntries.Write(archive, "grids.npy", grid);
    }

    public static FoundSquaresPass Read(ArchiveReader archive, JsonFields json, KeptDistances found) =>
        new(found, SumEntries.ReadGrids(archive, "grids.npy", 1)[0]);
}
