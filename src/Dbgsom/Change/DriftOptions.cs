using Dbgsom.Clustering;
using Dbgsom.Groups;

namespace Dbgsom.Change;

/// <summary>Options for comparing new samples with those of a map, see <see cref="SomMap.FindDrift"/>.</summary>
public sealed record DriftOptions
{
    /// <summary>
    /// Earlier samples, such as the training samples, which are needed to test drift. Null to describe drift without a test, because
    /// the distances of training samples are always slightly smaller than those of others.
    /// </summary>
    public DataMatrix? Reference { get; init; }

    /// <summary>The unit of each sample of <see cref="Reference"/>, such as its machine; null if each sample is its own unit.</summary>
    public IReadOnlyList<string>? ReferenceUnits { get; init; }

    /// <summary>
    /// The unit of each new sample; null if each sample is its own unit. A reference unit and a new unit with the same name are
    /// different units.
    /// </summary>
    public IReadOnlyList<string>? Units { get; init; }

    /// <summary>The clusters in which samples are counted; null for the default clusters of <see cref="SomMap.Cluster"/>.</summary>
    public MapClusters? Clusters { get; init; }

    /// <summary>
    /// The number of permutations of old and new samples, from 0 for no test to <see cref="GroupOptions.MostPermutations"/>.
    /// </summary>
    public int Permutations { get; init; } = 999;

    /// <summary>The seed of the permutations and of the choice of held-out reference samples.</summary>
    public uint Seed { get; init; }
}
