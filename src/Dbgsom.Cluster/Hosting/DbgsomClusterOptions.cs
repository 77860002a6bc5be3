namespace Dbgsom.Cluster;

/// <summary>The name of a cluster and the Redis server of its silos.</summary>
public sealed record DbgsomClusterOptions
{
    /// <summary>The name of the cluster. Silos and clients with the same name and the same Redis server belong together.</summary>
    public string ClusterName { get; init; } = "dbgsom";

    /// <summary>
    /// The Redis server for membership and for the state of jobs: host:port, or any connection string of StackExchange.Redis, for
    /// example with a password.
    /// </summary>
    public required string Redis { get; init; }
}
