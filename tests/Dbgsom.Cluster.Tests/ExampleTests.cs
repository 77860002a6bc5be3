using System.Diagnostics;
using System.Globalization;
using System.Net;
using Dbgsom.Cluster.Tests.Processes;

namespace Dbgsom.Cluster.Tests;

/// <summary>The programs in examples, run as a person runs them.</summary>
public sealed class ExampleTests : IDisposable
{
    private const int Epochs = 6;

    private readonly TemporaryFolder folder = new();

    [Fact]
    [Needs(Need.Time)]
    public void Worker_processes_make_the_map_of_one_machine()
    {
        double[,] values = Blobs.Values(600, 4, 4);
        Blobs.WriteNpy(folder.At("parts"), values, false, 7, 300);
        string[] args =
        [
            Program("Dbgsom.Cli"),
            folder.At("map.som.npz"),
            Epochs.ToString(CultureInfo.InvariantCulture),
            .. Enumerable.Range(0, 3).Select(i => folder.At($"parts/part-{i}.npy")),
        ];
        using var workers = Process.Start(
            new ProcessStartInfo(Program("Dbgsom.Workers"), args) { RedirectStandardOutput = true }
        )!;
        string output = workers.StandardOutput.ReadToEnd();
        workers.WaitForExit();
        Assert.Equal(0, workers.ExitCode);
        Assert.StartsWith("600 rows in 3 parts, ", output, StringComparison.Ordinal);
        var map = new SomVq(SomOptions.Default with { Epochs = Epochs }).Fit(DataMatrix.From(values));
        Assert.Equal(MapBytes.Of(map), File.ReadAllBytes(folder.At("map.som.npz")));
    }

    [Fact]
    [Needs(Need.Redis)]
    public async Task A_silo_in_a_host_of_ones_own_trains_and_is_healthy()
    {
        using var redis = RedisProcess.Start();
        int port = RedisProcess.FreePort();
        var start = new ProcessStartInfo(Sample("silo", "Dbgsom.Silo")) { RedirectStandardOutput = true };
        foreach (
            var (name, value) in new (string, string)[]
            {
                ("DBGSOM_REDIS", redis.Address),
                ("SILO_PORT", $"{RedisProcess.FreePort()}"),
                ("GATEWAY_PORT", $"{RedisProcess.FreePort()}"),
                ("ASPNETCORE_URLS", $"http://127.0.0.1:{port}"),
            }
        )
            start.Environment[name] = value;
        using var silo = Process.Start(start)!;
        var said = silo.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            using var http = new HttpClient();
            string health = "";
            for (int i = 0; i < 300 && health != "Healthy"; i++)
            {
                await Task.Delay(200, TestContext.Current.CancellationToken);
                try
                {
                    health = await http.GetStringAsync(
                        new Uri($"http://127.0.0.1:{port}/health"),
                        TestContext.Current.CancellationToken
                    );
                }
                catch (HttpRequestException)
                {
                    // Not there yet.
                }
            }
            Assert.Equal("Healthy", health);
            double[,] values = Blobs.Values(500, 3, 5);
            Blobs.WriteNpy(folder.At("parts"), values, false, 200);
            await using var client = await DbgsomCluster.Connect(new DbgsomClusterOptions { Redis = redis.Address });
            var options = SomOptions.Default with { Epochs = Epochs };
            var map = await client.Wait(await client.Start(new ClusterJob { Paths = [folder.At("parts")], Options = options }));
            Assert.Equal(MapBytes.Of(new SomVq(options).Fit(DataMatrix.From(values))), MapBytes.Of(map));
        }
        finally
        {
            silo.Kill();
            await silo.WaitForExitAsync(TestContext.Current.CancellationToken);
            await said;
        }
    }

    public void Dispose() => folder.Dispose();

    private static string Program(string name) => Path.Combine(AppContext.BaseDirectory, name);

    /// <summary>A program of another folder, built as these tests are.</summary>
    private static string Sample(string example, string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        string below = "";
        for (; folder.Name != "bin"; folder = folder.Parent!)
            below = Path.Combine(folder.Name, below);
        return Path.Combine(folder.Parent!.Parent!.Parent!.FullName, "examples", example, "bin", below, name);
    }
}
