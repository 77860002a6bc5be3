using Dbgsom.Training;
using Dbgsom.Training.Growth;

namespace Dbgsom;

/// <summary>A report of one training epoch.</summary>
public sealed record EpochReport
{
    /// <summary>The index of the epoch, from 0.</summary>
    public required int Epoch { get; init; }

    /// <summary>The phase of the epoch.</summary>
    public required TrainingPhase Phase { get; init; }

    /// <summary>The width of the neighborhood in hops.</summary>
    public required double Sigma { get; init; }

    /// <summary>The number of neurons that were trained.</summary>
    public required int Neurons { get; init; }

    /// <summary>The number of neurons after growth or after the removal of neurons without samples.</summary>
    public required int NeuronsAfter { get; init; }

    /// <summary>The number of neurons that won at least one sample.</summary>
    public required int LiveNeurons { get; init; }

    /// <summary>The mean distance of the samples of the epoch to their winners, before the update.</summary>
    public required double QuantizationError { get; init; }

    /// <summary>
    /// The number of rows whose winner changed since the previous epoch; null in the first epoch, and if the previous epoch used other
    /// rows or neurons.
    /// </summary>
    public required long? WinnersChanged { get; init; }

    /// <summary>
    /// The share of the samples of the epoch whose winner changed, from 0 to 1; null if <see cref="WinnersChanged"/> is null.
    /// </summary>
    public required double? ChangedShare { get; init; }

    /// <summary>The Frobenius norm of the change of all weights.</summary>
    public required double WeightChange { get; init; }

    /// <summary>True if the map had converged; for annealed maps, if the epochs of a growth step or of the annealing had ended.</summary>
    public required bool Converged { get; init; }

    /// <summary>True if the map tried to grow, with or without success.</summary>
    public required bool GrowthStep { get; init; }

    /// <summary>
    /// The position of the map in a hierarchy: "" for the first or only map, "3/7" for the child map of neuron 7 of the child map of
    /// neuron 3. Set for progress only, not in the history of a map.
    /// </summary>
    public string Path { get; init; } = "";

    /// <summary>
    /// The share of the rows that the epoch used, greater than 0 and at most 1. Set for progress only, not in the history of a map.
    /// </summary>
    public double Share { get; init; } = 1;

    /// <summary>
    /// The estimated share of the training that is done, from 0 to 1. Null if it depends on convergence, as with a
    /// <see cref="SomOptions.Lambda"/>. Set for progress by a <see cref="TrainingDriver"/> only, not in the history of a map.
    /// </summary>
    public double? Done { get; init; }

    /// <summary>The number of neurons added, minus those removed.</summary>
    public int Grown => NeuronsAfter - Neurons;
}
