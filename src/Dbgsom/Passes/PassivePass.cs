using System.Text.Json.Nodes;
using Dbgsom.Naming;
using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Space;

namespace Dbgsom.Passes;

/// <summary>Adds passive columns up by winner, each row as strong as in an epoch: what an update step would take of them.</summary>
internal sealed class PassivePass : DataPass<EpochSums>, ITravelingPass<EpochSums>
{
    private const string Shown = "shown";

    /// <summary>The places of the columns in the rows as given.</summary>
    public required int[] Columns { get; init; }

    /// <summary>Finds winners, by the features.</summary>
    public required Assigner Assigner { get; init; }

    public required Weighting Weighting { get; init; }

    public required double TotalVariance { get; init; }

    /// <summary>The grids for the sums of the passive columns and of the distances.</summary>
    public required EpochGrids Grids { get; init; }

    public override long CostPerRow => Assigner.CostPerRow + (20 * Columns.Length) + 40;

    public override EpochSums NewSums() => new(Assigner.NeuronCount, Grids, 0);

    public override void Process(in RowBlock block, EpochSums sums)
    {
        var winners = block.Scratch.Winners.AsSpan(0, block.Count);
        var distances = block.Scratch.Distances.AsSpan(0, block.PaddedCount);
        var strengths = block.Scratch.Strengths.AsSpan(0, block.PaddedCount);
        Assigner.FindWinners(block, winners, distances[..block.Count]);
        FoundNeurons.Check(winners, Assigner.NeuronCount);
        Weighting.Weigh(distances, TotalVariance, strengths);
        var passive = PassiveRows.Of(block, Columns);
        sums.Add(passive.Values, winners, distances, strengths, passive.Masses, passive.Gaps);
    }

    public string Name => "passive";

    public PassNeeds Needs => new(Assigner.Columns, Assigner.NeuronCount);

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        Assigner.Write(archive, json);
        json[Shown] = SetupEntries.Indices(Columns);
        json["weighting"] = Weighting.Name;
        json["total_variance"] = TotalVariance;
        SumEntries.Write(archive, Grids);
    }

    /// <summary>Reads what <see cref="Write"/> wrote, for rows that are given with so many columns.</summary>
    public static PassivePass Read(ArchiveReader archive, JsonFields json, int given)
    {
        int[] columns = [.. SetupEntries.ReadIndices(json, Shown, given)];
        return new PassivePass
        {
            Columns = columns,
            Assigner = Assigner.Read(archive, json),
            Weighting = Named.Parse<Weighting>(json.String("weighting")),
            TotalVariance = json.Number("total_variance"),
            Grids = SumEntries.ReadEpochGrids(archive, columns.Length),
        };
    }
}
