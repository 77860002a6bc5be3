using Dbgsom.Rows;
using Dbgsom.Search.Kernels;
using Dbgsom.Space;
using Dbgsom.Threading;

namespace Dbgsom.Search;

/// <summary>
/// The search of an epoch before it is known where it runs: what it needs of the map. The kind – full, pruned, by pointers – is chosen, and
/// what that takes prepared, by the engine that has the rows. Winners and distances are the same whatever kind is chosen, but for pointers.
/// </summary>
internal sealed class PlannedSearch : WinnerSearch
{
    private readonly Lock packing = new();
    private WinnerSearch? chosen;
    private FullSearch? full;

    public required Metric Metric { get; init; }

    public required int Columns { get; init; }

    public required int Epoch { get; init; }

    /// <summary>The weights, row-major.</summary>
    public required double[] Weights { get; init; }

    /// <summary>The weights of the previous epoch; null without one, or if nothing is derived from them.</summary>
    public double[]? Before { get; init; }

    /// <summary>
    /// A point for each neuron of the epoch before amid the rows it won then, of which rounding changes no winner; null where the neuron itself is as
    /// good.
    /// </summary>
    public double[]? Anchors { get; init; }

    /// <summary>The neighbors of each neuron where only these are looked at; null for an exact search.</summary>
    public int[][]? Pointers { get; init; }

    public override double NeuronsLookedAt => Chosen.NeuronsLookedAt;

    public override BoundKind Leaves => Chosen.Leaves;

    private WinnerSearch Chosen => chosen ?? throw new InvalidOperationException("the search has not been prepared");

    public override void Prepare(SampleState state, Team team) => chosen = Choose(state, team);

    // Bounds say nothing of rows that lack values, so that blocks with such rows are searched in full, and leave none.
    public override int Find(in RowBlock block, Span<int> winners, Span<double> distances) =>
        (block.Gaps is null || Pointers is not null ? Chosen : Full()).Find(block, winners, distances);

    private FullSearch Full()
    {
        lock (packing)
            return full ??= Chosen as FullSearch ?? new FullSearch(Metric, Weights, Columns);
    }

    private WinnerSearch Choose(SampleState state, Team team)
    {
        if (Pointers is not null)
            return new PointerSearch(Metric, Weights, Columns, Pointers, Epoch);
        int neurons = Weights.Length / Columns;
        if (!FilteredSearch.PaysForRows(Columns, state.RowCount))
            return new FullSearch(Metric, Weights, Columns, filtered: false);
        if (!state.Prunes || !PrunedSearch.Supports(Metric, neurons, Columns))
            return new FullSearch(Metric, Weights, Columns);
        var packed = new PackedWeights(Weights, Columns);
        if (!RegionSearch.Pays(state.RowCount, neurons))
            return new MotionSearch(
                packed,
                Columns,
                BeforeWith(state, BoundKind.Distance) is { } then ? new NeuronMotion(then, Weights, Columns) : null,
                Epoch
            );
        return new RegionSearch(
            packed,
            Columns,
            BeforeWith(state, BoundKind.Lead) is { } before ? new Regions(packed.Filter, before, Weights, Anchors, team) : null,
            Epoch
        );
    }

    /// <summary>The weights of the epoch before, if the rows hold such bounds of it.</summary>
    private double[]? BeforeWith(SampleState state, BoundKind kind) => state.Bound(Epoch - 1) == kind ? Before : null;
}
