using Dbgsom.Cluster.Tests.Processes;
using Dbgsom.Grid;
using Dbgsom.Naming;
using Dbgsom.Training;

namespace Dbgsom.Cluster.Tests;

/// <summary>Machines die, and the map is the same bytes.</summary>
[Needs(Need.Redis)]
public sealed class FailureTests
{
    // So many that a machine of any speed is still at them when something happens in the first third.
    private const int Epochs = 400;

    // Slow enough for something to happen meanwhile: all neurons are looked at, and there are many.
    private static readonly SomOptions Slow = SomOptions.Default with { Epochs = Epochs, TargetNeurons = 300 };

    private static readonly double[,] Values = Blobs.Values(60_000, 24, 7);

    private static readonly Lazy<byte[]> Wanted = new(() => MapBytes.Of(new SomVq(Slow).Fit(DataMatrix.From(Values))));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_silo_that_is_killed_leaves_the_same_bytes(int seed)
    {
        using var cluster = await TestCluster.Start(3);
        var random = new Random(seed);
        await using var client = await cluster.Connect();
        string job = await Begin(cluster, client);
        await Reach(client, job, 1 + random.Next(Epochs / 8));
        var others = cluster.Silos.Where(silo => !silo.Hosts(job)).ToArray();
        cluster.Kill(others[random.Next(others.Length)]);
        await cluster.Join(1);
        var (status, map) = await End(client, job);
        Assert.Equal(Wanted.Value, map);
        Assert.True(status.Retries > 0 && status.SecondsLost > 0, $"{status}");
        Assert.True(status.PartsMoved > 0, $"{status}");
        Assert.Equal(0, status.Resumed);
        TestContext.Current.SendDiagnosticMessage($"a silo killed: {status.SecondsLost:0.0} s lost");
    }

    /// <summary>A given grid goes through other plans, updates and files.</summary>
    [Theory]
    [InlineData("hexagonal", "toroidal", "gaussian")]
    [InlineData("square", "planar", "bubble")]
    public async Task Grids_of_given_size_survive_a_silo(string topology, string boundary, string neighborhood)
    {
        var options = SomOptions.Default with
        {
            Grid = new GridSize(18, 16),
            Topology = Named.Parse<MapGrid>(topology),
            Boundary = Named.Parse<GridBoundary>(boundary),
            Neighborhood = Named.Parse<Neighborhood>(neighborhood),
            Epochs = Epochs,
        };
        byte[] wanted = MapBytes.Of(new SomVq(options).Fit(DataMatrix.From(Values)));
        using var cluster = await TestCluster.Start(3);
        await using var client = await cluster.Connect();
        string job = await Begin(cluster, client, options);
        await Reach(client, job, Epochs / 16);
        cluster.Kill(cluster.Silos.First(silo => !silo.Hosts(job)));
        await Reach(client, job, Epochs / 8);
        cluster.Kill(cluster.Silos.Single(silo => silo.Hosts(job)));
        var (status, map) = await End(client, job);
        Assert.Equal(wanted, map);
        Assert.Equal(1, status.Resumed);
    }

    [Fact]
    public async Task The_silo_that_trains_is_killed_and_another_goes_on()
    {
        using var cluster = await TestCluster.Start(3);
        await using var client = await cluster.Connect();
        string job = await Begin(cluster, client);
        await Reach(client, job, Epochs / 8);
        cluster.Kill(cluster.Silos.Single(silo => silo.Hosts(job)));
        var (status, map) = await End(client, job);
        Assert.Equal(Wanted.Value, map);
        Assert.Equal(1, status.Resumed);
        Assert.Equal(2, status.Silos);
        Assert.True(status.SecondsLost > 0, $"{status}");
        TestContext.Current.SendDiagnosticMessage($"the silo that trains killed: {status.SecondsLost:0.0} s lost");
    }

    [Fact]
    public async Task A_silo_that_is_told_to_end_hands_its_work_over()
    {
        using var cluster = await TestCluster.Start(2);
        await using var client = await cluster.Connect();
        string job = await Begin(cluster, client);
        await Reach(client, job, Epochs / 8);
        var training = cluster.Silos.Single(silo => silo.Hosts(job));
        Assert.Equal(0, training.Interrupt());
        Assert.Equal("", training.Error);
        cluster.Silos.Remove(training);
        training.Dispose();
        var (status, map) = await End(client, job);
        Assert.Equal(Wanted.Value, map);
        Assert.Equal(1, status.Resumed);
        TestContext.Current.SendDiagnosticMessage($"the silo that trains told to end: {status.SecondsLost:0.0} s lost");
    }

    [Fact]
    public async Task A_silo_that_joins_takes_parts()
    {
        using var cluster = await TestCluster.Start(1);
        await using var client = await cluster.Connect();
        string job = await Begin(cluster, client);
        await Reach(client, job, 5);
        await cluster.Join(1);
        var (status, map) = await End(client, job);
        Assert.Equal(Wanted.Value, map);
        Assert.Equal(2, status.Silos);
        // Half of the parts go, once, and stay.
        Assert.Equal(3, status.PartsMoved);
        Assert.Equal(0, status.Retries);
    }

    [Fact]
    public async Task A_silo_that_hangs_is_done_without()
    {
        using var cluster = await TestCluster.Start(2);
        await using var client = await cluster.Connect();
        string job = await Begin(cluster, client);
        await Reach(client, job, 5);
        var hung = cluster.Silos.First(silo => !silo.Hosts(job));
        hung.Signal("STOP");
        var (status, map) = await End(client, job);
        Assert.Equal(Wanted.Value, map);
        Assert.Equal(1, status.Silos);
        hung.Signal("CONT");
        for (int i = 0; i < 300 && !hung.HasExited; i++)
            await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.True(hung.HasExited, "a silo taken for dead does not end");
        Assert.Single(hung.Error.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("dbgsom: ", hung.Error, StringComparison.Ordinal);
        TestContext.Current.SendDiagnosticMessage($"a silo that hangs: {status.SecondsLost:0.0} s lost");
    }

    [Fact]
    public async Task Redis_may_be_away_for_a_while()
    {
        using var cluster = await TestCluster.Start(2, keepsData: true);
        await using var client = await cluster.Connect();
        string job = await Begin(cluster, client);
        await Reach(client, job, 5);
        cluster.Redis.End();
        await Task.Delay(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal(JobState.Running, (await client.Status(job)).State);
        cluster.Redis.Begin();
        var (status, map) = await End(client, job);
        Assert.Equal(Wanted.Value, map);
        Assert.Equal(0, status.Resumed);
        // What was kept last is what is read by those who come later.
        var (_, again) = await End(client, job);
        Assert.Equal(map, again);
    }

    public static bool MayMount => SmallDisk.MayMount;

    [Fact(Skip = "needs root, to mount a small file system", SkipUnless = nameof(MayMount))]
    [Needs(Need.Root)]
    public async Task A_full_disk_is_waited_for()
    {
        using var folder = new TemporaryFolder();
        using var disk = new SmallDisk(folder.At("disk"), "size=4m");
        Blobs.WriteNpy(folder.At("parts"), Values, false, 30_000);
        await using var client = await DbgsomCluster.StartLocal(
            1,
            stateDirectory: Path.Combine(disk.Path, "jobs"),
            cancellationToken: TestContext.Current.CancellationToken
        );
        string job = await client.Start(new ClusterJob { Paths = [folder.At("parts")], Options = Slow }, "slow");
        await Reach(client, job, 5);
        string filler = Path.Combine(disk.Path, "filler");
        Assert.ThrowsAny<IOException>(() => File.WriteAllBytes(filler, new byte[4 << 20]));
        JobStatus status;
        do
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            status = await client.Status(job);
            Assert.Equal(JobState.Running, status.State);
        } while (status.Message?.Contains("the run cannot be kept", StringComparison.Ordinal) != true);
        Assert.Empty(Directory.GetFiles(disk.Path, "*.tmp", SearchOption.AllDirectories));
        File.Delete(filler);
        (status, var map) = await End(client, job);
        Assert.Equal(Wanted.Value, map);
        Assert.Equal(0, status.Resumed);
    }

    private static async Task<string> Begin(TestCluster cluster, DbgsomCluster client, SomOptions? options = null)
    {
        string parts = cluster.At("parts");
        Blobs.WriteNpy(parts, Values, false, 10_000, 20_000, 30_000, 40_000, 50_000);
        return await client.Start(new ClusterJob { Paths = [parts], Options = options ?? Slow }, "slow");
    }

    private static Task Reach(DbgsomCluster client, string job, int epochs) => TestCluster.Reach(client, job, epochs);

    private static async Task<(JobStatus Status, byte[] Map)> End(DbgsomCluster client, string job)
    {
        var map = await client.Wait(job, cancellationToken: TestContext.Current.CancellationToken);
        return (await client.Status(job), MapBytes.Of(map));
    }
}
