using Dbgsom.Rows;

namespace Dbgsom.Training;

/// <summary>Options for continuing the training of a map, see <see cref="SomMap.Continue"/>.</summary>
public sealed record ContinueOptions
{
    /// <summary>The default number of epochs.</summary>
    public const int DefaultEpochs = 4;

    /// <summary>The number of epochs in which the map converges, at least 1; in a growing map they follow growth.</summary>
    public int Epochs { get; init; } = DefaultEpochs;

    /// <summary>The target number of neurons; null for the current number. A map of given size does not grow.</summary>
    public int? TargetNeurons { get; init; }

    /// <summary>The labels of the samples, for a map with classes; null for no labels.</summary>
    public ClassLabels? Labels { get; init; }
}
