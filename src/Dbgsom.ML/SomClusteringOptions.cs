using Dbgsom.Clustering;

namespace Dbgsom.ML;

/// <summary>What <see cref="SomClusteringTrainer"/> is asked for.</summary>
public sealed class SomClusteringOptions : SomTrainerOptions
{
    /// <summary>How the neurons are grouped for the column "Cluster", see <see cref="SomMap.Cluster"/>; null for no such column.</summary>
    public ClusterMethod? ClusterMethod { get; init; } = ClusterMethod.Ward;

    /// <summary>How many such groups, from 1 to the number of live neurons; null for an automatic choice.</summary>
    public int? ClusterCount { get; init; }
}
