using Dbgsom.Kernels;

namespace Dbgsom.Passes;

/// <summary>Sums of the rows and of their weights.</summary>
internal sealed class MeanPass(double[] bounds, long rowCount, double greatestMass) : DataPass<MeanSums>
{
    public override long CostPerRow => 4 * bounds.Length;

    public override MeanSums NewSums() => new(bounds, rowCount, greatestMass);

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
internal sealed class MeanSums(double[] bounds, long rowCount, double greatestMass) : IPassSums<MeanSums>
{
    public ReproducibleSums Mass { get; } = new(1, SumGrid.For(rowCount, greatestMass));

    public RowSums Rows { get; } = new(1, Array.ConvertAll(bounds, bound => SumGrid.For(rowCount, bound * greatestMass)));

    public void Merge(MeanSums other)
    {
        Mass.Merge(other.Mass);
        Rows.Merge(other.Rows);
    }
}
