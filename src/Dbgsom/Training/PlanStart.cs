using Dbgsom.Grid;

namespace Dbgsom.Training;

/// <summary>The start of a map.</summary>
/// <param name="Grid">The grid.</param>
/// <param name="Positions">The places of its neurons, in order.</param>
/// <param name="Samples">The row whose values each neuron takes for its weights; none where there are <see cref="Weights"/>.</param>
/// <param name="State">The state before the first epoch.</param>
internal sealed record PlanStart(
    MapGrid Grid,
    IReadOnlyList<GridPosition> Positions,
    IReadOnlyList<long> Samples,
    PlanState State
)
{
    /// <summary>The weights of the neurons where they are no samples; else null.</summary>
    public double[]? Weights { get; init; }
}
