namespace Dbgsom.Cluster;

/// <summary>Which cluster, and where its silos find one another.</summary>
public sealed record DbgsomClusterOptions
{
    /// <summary>The name of the cluster: silos and clients with the same name and the same Redis belong together.</summary>
    public string ClusterName { get; init; } = "dbgsom";

    /// <summary>
    /// The Redis server that silos meet at and that keeps the state of jobs: host:port, or any connection string of StackExchange.Redis, as
    /// with a password.
    /// </summary>
    public required string Redis { get; init; }
}
