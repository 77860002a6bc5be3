using Dbgsom.Rows;
using Dbgsom.Search;

namespace Dbgsom.Passes;

/// <summary>The winner of every row. Rows write to places of their own.</summary>
internal sealed class WinnersPass(Assigner assigner, RowArray<int> winners) : DataPass<NoSums>
{
    public override long CostPerRow => assigner.CostPerRow + 20;

    public override NoSums NewSums() => new();

    public override void Process(in RowBlock block, NoSums sums)
    {
        var found = block.Scratch.Winners.AsSpan(0, block.Count);
        assigner.FindWinners(block, found, block.Scratch.Distances.AsSpan(0, block.Count));
        found.CopyTo(winners.All[block.Start..]);
    }
}
