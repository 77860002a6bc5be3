namespace Dbgsom.Training;

/// <summary>The results of an epoch on which a <see cref="TrainingPlan"/> decides.</summary>
internal sealed record EpochOutcome
{
    /// <summary>Index of the epoch, from 0.</summary>
    public required int Epoch { get; init; }

    /// <summary>The error of each neuron that was trained.</summary>
    public required double[] Errors { get; init; }

    /// <summary>The Frobenius norm of the change of all weights.</summary>
    public required double WeightChange { get; init; }

    /// <summary>Share of the samples that changed their winner; null in the first epoch.</summary>
    public required double? ChangedShare { get; init; }

    /// <summary>Number of neurons that won a row.</summary>
    public required int LiveNeurons { get; init; }

    /// <summary>Number of neurons that were trained.</summary>
    public int Neurons => Errors.Length;
}
