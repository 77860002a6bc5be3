using Dbgsom.Clustering;
using Dbgsom.Groups;

namespace Dbgsom.Change;

/// <summary>How new samples are compared with those of a map, see <see cref="SomMap.FindDrift"/>.</summary>
public sealed record DriftOptions
{
    /// <summary>
    /// Samples from before, such as those that the map was trained on: with them drift is tested. Null for none; then it is described only, since the distances of training
    /// samples are always a little shorter than those of others.
    /// </summary>
    public DataMatrix? Reference { get; init; }

    /// <summary>One unit a sample of <see cref="Reference"/>, such as the machine that it is from; null where each sample is one of its own.</summary>
    public IReadOnlyList<string>? ReferenceUnits { get; init; }

    /// <summary>One unit a new sample; null where each is one of its own. A unit of the reference and a new one of the same name are two.</summary>
    public IReadOnlyList<string>? Units { get; init; }

    /// <summary>The clusters in which samples are counted; null for those of <see cref="SomMap.Cluster"/> without arguments.</summary>
    public MapClusters? Clusters { get; init; }

    /// <summary>How often old and new are shuffled, from 0 for no test to <see cref="GroupOptions.MostPermutations"/>.</summary>
    public int Permutations { get; init; } = 999;

    /// <summary>Seed of the shuffles, and of the choice of reference samples that are held back.</summary>
    public uint Seed { get; init; }
}
