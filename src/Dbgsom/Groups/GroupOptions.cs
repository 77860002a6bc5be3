using Dbgsom.Clustering;

namespace Dbgsom.Groups;

/// <summary>How groups of samples are compared on a map, see <see cref="SomMap.Groups"/>.</summary>
public sealed record GroupOptions
{
    /// <summary>The most permutations that can be asked for.</summary>
    public const int MostPermutations = 1_000_000;

    /// <summary>
    /// One unit a sample, such as the patient that a row was measured on; null in the list for a sample without one, which is left out. Samples of a unit
    /// move together when labels are shuffled, and every unit counts the same. A unit lies in one group. Null for no units: each sample is one of its own.
    /// </summary>
    public IReadOnlyList<string?>? Units { get; init; }

    /// <summary>The clusters to compare; null for those of <see cref="SomMap.Cluster"/> without arguments.</summary>
    public MapClusters? Clusters { get; init; }

    /// <summary>Whether neurons are tested one by one too, not clusters alone. Their shares are known either way.</summary>
    public bool TestsNeurons { get; init; }

    /// <summary>How often the labels are shuffled, from 0 for no tests to <see cref="MostPermutations"/>. No p-value is below 1/(1 + this).</summary>
    public int Permutations { get; init; } = 999;

    /// <summary>Seed of the shuffles.</summary>
    public uint Seed { get; init; }
}
