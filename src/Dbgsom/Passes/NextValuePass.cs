namespace Dbgsom.Passes;

/// <summary>The least |distance − center| above a value, of the rows of each neuron and of all rows.</summary>
/// <param name="found">Winners and distances.</param>
/// <param name="centers">The center of each neuron, and of all rows.</param>
/// <param name="above">The values.</param>
internal sealed partial class NextValuePass(KeptDistances found, double[] centers, double[] above) : DataPass<LeastValues>
{
    public override bool NeedsValues => false;

    public override long CostPerRow => 10;

    public override LeastValues NewSums() => new(centers.Length);

    public override void Process(in RowBlock block, LeastValues sums)
    {
        var here = (WinnerDistances)found;
        var winners = here.Winners.Slice(block.Start, block.Count);
        var distances = here.Distances.Slice(block.Start, block.Count);
        for (int i = 0; i < block.Count; i++)
        {
            if (block.Mass(i) == 0)
                continue;
            Look(winners[i], distances[i], sums.Least);
            Look(centers.Length - 1, distances[i], sums.Least);
        }
    }

    private void Look(int group, double distance, double[] least)
    {
        double value = Math.Abs(distance - centers[group]);
        if (value > above[group] && value < least[group])
            least[group] = value;
    }
}

/// <summary>What it finds.</summary>
internal sealed partial class LeastValues : IPassSums<LeastValues>
{
    public LeastValues(int groups)
    {
        Least = new double[groups];
        Array.Fill(Least, double.PositiveInfinity);
    }

    /// <summary>Infinite where there is none.</summary>
    public double[] Least { get; }

    public void Merge(LeastValues other)
    {
        for (int g = 0; g < Least.Length; g++)
            Least[g] = Math.Min(Least[g], other.Least[g]);
    }
}
