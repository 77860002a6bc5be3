using System.Text.Json.Nodes;
using Dbgsom.Naming;
using Dbgsom.Numerics;
using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Space;
using Dbgsom.Threading;

namespace Dbgsom.Passes;

/// <summary>
/// Steps 6a, b and the sums of c, d, e: the winner of every row, its robustness weight, and what the neurons need of both. Carries the
/// weights it works with, so it can run anywhere.
/// </summary>
internal sealed class EpochPass : DataPass<EpochSums>, ITravelingPass<EpochSums>
{
    public required int Epoch { get; init; }

    public required int NeuronCount { get; init; }

    public required int Columns { get; init; }

    public required Weighting Weighting { get; init; }

    public required double TotalVariance { get; init; }

    public required EpochGrids Grids { get; init; }

    /// <summary>Classes to count per neuron; 0 where labels play no part.</summary>
    public required int ClassCount { get; init; }

    public required WinnerSearch Search { get; init; }

    /// <summary>The rows of the epoch.</summary>
    public RowShare Sample { get; init; } = RowShare.Whole;

    /// <summary>
    /// True if the epoch before had the same rows and neurons, so that its winners and bounds say something; never for the first epoch.
    /// </summary>
    public required bool Follows { get; init; }

    public override RowShare Rows => Sample;

    public override long CostPerRow => (long)(Columns * (20 + Search.NeuronsLookedAt)) + 40;

    public override EpochSums NewSums() => new(NeuronCount, Grids, ClassCount);

    public override void Begin(SampleState state, Team team)
    {
        if (!Follows)
            state.Rewind(Epoch);
        Search.Prepare(state, team);
        state.Begin(Epoch);
        state.KeepBounds(Epoch, Search.Leaves);
    }

    public override void Complete(SampleState state) => state.Complete(Epoch);

    public override void Process(in RowBlock block, EpochSums sums)
    {
        var winners = block.Scratch.Winners.AsSpan(0, block.Count);
        var distances = block.Scratch.Distances.AsSpan(0, block.PaddedCount);
        var strengths = block.Scratch.Strengths.AsSpan(0, block.PaddedCount);
        sums.Searched += Search.Find(block, winners, distances[..block.Count]);
        FoundNeurons.Check(winners, NeuronCount);
        Weighting.Weigh(distances, TotalVariance, strengths);
        NoteWinners(block, winners, sums);
        for (int i = 0; ClassCount > 0 && i < block.Count; i++)
            sums.ClassMass.Add(winners[i], block.Labels[i], block.Mass(i));
        sums.Add(block.Values, winners, distances, strengths, block.Masses, block.Gaps);
    }

    private void NoteWinners(in RowBlock block, ReadOnlySpan<int> winners, EpochSums sums)
    {
        var now = block.State.Winners(Epoch).Slice(block.Start, block.Count);
        winners.CopyTo(now);
        if (!Follows)
            return;
        var before = block.State.Winners(Epoch - 1).Slice(block.Start, block.Count);
        if (block.Masses.IsEmpty)
            sums.AddChanged(Indices.Differences(before, now));
        else
            for (int i = 0; i < now.Length; i++)
                if (now[i] != before[i])
                    sums.AddChanged(block.Mass(i));
    }

    public string Name => "epoch";

    public PassNeeds Needs => new(Columns, NeuronCount, ClassCount);

    /// <summary>Neurons of the epoch before, as far as anything is to follow from it.</summary>
    public int? NeuronsBefore => (Search as PlannedSearch)?.Before?.Length / Columns;

    public void Write(ArchiveWriter archive, JsonObject json)
    {
        var search =
            Search as PlannedSearch ?? throw new NotSupportedException("only a planned search can be sent to other machines");
        if (search.Pointers is not null)
            throw NoPointers();
        json["epoch"] = Epoch;
        json["neurons"] = NeuronCount;
        json["columns"] = Columns;
        json["weighting"] = Weighting.Name;
        json["total_variance"] = TotalVariance;
        json["classes"] = ClassCount;
        json["metric"] = search.Metric.Name;
        json["follows"] = Follows;
        if (!Sample.IsWhole)
        {
            json["share"] = Sample.Share;
            json["share_seed"] = (long)Sample.Seed;
        }
        SumEntries.Write(archive, Grids);
        archive.Matrix("weights.npy", search.Weights, Columns);
        if (search.Before is not null)
            archive.Matrix("previous_weights.npy", search.Before, Columns);
        // Any points will do, so those in single precision, which take half the way.
        if (search.Anchors is not null)
            archive.Matrix("anchors.npy", Array.ConvertAll(search.Anchors, value => (float)value), Columns);
    }

    /// <summary>Why pointer search stays on one machine.</summary>
    public static NotSupportedException NoPointers() =>
        new(
            "pointer search depends on the winners of all previous epochs, which are lost with a machine: it is not supported on a cluster"
        );

    public static EpochPass Read(ArchiveReader archive, JsonFields json)
    {
        int columns = archive.Claimed(json, "columns", "grids.npy", 1);
        int neurons = json.Integer("neurons");
        int epoch = json.Integer("epoch");
        if (epoch < 0)
            throw json.Bad("epoch", $"is {epoch}; the first is 0");
        bool follows = json.Flag("follows");
        if (follows && epoch == 0)
            throw json.Bad("follows", "is true for the first epoch");
        double[]? before = Matrix("previous_weights.npy");
        double[]? anchors = Matrix("anchors.npy");
        // A map only grows, and there is one anchor for each neuron it had.
        if (before is not null && (!PassNeeds.IsMap(before.Length / columns) || before.Length / columns > neurons))
            throw archive.Bad($"'previous_weights.npy' has {before.Length / columns} neurons, the map has {neurons}");
        if (anchors is not null && anchors.Length != before?.Length)
            throw archive.Bad("'anchors.npy' has not one point for each row of 'previous_weights.npy'");
        return new EpochPass
        {
            Epoch = epoch,
            NeuronCount = neurons,
            Columns = columns,
            Weighting = Named.Parse<Weighting>(json.String("weighting")),
            TotalVariance = json.Number("total_variance"),
            Grids = SumEntries.ReadEpochGrids(archive, columns),
            ClassCount = json.Integer("classes"),
            Follows = follows,
            Sample = json.Has("share") ? ReadSample(json) : RowShare.Whole,
            Search = new PlannedSearch
            {
                Metric = Named.Parse<Metric>(json.String("metric")),
                Columns = columns,
                Epoch = epoch,
                Weights = archive.Matrix("weights.npy", neurons, columns).Values,
                Before = before,
                Anchors = anchors,
            },
        };

        double[]? Matrix(string name) => archive.Has(name) ? archive.Matrix(name, null, columns).Values : null;
    }

    private static RowShare ReadSample(JsonFields json)
    {
        double share = json.Number("share");
        long seed = json.Long("share_seed");
        return share > 0 && seed is >= 0 and <= uint.MaxValue
            ? new RowShare((uint)seed, share)
            : throw json.Bad("share", "is not above 0, or its seed has more than 32 bits");
    }

    /// <summary>
    /// The pass of the epoch before, for rows that have lost what they held of it; null where there was none, or nothing follows from it. Its
    /// sums are of no use: the grids are not made for them.
    /// </summary>
    public EpochPass? ToFindWinnersBefore() =>
        !Follows || (Search as PlannedSearch)?.Before is not { } before
            ? null
            : new EpochPass
            {
                Epoch = Epoch - 1,
                NeuronCount = before.Length / Columns,
                Columns = Columns,
                Weighting = Weighting,
                TotalVariance = TotalVariance,
                Grids = Grids,
                ClassCount = 0,
                Sample = Sample,
                Follows = false,
                Search = new PlannedSearch
                {
                    Metric = ((PlannedSearch)Search).Metric,
                    Columns = Columns,
                    Epoch = Epoch - 1,
                    Weights = before,
                },
            };
}

/// <summary>The fixed exponents of an epoch's sums, from bounds known before the pass.</summary>
/// <param name="Columns">For Σ s·x, a grid a column.</param>
/// <param name="Mass">For Σ s and Σ mass.</param>
/// <param name="Distance">For Σ distance.</param>
internal sealed record EpochGrids(SumGrid[] Columns, SumGrid Mass, SumGrid Distance)
{
    /// <summary>M₁ and M₂ of all.</summary>
    public double[] Numbers =>
        [.. new[] { Mass, Distance }.Concat(Columns).SelectMany(grid => new[] { grid.First, grid.Second })];

    /// <summary>Grids for rows within <paramref name="bounds"/> and winners at most <paramref name="greatestDistance"/> away.</summary>
    public static EpochGrids For(long rowCount, double greatestMass, double[] bounds, double greatestDistance) =>
        new(
            Array.ConvertAll(bounds, bound => SumGrid.For(rowCount, bound * greatestMass)),
            SumGrid.For(rowCount, greatestMass),
            SumGrid.For(rowCount, greatestDistance * greatestMass)
        );
}
