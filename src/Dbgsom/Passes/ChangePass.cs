using Dbgsom.Rows;
using Dbgsom.Space;

namespace Dbgsom.Passes;

/// <summary>Counts for each feature that was constant in training the rows that have another value.</summary>
internal sealed class ChangePass(ConstantFeatures constant) : DataPass<ChangeCounts>
{
    public override long CostPerRow => 2 * constant.Columns.Length;

    public override ChangeCounts NewSums() => new(constant.Columns.Length);

    public override void Process(in RowBlock block, ChangeCounts sums)
    {
        for (int row = 0; row < block.Count; row++)
        {
            var values = block.RowAsGiven(row);
            for (int i = 0; i < constant.Columns.Length; i++)
                if (values[constant.Columns[i]] is double value && (value < constant.Least[i] || value > constant.Greatest[i]))
                    sums.Rows[i]++;
        }
    }
}

/// <summary>The counts of <see cref="ChangePass"/>.</summary>
internal sealed class ChangeCounts(int features) : IPassSums<ChangeCounts>
{
    public long[] Rows { get; } = new long[features];

    public void Merge(ChangeCounts other)
    {
        for (int i = 0; i < Rows.Length; i++)
            Rows[i] += other.Rows[i];
    }
}
