namespace Dbgsom.Training;

/// <summary>The two phases of training.</summary>
public enum TrainingPhase
{
    /// <summary>The map grows: by a step every few epochs, or by a threshold whenever it has converged.</summary>
    Coarse,

    /// <summary>The map no longer grows: it is annealed, or converges.</summary>
    Fine,
}

/// <summary>The reason why training ended.</summary>
public enum StopReason
{
    /// <summary>Training has not ended.</summary>
    NotEnded,

    /// <summary>
    /// Growth stopped by itself, because no neuron with a free side was above the growing threshold, and the map converged or was
    /// annealed.
    /// </summary>
    Equilibrium,

    /// <summary>Growth stopped at <see cref="SomOptions.MaxNeurons"/>, and the map converged.</summary>
    Capacity,

    /// <summary>The coarse phase (<see cref="SomOptions.CoarseFraction"/>) ended while the map could still grow, and it converged.</summary>
    ScheduleEnded,

    /// <summary>The epochs ran out before the map had converged or was annealed.</summary>
    Epochs,

    /// <summary>The map grew to <see cref="SomOptions.TargetNeurons"/> and was annealed.</summary>
    TargetSize,

    /// <summary>All epochs of a map of given size (<see cref="SomOptions.Grid"/>) were trained.</summary>
    Completed,
}
