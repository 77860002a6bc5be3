using Dbgsom.Kernels;

namespace Dbgsom.Passes;

/// <summary>Sums of the rows and of their weights.</summary>
internal sealed partial class MeanPass(RangeSums range) : DataPass<MeanSums>
{
    public override long CostPerRow => 4 * range.Minimum.Length;

    public override MeanSums NewSums() => new(range);

    public override void Process(in RowBlock block, MeanSums sums)
    {
        for (int i = 0; i < block.Count; i++)
        {
            if (block.Mass(i) == 0)
                continue;
            sums.Mass.Add(0, block.Mass(i));
            sums.Rows.Add(0, block.Row(i), block.Mass(i));
        }
    }
}

/// <summary>What <see cref="MeanPass"/> adds up.</summary>
internal sealed partial class MeanSums(RangeSums range) : IPassSums<MeanSums>
{
    public ReproducibleSums Mass { get; } = new(1, SumGrid.For(range.RowCount, range.GreatestMass));

    public RowSums Rows { get; } =
        new(1, Array.ConvertAll(range.Bounds(), bound => SumGrid.For(range.RowCount, bound * range.GreatestMass)));

    public void Merge(MeanSums other)
    {
        Mass.Merge(other.Mass);
        Rows.Merge(other.Rows);
    }
}
