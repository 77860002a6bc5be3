namespace Dbgsom.Cluster.Tests.Processes;

/// <summary>Two silos that all tests of a class use, one after the other: none of them may spoil it for the next.</summary>
public sealed class SharedCluster : IDisposable
{
    private Task<TestCluster>? cluster;

    internal Task<TestCluster> Get() => cluster ??= TestCluster.Start(2);

    public void Dispose()
    {
        if (cluster?.IsCompletedSuccessfully == true)
            cluster.Result.Dispose();
    }
}
