using Dbgsom.Clustering;

namespace Dbgsom.Groups;

/// <summary>Options for comparing groups of samples on a map, see <see cref="SomMap.Groups"/>.</summary>
public sealed record GroupOptions
{
    /// <summary>The maximum number of permutations.</summary>
    public const int MostPermutations = 1_000_000;

    /// <summary>
    /// One unit per sample, such as the patient of a row; null in the list to leave out a sample. Samples of a unit are permuted
    /// together, and every unit counts the same. A unit belongs to one group. Null if each sample is its own unit.
    /// </summary>
    public IReadOnlyList<string?>? Units { get; init; }

    /// <summary>The clusters to compare; null for the default clusters of <see cref="SomMap.Cluster"/>.</summary>
    public MapClusters? Clusters { get; init; }

    /// <summary>True to test neurons as well as clusters. Shares of neurons are always available.</summary>
    public bool TestsNeurons { get; init; }

    /// <summary>
    /// The number of permutations of the labels, from 0 for no tests to <see cref="MostPermutations"/>. The lowest possible p-value is
    /// 1/(1 + this number).
    /// </summary>
    public int Permutations { get; init; } = 999;

    /// <summary>The seed of the permutations.</summary>
    public uint Seed { get; init; }
}
