using Dbgsom.Training;
using Dbgsom.Training.Growth;

namespace Dbgsom;

/// <summary>What happened in one epoch of training.</summary>
public sealed record EpochReport
{
    /// <summary>Index of the epoch, from 0.</summary>
    public required int Epoch { get; init; }

    /// <summary>Phase the epoch belonged to.</summary>
    public required TrainingPhase Phase { get; init; }

    /// <summary>Width of the neighborhood, in hops.</summary>
    public required double Sigma { get; init; }

    /// <summary>Neurons that were trained.</summary>
    public required int Neurons { get; init; }

    /// <summary>Neurons after growth, or after some that won nothing were taken away.</summary>
    public required int NeuronsAfter { get; init; }

    /// <summary>Neurons that won at least one sample.</summary>
    public required int LiveNeurons { get; init; }

    /// <summary>Mean distance of the samples of the epoch to their winners, before the update.</summary>
    public required double QuantizationError { get; init; }

    /// <summary>
    /// Rows whose winner is another than in the epoch before; null in the first epoch, and where the epoch before had other rows or other neurons in
    /// place of these.
    /// </summary>
    public required long? WinnersChanged { get; init; }

    /// <summary>Share of the samples of the epoch whose winner changed, 0 to 1; null where <see cref="WinnersChanged"/> is null.</summary>
    public required double? ChangedShare { get; init; }

    /// <summary>How far all weights moved: the Frobenius norm of their change.</summary>
    public required double WeightChange { get; init; }

    /// <summary>Whether the map had settled; of one that is annealed, whether the epochs of a growth step or of the annealing were over.</summary>
    public required bool Converged { get; init; }

    /// <summary>Whether the map tried to grow, with or without success.</summary>
    public required bool GrowthStep { get; init; }

    /// <summary>
    /// Where the map stands in a hierarchy: "" for the highest or only map, "3/7" for the map below neuron 7 of the map below neuron 3.
    /// Set for progress only; a map's own history does not name it.
    /// </summary>
    public string Path { get; init; } = "";

    /// <summary>
    /// Share of the rows that the epoch was trained on, above 0 and at most 1. Set for progress only; a map's own history does not hold it.
    /// </summary>
    public double Share { get; init; } = 1;

    /// <summary>
    /// Share of the work of training that is done, 0 to 1; the work to come is an estimate. Null where it depends on when the map settles, as with a
    /// <see cref="SomOptions.Lambda"/>. Set for progress by a <see cref="TrainingDriver"/> only; a map's own history does not hold it.
    /// </summary>
    public double? Done { get; init; }

    /// <summary>Neurons added, less those taken away.</summary>
    public int Grown => NeuronsAfter - Neurons;
}
