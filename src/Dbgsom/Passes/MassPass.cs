using Dbgsom.Numerics;
using Dbgsom.Rows;

namespace Dbgsom.Passes;

/// <summary>How many rows there are, counted by their weights: those are known without the rows being read.</summary>
/// <param name="grid">For the sum.</param>
internal sealed class MassPass(SumGrid grid) : DataPass<TotalSum>
{
    public override bool NeedsValues => false;

    public override long CostPerRow => 2;

    public override TotalSum NewSums() => new(grid);

    public override void Process(in RowBlock block, TotalSum sums)
    {
        for (int i = 0; i < block.Count; i++)
            sums.Add(1, block.Mass(i));
    }
}
