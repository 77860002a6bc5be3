using System.Diagnostics;
using Dbgsom.Cluster.Tests.Processes;

namespace Dbgsom.Cluster.Tests;

/// <summary>Silos die and join every few seconds for as long as a job of 200 epochs takes.</summary>
[Needs(Need.Redis)]
public sealed class SoakTests
{
    // Grows with every epoch, so that epochs take a while.
    private static readonly SomOptions Long = SomOptions.Default with
    {
        Lambda = 0.05,
        MaxNeurons = 1000,
        Epochs = 200,
        WinnerStability = 1,
    };

    [Fact]
    public async Task Random_deaths_and_joins_leave_the_same_bytes()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("DBGSOM_SOAK") == "1", "takes minutes: DBGSOM_SOAK=1 runs it");
        double[,] values = Blobs.Values(400_000, 24, 11);
        using var cluster = await TestCluster.Start(3);
        await using var client = await cluster.Connect();
        Blobs.WriteNpy(cluster.At("parts"), values, false, 50_000, 100_000, 150_000, 200_000, 250_000, 300_000, 350_000);
        string job = await client.Start(new ClusterJob { Paths = [cluster.At("parts")], Options = Long });
        var random = new Random(1);
        var clock = Stopwatch.StartNew();
        int deaths = 0;
        while (clock.Elapsed < TimeSpan.FromMinutes(2))
        {
            await Task.Delay(TimeSpan.FromSeconds(1 + (3 * random.NextDouble())), TestContext.Current.CancellationToken);
            if (await IsDone(client, job))
                break;
            if (cluster.Silos.Count == 1 || (cluster.Silos.Count < 5 && random.Next(2) == 0))
                await cluster.Join(1);
            else
            {
                // Any of them: also the one that trains.
                cluster.Kill(cluster.Silos[random.Next(cluster.Silos.Count)]);
                deaths++;
            }
        }
        var map = await client.Wait(job, cancellationToken: TestContext.Current.CancellationToken);
        var status = await client.Status(job);
        TestContext.Current.SendDiagnosticMessage($"{deaths} silos died in {clock.Elapsed.TotalSeconds:0} s: {status}");
        Assert.Equal(MapBytes.Of(new SomVq(Long).Fit(DataMatrix.From(values))), MapBytes.Of(map));
        Assert.True(deaths > 2, $"only {deaths} silos died");
    }

    private static async Task<bool> IsDone(DbgsomCluster client, string job)
    {
        try
        {
            var status = await client.Status(job);
            Assert.True(status.State is JobState.Running or JobState.Done, $"{status}");
            return status.State == JobState.Done;
        }
        catch (IOException)
        {
            // Its silo has just died.
            return false;
        }
    }
}
