using System.Text.Json.Nodes;
using Dbgsom.Rows;

namespace Dbgsom.Passes;

/// <summary>The least |distance − center| above a value, of the rows of each neuron and of all rows.</summary>
/// <param name="found">Winners and distances.</param>
/// <param name="centers">The center of each neuron, and of all rows.</param>
/// <param name="above">The values.</param>
internal sealed class NextValuePass(KeptDistances found, double[] centers, double[] above)
    : DataPass<LeastValues>,
        ITravelingPass<LeastValues>
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

    public string Name => "next";

    public PassNeeds Needs => default;

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        ((RemoteDistances)found).Write(archive, json);
        json["groups"] = centers.Length;
        archive.Vector("centers.npy", centers);
        archive.Vector("above.npy", above);
    }

    public static NextValuePass Read(ArchiveReader archive, JsonFields json, KeptDistances found)
    {
        int groups = RemoteDistances.ReadGroups(json);
        return new NextValuePass(found, archive.Vector("centers.npy", groups), archive.Vector("above.npy", groups));
    }
}

/// <summary>The result of <see cref="NextValuePass"/>.</summary>
internal sealed class LeastValues : ITravelingSums<LeastValues>
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

    public static string Name => "next";

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        json["groups"] = Least.Length;
        archive.Vector("least.npy", Least);
    }

    public IReadOnlyList<double> Shape => [Least.Length];

    public static LeastValues Read(ArchiveReader archive, JsonFields json)
    {
        var values = new LeastValues(archive.Claimed(json, "groups", "least.npy"));
        archive.Numbers("least.npy", values.Least.Length).CopyTo(values.Least, 0);
        return values;
    }
}
