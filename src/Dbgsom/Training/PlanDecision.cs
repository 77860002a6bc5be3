namespace Dbgsom.Training;

/// <summary>The decision of a <see cref="TrainingPlan"/> after an epoch.</summary>
/// <param name="State">The state from here on. It says the next phase and width, and whether training has ended.</param>
/// <param name="Settled">True if the map had converged in this epoch.</param>
/// <param name="Growth">The growth step to take now; null for none.</param>
internal sealed record PlanDecision(PlanState State, bool Settled, GrowthOrder? Growth = null);

/// <summary>A growth step to take.</summary>
/// <param name="Threshold">GT: a neuron with more error than this wants a new neighbor.</param>
/// <param name="MaxNeurons">The most neurons the growth rule may leave.</param>
/// <param name="ClearsDead">True if neurons that won nothing in the epoch are taken away first.</param>
/// <param name="LowersThreshold">True if the threshold is halved until the map grows.</param>
/// <param name="Refines">True if the grid is made twice as fine instead.</param>
internal sealed record GrowthOrder(
    double Threshold,
    int MaxNeurons,
    bool ClearsDead = false,
    bool LowersThreshold = false,
    bool Refines = false
);
