namespace Dbgsom.Passes;

/// <summary>A few rows, as passes see them, with their weights.</summary>
/// <param name="rows">Their places among the rows of all engines that share the data.</param>
internal sealed partial class RowsPass(IReadOnlyList<long> rows) : DataPass<FoundRows>
{
    public override long CostPerRow => 1;

    public override bool Concerns(long first, int count) => rows.Any(row => row >= first && row < first + count);

    public override FoundRows NewSums() => new();

    public override void Process(in RowBlock block, FoundRows sums)
    {
        foreach (long row in rows)
            if (row >= block.First && row < block.First + block.Count)
            {
                int i = (int)(row - block.First);
                sums.Rows[row] = (block.Row(i).ToArray(), block.Mass(i));
            }
    }
}

/// <summary>What it finds.</summary>
internal sealed partial class FoundRows : IPassSums<FoundRows>
{
    public SortedDictionary<long, (double[] Values, double Mass)> Rows { get; } = [];

    public void Merge(FoundRows other)
    {
        foreach (var (row, found) in other.Rows)
            Rows[row] = found;
    }
}
