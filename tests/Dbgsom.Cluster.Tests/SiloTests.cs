using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Dbgsom.Cluster.Data;
using Dbgsom.Cluster.Hosting;
using Dbgsom.Cluster.Tests.Processes;
using Dbgsom.Cluster.Training;
using Microsoft.Extensions.DependencyInjection;

namespace Dbgsom.Cluster.Tests;

/// <summary>What silos hold, tell, and are told apart by.</summary>
public sealed class SiloTests : IDisposable
{
    private static readonly SomOptions Short = SomOptions.Default with { Epochs = 10 };

    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Memory_is_given_back_after_a_job()
    {
        await using var cluster = await DbgsomCluster.StartLocal(2);
        Blobs.WriteNpy(folder.At("parts"), Blobs.Values(4000, 5, 1), false, 1000, 2000);
        await cluster.Wait(await cluster.Start(new ClusterJob { Paths = [folder.At("parts")], Options = Short }));
        SiloWork[] works = [.. cluster.Hosts.Select(host => host.Services.GetRequiredService<SiloWork>())];
        for (int i = 0; i < 200 && works.Sum(work => work.Reserved) > 0; i++)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.All(works, work => Assert.Equal(0, work.Reserved));
    }

    [Fact]
    public async Task A_job_can_be_watched_from_outside()
    {
        long epochs = 0;
        var fits = new List<string>();
        using var meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument is { Meter.Name: "Dbgsom", Name: "dbgsom.epochs" })
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        meters.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref epochs, value));
        meters.Start();
        using var activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Dbgsom",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = fit =>
            {
                lock (fits)
                    fits.Add($"{fit.OperationName} {fit.GetTagItem("dbgsom.rows")}");
            },
        };
        ActivitySource.AddActivityListener(activities);
        await using var cluster = await DbgsomCluster.StartLocal();
        Blobs.WriteNpy(folder.At("parts"), Blobs.Values(1234, 3, 1), false);
        var map = await cluster.Wait(await cluster.Start(new ClusterJob { Paths = [folder.At("parts")], Options = Short }));
        // Other tests may train, too.
        Assert.InRange(Interlocked.Read(ref epochs), map.Training.Epochs, long.MaxValue);
        lock (fits)
            Assert.Contains("dbgsom.fit 1234", fits);
    }

    [Fact]
    [Needs(Need.Redis)]
    public async Task A_silo_of_another_version_gets_no_parts()
    {
        using var cluster = await TestCluster.Start(1);
        var other = await ClusterHosts.StartSilo(
            new DbgsomClusterOptions { Redis = cluster.Redis.Address },
            new DbgsomSiloOptions { Threads = 1, Version = "0.0.1" },
            IPAddress.Loopback,
            RedisProcess.FreePort(),
            RedisProcess.FreePort(),
            _ => { },
            TestContext.Current.CancellationToken
        );
        try
        {
            await using var client = await cluster.Connect();
            double[,] values = Blobs.Values(2000, 4, 2);
            Blobs.WriteNpy(folder.At("parts"), values, false, 500, 1000, 1500);
            string job = await client.Start(new ClusterJob { Paths = [folder.At("parts")], Options = Short });
            var map = await client.Wait(job);
            Assert.Equal(MapBytes.Of(new SomVq(Short).Fit(DataMatrix.From(values))), MapBytes.Of(map));
            var status = await client.Status(job);
            Assert.Equal(1, status.Silos);
            Assert.Contains(status.Notes, note => note.Contains("gets no parts", StringComparison.Ordinal));
        }
        finally
        {
            await ClusterHosts.Stop(other);
        }
    }

    [Fact]
    public void Parts_stay_where_they_are_when_another_runner_takes_over()
    {
        PartDefinition[] parts =
        [
            .. Enumerable
                .Range(0, 4)
                .Select(i => new PartDefinition("job", i, "", 0, 1, 100, -1, 0, i, new FileStamp(0, 0, ""), null!, null)),
        ];
        var plan = new PartPlan<string>(parts);
        Assert.Equal(0, plan.Update(["a", "b"]).Moved);
        string[] planned = [.. Enumerable.Range(0, 4).Select(i => plan[i])];
        // They are the other way round.
        for (int i = 0; i < 4; i++)
            plan.Adopt(i, planned[i] == "a" ? "b" : "a");
        var (leaving, moved) = plan.Update(["a", "b"]);
        Assert.Empty(leaving);
        Assert.Equal(0, moved);
        Assert.All(Enumerable.Range(0, 4), i => Assert.NotEqual(planned[i], plan[i]));
        // All are on one: half of them go.
        for (int i = 0; i < 4; i++)
            plan.Adopt(i, "b");
        Assert.Equal(2, plan.Update(["a", "b"]).Leaving.Count);
        // A silo is lost: its parts move, and need not be told.
        Assert.Equal((0, 2), (plan.Update(["b"]) is var (left, gone) ? left.Count : -1, gone));
        // One that is not there is not believed.
        plan.Adopt(0, "c");
        Assert.Equal("b", plan[0]);
    }

    public void Dispose() => folder.Dispose();
}
