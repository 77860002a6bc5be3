using Dbgsom.Kernels;
using Dbgsom.Search;

namespace Dbgsom.Passes;

/// <summary>
/// Steps 6a, b and the sums of c, d, e: the winner of every row, its robustness weight, and what the neurons need of both. Carries the
/// weights it works with, so it can run anywhere.
/// </summary>
internal sealed partial class EpochPass : DataPass<EpochSums>
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

    public override long CostPerRow => (long)(Columns * (20 + Search.NeuronsLookedAt)) + 40;

    public override EpochSums NewSums() => new(NeuronCount, Grids, ClassCount);

    public override void Begin(SampleState state, Team team)
    {
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
        sums.Add(block.Values, winners, distances, strengths, block.Masses);
    }

    private void NoteWinners(in RowBlock block, ReadOnlySpan<int> winners, EpochSums sums)
    {
        var now = block.State.Winners(Epoch).Slice(block.Start, block.Count);
        ShortIndices.Narrow(winners, now);
        if (Epoch == 0)
            return;
        var before = block.State.Winners(Epoch - 1).Slice(block.Start, block.Count);
        if (block.Masses.IsEmpty)
            sums.AddChanged(ShortIndices.Differences(before, now));
        else
            for (int i = 0; i < now.Length; i++)
                if (now[i] != before[i])
                    sums.AddChanged(block.Mass(i));
    }
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
