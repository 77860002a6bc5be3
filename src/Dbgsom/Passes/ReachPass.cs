using Dbgsom.Rows;

namespace Dbgsom.Passes;

/// <summary>Looks for the first value, by row and column, whose distance to anything would overflow.</summary>
internal sealed class ReachPass(int columns) : DataPass<ReachSums>
{
    // The square of a difference of two such values is finite, and so are sums of many.
    private const double Greatest = 1e150;

    public override long CostPerRow => columns;

    public override ReachSums NewSums() => new();

    public override void Process(in RowBlock block, ReachSums sums)
    {
        for (int i = 0; i < block.Values.Length; i++)
            if (!(Math.Abs(block.Values[i]) <= Greatest))
                sums.Found((block.First * columns) + i);
    }
}

/// <summary>What <see cref="ReachPass"/> finds.</summary>
internal sealed class ReachSums : IPassSums<ReachSums>
{
    /// <summary>Row · columns + column of the first such value; null for none.</summary>
    public long? First { get; private set; }

    public void Found(long place) => First = Math.Min(First ?? place, place);

    public void Merge(ReachSums other)
    {
        if (other.First is { } place)
            Found(place);
    }
}
