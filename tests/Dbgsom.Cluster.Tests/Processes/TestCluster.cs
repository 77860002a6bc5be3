using System.Text.Json.Nodes;

namespace Dbgsom.Cluster.Tests.Processes;

/// <summary>A Redis server, silos that meet there, data in parts, and the bytes of the map that one machine makes of them.</summary>
internal sealed class TestCluster : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private TestCluster(RedisProcess redis) => Redis = redis;

    public RedisProcess Redis { get; }

    public List<SiloProcess> Silos { get; } = [];

    /// <summary>Starts a Redis server and silos.</summary>
    public static async Task<TestCluster> Start(int silos, bool keepsData = false)
    {
        var cluster = new TestCluster(RedisProcess.Start(keepsData));
        try
        {
            await cluster.Join(silos);
            return cluster;
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
    }

    public string At(string name) => folder.At(name);

    /// <summary>Starts more silos.</summary>
    public async Task Join(int silos) => Silos.AddRange(await SiloProcess.Start(Redis, silos));

    /// <summary>Kills a silo, as a machine dies.</summary>
    public void Kill(SiloProcess silo)
    {
        silo.Kill();
        silo.Dispose();
        Silos.Remove(silo);
    }

    /// <summary>Runs the tool for this cluster to its end.</summary>
    public ToolResult Run(string command, params string[] args) =>
        ToolProcess.Run(folder.Path, ["cluster", command, "--redis", Redis.Address, .. args]);

    /// <summary>Starts the tool for this cluster.</summary>
    public ToolProcess Begin(string command, params string[] args) =>
        ToolProcess.Start(folder.Path, ["cluster", command, "--redis", Redis.Address, .. args]);

    /// <summary>How a job stands; null where nobody answers.</summary>
    public JsonNode? Status(string job)
    {
        var result = Run("status", job, "--json");
        return result.ExitCode == 0 ? JsonNode.Parse(result.Output) : null;
    }

    /// <summary>Waits until a job has done as many epochs.</summary>
    public static async Task Reach(DbgsomCluster client, string job, int epochs)
    {
        for (int attempt = 0; ; attempt++)
        {
            Assert.True(attempt < 3000, $"job {job} does not reach epoch {epochs}");
            try
            {
                var status = await client.Status(job);
                Assert.True(status.State is JobState.Running, $"{status}");
                if (status.Epochs >= epochs)
                    return;
            }
            catch (IOException)
            {
                // Its silo has just died.
            }
            await Task.Delay(20);
        }
    }

    public Task<DbgsomCluster> Connect() => DbgsomCluster.Connect(new DbgsomClusterOptions { Redis = Redis.Address });

    public void Dispose()
    {
        foreach (var silo in Silos)
            silo.Dispose();
        Redis.Dispose();
        folder.Dispose();
    }
}
