namespace Dbgsom.Training;

/// <summary>Where a <see cref="TrainingPlan"/> stands between two epochs.</summary>
internal sealed record PlanState
{
    /// <summary>Phase of the next epoch.</summary>
    public required TrainingPhase Phase { get; init; }

    /// <summary>Width of the neighborhood in the next epoch, in hops.</summary>
    public required double Sigma { get; init; }

    /// <summary>GT, as the last epoch of the coarse phase left it.</summary>
    public double GrowingThreshold { get; init; }

    /// <summary>True if the map has converged.</summary>
    public Convergence Convergence { get; init; } = Convergence.None;

    /// <summary>The share of the rows that the next epoch is trained on.</summary>
    public double Share { get; init; } = 1;

    /// <summary>Epochs since the last growth step or, in the fine phase, since the first annealing epoch.</summary>
    public int EpochsInStep { get; init; }

    /// <summary>How often the grid was made twice as fine.</summary>
    public int Refinements { get; init; }

    /// <summary>How often neurons that won nothing were taken away.</summary>
    public int Clearings { get; init; }

    /// <summary>The reason why growth ended; training ends for the same reason if the map then converges.</summary>
    public StopReason GrowthStopReason { get; init; }

    /// <summary>The reason why training ended.</summary>
    public StopReason StopReason { get; init; }
}
