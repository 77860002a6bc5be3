using Dbgsom.Rows;

namespace Dbgsom.Training;

/// <summary>How training goes on from a map, see <see cref="SomMap.Continue"/>.</summary>
public sealed record ContinueOptions
{
    /// <summary>The number of epochs that are trained where nothing else is said.</summary>
    public const int DefaultEpochs = 4;

    /// <summary>The epochs in which the map settles, at least 1; where it grows, they come after growth.</summary>
    public int Epochs { get; init; } = DefaultEpochs;

    /// <summary>The number of neurons to grow to; null for as many as there are. A map of given size does not grow.</summary>
    public int? TargetNeurons { get; init; }

    /// <summary>The labels of the samples, for a map that knows classes; null for none.</summary>
    public ClassLabels? Labels { get; init; }
}
