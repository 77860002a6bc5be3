namespace Dbgsom.Training;

/// <summary>The two parts of training.</summary>
public enum TrainingPhase
{
    /// <summary>The map grows: to its size by a step every few epochs, or by a threshold whenever it has settled.</summary>
    Coarse,

    /// <summary>The map no longer grows: it is annealed, or settles for good.</summary>
    Fine,
}

/// <summary>What brought training to its end.</summary>
public enum StopReason
{
    /// <summary>It has not ended.</summary>
    NotEnded,

    /// <summary>Growth stopped by itself – no neuron with a free side was above the growing threshold – and the map settled or was annealed.</summary>
    Equilibrium,

    /// <summary>Growth stopped at <see cref="SomOptions.MaxNeurons"/>, and the map settled.</summary>
    Capacity,

    /// <summary>The time for the coarse phase (<see cref="SomOptions.CoarseFraction"/>) ran out while the map could grow, and it settled.</summary>
    ScheduleEnded,

    /// <summary>The epochs ran out before the map had settled or was annealed.</summary>
    Epochs,

    /// <summary>The map had grown to <see cref="SomOptions.TargetNeurons"/> and was annealed.</summary>
    TargetSize,

    /// <summary>All epochs of a map of given size (<see cref="SomOptions.Grid"/>) were trained.</summary>
    Completed,
}
