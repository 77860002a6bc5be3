using Dbgsom.Kernels;

namespace Dbgsom.Passes;

/// <summary>How many rows of each engine that shares the data some neurons win.</summary>
/// <param name="metric">How winners are found.</param>
/// <param name="weights">The neurons.</param>
/// <param name="columns">Number of features.</param>
/// <param name="wanted">The neurons whose rows are counted.</param>
/// <param name="firstRow">The first row of this engine, which names it.</param>
internal sealed partial class SharePass(Metric metric, PackedWeights weights, int columns, int[] wanted, long firstRow)
    : DataPass<Shares>
{
    private readonly Dictionary<int, int> places = wanted.Index().ToDictionary(pair => pair.Item, pair => pair.Index);

    public override long CostPerRow => (columns * weights.NeuronCount) + 20;

    public override Shares NewSums() => new(wanted.Length);

    public override void Process(in RowBlock block, Shares sums)
    {
        var winners = block.Scratch.Winners.AsSpan(0, block.Count);
        metric.FindWinners(weights, block, winners, block.Scratch.Distances.AsSpan(0, block.Count));
        long[] counts = sums.Of(firstRow);
        foreach (int winner in winners)
            if (places.TryGetValue(winner, out int place))
                counts[place]++;
    }
}

/// <summary>What it counts.</summary>
internal sealed partial class Shares(int wanted) : IPassSums<Shares>
{
    /// <summary>The counts of each engine, by its first row.</summary>
    public SortedDictionary<long, long[]> Counts { get; } = [];

    /// <summary>The counts of one engine.</summary>
    public long[] Of(long firstRow)
    {
        if (!Counts.TryGetValue(firstRow, out var counts))
            Counts.Add(firstRow, counts = new long[wanted]);
        return counts;
    }

    public void Merge(Shares other)
    {
        foreach (var (firstRow, counts) in other.Counts)
        {
            long[] own = Of(firstRow);
            for (int i = 0; i < own.Length; i++)
                own[i] += counts[i];
        }
    }
}
