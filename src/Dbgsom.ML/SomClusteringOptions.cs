using Dbgsom.Clustering;

namespace Dbgsom.ML;

/// <summary>Options of <see cref="SomClusteringTrainer"/>.</summary>
public sealed class SomClusteringOptions : SomTrainerOptions
{
    /// <summary>How the neurons are grouped for the column "Cluster", see <see cref="SomMap.Cluster"/>; null to omit the column.</summary>
    public ClusterMethod? ClusterMethod { get; init; } = ClusterMethod.Ward;

    /// <summary>The number of clusters, from 1 to the number of live neurons; null to choose it automatically.</summary>
    public int? ClusterCount { get; init; }
}
