using System.Text.Json.Nodes;
using Dbgsom.Numerics;
using Dbgsom.Rows;

namespace Dbgsom.Passes;

/// <summary>Sums of the rows and of their weights.</summary>
internal sealed class MeanPass(RangeSums range) : DataPass<MeanSums>, ITravelingPass<MeanSums>
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
        for (int gap = 0; gap < block.Gaps?.Count; gap++)
            sums.AddMissing(block.Gaps.Missing(gap), block.Mass(block.Gaps.Row(gap)));
    }

    public string Name => "mean";

    public PassNeeds Needs => new(range.Minimum.Length);

    public void Write(ArchiveWriter archive, JsonObject json) => range.Write(archive, json);

    public static MeanPass Read(ArchiveReader archive, JsonFields json) => new(RangeSums.Read(archive, json));
}

/// <summary>The sums of <see cref="MeanPass"/>.</summary>
internal sealed class MeanSums(RangeSums range) : ITravelingSums<MeanSums>
{
    public ReproducibleSums Mass { get; } = new(1, SumGrid.For(range.RowCount, range.GreatestMass));

    public RowSums Rows { get; } =
        new(1, Array.ConvertAll(range.Bounds(), bound => SumGrid.For(range.RowCount, bound * range.GreatestMass)));

    private GapMasses? missing;

    /// <summary>True if rows lack values, be it such that do not count.</summary>
    public bool HasGaps => missing is not null;

    /// <summary>The mass of the rows that have a feature.</summary>
    public double Known(int column) => missing is null ? Mass[0] : Mass[0] - missing[0, column];

    /// <summary>Notes a row that lacks features.</summary>
    public void AddMissing(ReadOnlySpan<int> features, double mass) =>
        (missing ??= new GapMasses(1, range.Minimum.Length, Mass.Grid)).Add(0, features, mass);

    public void Merge(MeanSums other)
    {
        missing = GapMasses.Merged(missing, other.missing);
        Mass.Merge(other.Mass);
        Rows.Merge(other.Rows);
    }

    public static string Name => "mean";

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        range.Write(archive, json);
        SumEntries.Write(archive, "mass.npy", Mass);
        SumEntries.Write(archive, "sums.npy", Rows, 1);
        GapMasses.Write(archive, "missing.npy", missing, 1);
    }

    public IReadOnlyList<double> Shape => [.. range.Shape, Mass.Grid.First, Mass.Grid.Second, .. Rows.Grids];

    public static MeanSums Read(ArchiveReader archive, JsonFields json)
    {
        var sums = new MeanSums(RangeSums.Read(archive, json));
        SumEntries.Read(archive, "mass.npy", 1, sums.Mass);
        SumEntries.Read(archive, "sums.npy", 1, json.Integer("columns"), sums.Rows);
        sums.missing = GapMasses.Read(archive, "missing.npy", 1, json.Integer("columns"), sums.Mass.Grid);
        return sums;
    }
}
