using Dbgsom.Kernels;

namespace Dbgsom.Passes;

/// <summary>Σ |distance − median| over the rows.</summary>
/// <param name="found">Winners and distances.</param>
/// <param name="median">The median of the distances.</param>
/// <param name="grid">The grid of distances.</param>
internal sealed partial class DeviationPass(KeptDistances found, double median, SumGrid grid) : DataPass<TotalSum>
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
}
