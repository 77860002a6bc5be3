using Dbgsom.Kernels;

namespace Dbgsom.Passes;

/// <summary>Squared deviations from the mean, and the sum of the distances to it.</summary>
internal sealed class SpreadPass(double[] mean, double[] bounds, long rowCount, double greatestMass) : DataPass<SpreadSums>
{
    public override long CostPerRow => 8 * mean.Length;

    public override SpreadSums NewSums() => new(bounds, rowCount, greatestMass);

    public override void Process(in RowBlock block, SpreadSums sums)
    {
        var squares = sums.Squares;
        for (int i = 0; i < block.Count; i++)
        {
            var row = block.Row(i);
            for (int c = 0; c < mean.Length; c++)
                squares[c] = (row[c] - mean[c]) * (row[c] - mean[c]);
            sums.Rows.Add(0, squares, block.Mass(i));
            sums.Distance.Add(0, Math.Sqrt(SquaredDistance.Between(row, mean)) * block.Mass(i));
        }
    }
}

/// <summary>What <see cref="SpreadPass"/> adds up.</summary>
internal sealed class SpreadSums : IPassSums<SpreadSums>
{
    public SpreadSums(double[] bounds, long rowCount, double greatestMass)
    {
        // No value is further from the mean than twice the greatest magnitude.
        var squares = Array.ConvertAll(bounds, bound => 4.001 * bound * bound);
        Rows = new RowSums(1, Array.ConvertAll(squares, bound => SumGrid.For(rowCount, bound * greatestMass)));
        Distance = new ReproducibleSums(1, SumGrid.For(rowCount, Math.Sqrt(Ordered.Sum(squares)) * 1.001 * greatestMass));
        Squares = new double[bounds.Length];
    }

    public RowSums Rows { get; }

    public ReproducibleSums Distance { get; }

    /// <summary>Room for the squared deviations of one row.</summary>
    public double[] Squares { get; }

    public void Merge(SpreadSums other)
    {
        Rows.Merge(other.Rows);
        Distance.Merge(other.Distance);
    }
}
