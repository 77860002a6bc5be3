using Dbgsom.Grid;

namespace Dbgsom.Training;

/// <summary>What a map starts from.</summary>
/// <param name="Lattice">The places of its neurons.</param>
/// <param name="Samples">The row whose values each neuron takes for its weights.</param>
/// <param name="State">The state before the first epoch.</param>
internal sealed record PlanStart(Lattice Lattice, IReadOnlyList<long> Samples, PlanState State);
