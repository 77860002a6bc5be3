using Dbgsom.Cluster.Tests.Processes;
using Dbgsom.Rows;

namespace Dbgsom.Cluster.Tests;

/// <summary>Jobs beside one another, stopped, taken up again, and without the one who asked for them.</summary>
[Needs(Need.Redis)]
public sealed class JobTests(SharedCluster shared) : IClassFixture<SharedCluster>, IDisposable
{
    private static readonly SomOptions Asked = SomOptions.Default with { TargetNeurons = 150 };

    // Long enough for processes to start and signals to come meanwhile.
    private static readonly SomOptions Long = SomOptions.Default with { Lambda = 0.1, Epochs = 600, WinnerStability = 0 };
    private static readonly double[,] Values = Blobs.Values(20_000, 16, 3);
    private static readonly Lazy<byte[]> Wanted = new(() => MapBytes.Of(new SomVq(Asked).Fit(DataMatrix.From(Values))));

    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Two_jobs_at_once()
    {
        var cluster = await shared.Get();
        await using var client = await cluster.Connect();
        var other = Asked with { Seed = 5 };
        string first = await client.Start(Job(Asked));
        string second = await client.Start(Job(other));
        Assert.Equal(Wanted.Value, MapBytes.Of(await client.Wait(first)));
        Assert.Equal(MapBytes.Of(new SomVq(other).Fit(DataMatrix.From(Values))), MapBytes.Of(await client.Wait(second)));
        var jobs = await client.Jobs();
        Assert.Equal([first, second], jobs.Select(job => job.Job).Where(job => job == first || job == second));
        Assert.All(jobs.Where(job => job.Job == first), job => Assert.Equal((JobState.Done, 2), (job.State, job.Silos)));
    }

    [Fact]
    public async Task A_job_that_is_stopped_during_a_pass_goes_on_later()
    {
        var cluster = await shared.Get();
        await using var client = await cluster.Connect();
        string job = await client.Start(Job(Long));
        await TestCluster.Reach(client, job, 10);
        cluster.Run("stop", job).Done();
        Assert.Equal(JobState.Stopped, (await client.Status(job)).State);
        Assert.Contains("is stopped already", cluster.Run("stop", job).Refused(1), StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.Wait(job));
        cluster.Run("resume", job, "-o", folder.At("map.som.npz"), "--quiet").Done();
        Assert.Equal(MapBytes.Of(new SomVq(Long).Fit(DataMatrix.From(Values))), File.ReadAllBytes(folder.At("map.som.npz")));
        Assert.Equal(1, (await client.Status(job)).Resumed);
    }

    [Fact]
    public async Task A_job_outlives_the_one_who_asked_for_it()
    {
        var cluster = await shared.Get();
        Write();
        string[] options = ["--lambda", "0.1", "--epochs", "600", "--winner-stability", "0"];
        string[] args = [folder.At("parts"), "-o", folder.At("map.som.npz"), "--job", "alone", .. options];
        await using var client = await cluster.Connect();
        using (var tool = cluster.Begin("train", args))
        {
            for (int i = 0; i < 600 && (await client.Status("alone")).Epochs < 3; i++)
                await Task.Delay(50, TestContext.Current.CancellationToken);
            tool.Interrupt();
            var ended = tool.End();
            Assert.Equal(130, ended.ExitCode);
            Assert.Contains("dbgsom cluster resume alone", ended.Error, StringComparison.Ordinal);
        }
        Assert.Equal(MapBytes.Of(new SomVq(Long).Fit(DataMatrix.From(Values))), MapBytes.Of(await client.Wait("alone")));
    }

    [Fact]
    public async Task A_part_that_changes_ends_the_job_and_the_old_one_takes_it_up_again()
    {
        var cluster = await shared.Get();
        await using var client = await cluster.Connect();
        string job = await client.Start(Job(Asked));
        await TestCluster.Reach(client, job, 20);
        string part = folder.At("parts/part-1.npy");
        byte[] before = File.ReadAllBytes(part);
        var time = File.GetLastWriteTimeUtc(part);
        NpyFile.Write(part, Blobs.Values(7000, 16, 9));
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => client.Wait(job));
        Assert.StartsWith($"{part}: the file ", error.Message, StringComparison.Ordinal);
        File.WriteAllBytes(part, before);
        File.SetLastWriteTimeUtc(part, time);
        await client.Resume(job);
        Assert.Equal(Wanted.Value, MapBytes.Of(await client.Wait(job)));
    }

    public void Dispose() => folder.Dispose();

    private ClusterJob Job(SomOptions options)
    {
        Write();
        return new ClusterJob { Paths = [folder.At("parts")], Options = options };
    }

    private void Write()
    {
        if (!Directory.Exists(folder.At("parts")))
            Blobs.WriteNpy(folder.At("parts"), Values, false, 5000, 12_000);
    }
}
