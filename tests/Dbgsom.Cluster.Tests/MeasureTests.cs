using System.Text.Json.Nodes;
using Dbgsom.Cluster.Tests.Processes;
using Dbgsom.Files;

namespace Dbgsom.Cluster.Tests;

/// <summary>A map is measured where the samples lie, to the same bits as on one machine.</summary>
public sealed class MeasureTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("euclidean", "none")]
    [InlineData("cosine", "standard")]
    [InlineData("manhattan", "robust")]
    public async Task Silos_and_parts_make_no_difference(string metric, string scaling)
    {
        var token = TestContext.Current.CancellationToken;
        double[,] values = Blobs.Values(3000, 5, 1);
        Blobs.WriteNpy(folder.At("arrays"), values, false, 7, 2000);
        Blobs.WriteParquet(folder.At("parquet"), values, 10, 1800);
        var options = new SomOptions
        {
            TargetNeurons = 30,
            Epochs = 30,
            Metric = Naming.Named.Parse<Space.Metric>(metric),
            Scaling = Naming.Named.Parse<Space.Scaling>(scaling),
        };
        await using var cluster = await DbgsomCluster.StartLocal(2, cancellationToken: token);
        foreach (string parts in new[] { "arrays", "parquet" })
        {
            var data = DataFiles.Load([folder.At(parts)]).Data;
            var map = new SomVq(options).Fit(data, cancellationToken: token);
            long[] wanted = MeasuredNumbers.Of(map.Measure(data, token));
            foreach (long partBytes in new long[] { 20_000, ClusterJob.DefaultPartBytes })
                Assert.Equal(
                    wanted,
                    MeasuredNumbers.Of(
                        await cluster.Measure(map, [folder.At(parts)], partBytes: partBytes, cancellationToken: token)
                    )
                );
        }
    }

    [Fact]
    public async Task What_is_no_data_of_the_map_is_refused()
    {
        var token = TestContext.Current.CancellationToken;
        Blobs.WriteNpy(folder.At("narrow"), Blobs.Values(100, 3, 1), false);
        double[,] far = Blobs.Values(100, 4, 1);
        far[70, 2] = 1e200;
        Blobs.WriteNpy(folder.At("far"), far, false, 50);
        var map = new SomVq(SomOptions.Default).Fit(DataMatrix.From(Blobs.Values(300, 4, 2)), cancellationToken: token);
        await using var cluster = await DbgsomCluster.StartLocal(2, cancellationToken: token);
        var error = await Assert.ThrowsAsync<InvalidDataException>(() =>
            cluster.Measure(map, [folder.At("narrow")], cancellationToken: token)
        );
        Assert.Contains("has 3 columns; the map was trained on 4", error.Message, StringComparison.Ordinal);
        error = await Assert.ThrowsAsync<InvalidDataException>(() =>
            cluster.Measure(map, [folder.At("far")], cancellationToken: token)
        );
        Assert.Contains("the distance of a row to the neurons is not finite", error.Message, StringComparison.Ordinal);
        // Neither leaves the cluster unable to go on.
        Blobs.WriteNpy(folder.At("right"), Blobs.Values(100, 4, 1), false);
        await cluster.Measure(map, [folder.At("right")], cancellationToken: token);
        var jobs = await cluster.Jobs();
        Assert.All(jobs, job => Assert.Equal(JobKind.Measure, job.Kind));
        var kind = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            cluster.Wait(jobs[^1].Job, cancellationToken: token)
        );
        Assert.Contains("is a measuring job and has no map to wait for", kind.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_is_done_keeps_the_measures_and_not_the_map()
    {
        var token = TestContext.Current.CancellationToken;
        double[,] values = Blobs.Values(600, 200, 5);
        Blobs.WriteNpy(folder.At("parts"), values, false, 200);
        var map = new SomVq(SomOptions.Default with { TargetNeurons = 100, Epochs = 12 }).Fit(
            DataMatrix.From(values),
            cancellationToken: token
        );
        string state = folder.At("state");
        await using (var cluster = await DbgsomCluster.StartLocal(1, stateDirectory: state, cancellationToken: token))
            await cluster.Measure(map, [folder.At("parts")], cancellationToken: token);
        string record = Assert.Single(
            Directory.GetFiles(state),
            file => Path.GetFileName(file).StartsWith("job-", StringComparison.Ordinal)
        );
        Assert.InRange(new FileInfo(record).Length, 1, MapBytes.Of(map).Length / 4);
        // What it was for is still known.
        await using var later = await DbgsomCluster.StartLocal(1, stateDirectory: state, cancellationToken: token);
        var job = Assert.Single(await later.Jobs());
        Assert.Equal((JobKind.Measure, JobState.Done), (job.Kind, job.State));
    }

    [Fact]
    public void The_tool_prints_the_numbers_that_it_prints_without_a_cluster()
    {
        double[,] values = Blobs.Values(800, 3, 4);
        // A gap, and a row of which only the species is known.
        values[5, 1] = values[400, 0] = values[400, 1] = values[400, 2] = double.NaN;
        Blobs.WriteCsv(folder.At("parts"), values, 300);
        ToolHost.Run(folder.Path, "train", "parts", "-o", "map.som.npz", "--epochs", "30").Done();
        var one = JsonNode.Parse(ToolHost.Run(folder.Path, "measure", "map.som.npz", "parts", "--json").Done())!.AsObject();
        string[] args = ["cluster", "measure", "map.som.npz", "parts", "--silos", "2"];
        var some = JsonNode.Parse(ToolHost.Run(folder.Path, [.. args, "--json"]).Done())!.AsObject();
        foreach (var (name, value) in some.Where(entry => entry.Key != "cluster"))
            Assert.Equal(one[name]!.ToJsonString(), value!.ToJsonString());
        Assert.DoesNotContain(one, entry => !some.ContainsKey(entry.Key));
        Assert.Equal(800, (double)one["samples"]!);
        Assert.Contains("combined error", ToolHost.Run(folder.Path, args).Done(), StringComparison.Ordinal);
    }

    /// <summary>Counts are those of all files, and the farthest value is that of any.</summary>
    [Fact]
    public void The_tool_says_of_the_data_what_it_says_without_a_cluster()
    {
        Write("then.csv", "a,b,c,d", row => $"{row % 17},{row % 7},5,{row % 11}");
        Write("parts/1.csv", "a,b,c", row => $"{row % 17},{row % 7},{(row < 3 ? 6 : 5)}");
        Write("parts/2.csv", "a,b,c", row => $"{(row == 8 ? 1e6 : row % 17)},{(row == 9 ? -4000 : row % 7)},{row % 2}");
        Write("parts/3.csv", "a,b,c", row => $"{(row < 2 ? -1e6 : row % 17)},{row % 7},5");
        ToolHost.Run(folder.Path, "train", "then.csv", "-o", "map.som.npz", "--epochs", "30", "--as", "c=number").Done();
        string[] one = Notes("measure", "map.som.npz", "parts");
        Assert.Contains(one, note => note.Contains("'a' in 3 of 180 rows (-1E+06 is the farthest", StringComparison.Ordinal));
        Assert.Contains(
            one,
            note => note.Contains("(5 in training) has other values in 63 of 180 rows", StringComparison.Ordinal)
        );
        Assert.Contains(one, note => note.Contains("the measures use only the present columns", StringComparison.Ordinal));
        Assert.Equal(one, Notes("cluster", "measure", "map.som.npz", "parts", "--silos", "2"));
        // A cluster names files by the whole path, and says of each what the tool says of it alone.
        string results = ToolHost.Run(folder.Path, "cluster", "predict", "map.som.npz", "parts", "-o", "out").Done();
        results = results.Replace(folder.Path + "/", "", StringComparison.Ordinal);
        string[] alone = Notes("predict", "map.som.npz", "parts/2.csv", "-o", "2.csv");
        Assert.Equal(3, alone.Length);
        Assert.All(alone, note => Assert.Contains($"out/2.csv; {note}", results, StringComparison.Ordinal));

        void Write(string name, string header, Func<int, string> row)
        {
            Directory.CreateDirectory(folder.At("parts"));
            File.WriteAllLines(folder.At(name), [header, .. Enumerable.Range(0, 60).Select(row)]);
        }

        string[] Notes(params string[] args) =>
            [
                .. ToolHost
                    .Run(folder.Path, args)
                    .Error.Replace(folder.Path + "/", "", StringComparison.Ordinal)
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Where(line => line.StartsWith("note:", StringComparison.Ordinal)),
            ];
    }

    /// <summary>One silo is killed while the parts are searched, and another takes them.</summary>
    [Fact]
    [Needs(Need.Redis)]
    public async Task A_silo_that_is_killed_leaves_the_same_bits()
    {
        var token = TestContext.Current.CancellationToken;
        using var cluster = await TestCluster.Start(3);
        string parts = cluster.At("parts");
        double[,] values = Blobs.Values(60_000, 24, 7);
        Blobs.WriteNpy(parts, values, false, 10_000, 20_000, 30_000, 40_000, 50_000);
        // The same files several times, for a search that takes a while.
        string[] paths = [parts, parts, parts, parts];
        var data = DataMatrix.Concatenate([.. paths.Select(_ => DataMatrix.From(values))]);
        var map = new SomVq(SomOptions.Default with { TargetNeurons = 3000, Epochs = 12 }).Fit(
            DataMatrix.From(Blobs.Slice(values, 0, 20_000)),
            cancellationToken: token
        );
        long[] wanted = MeasuredNumbers.Of(map.Measure(data, token));
        await using var client = await cluster.Connect();
        JobStatus? last = null;
        bool isKilled = false;
        var measures = await client.Measure(
            map,
            paths,
            progress: new Listener<JobStatus>(status =>
            {
                last = status;
                if (isKilled || status.Rows == 0)
                    return;
                isKilled = true;
                cluster.Kill(cluster.Silos.First(silo => !silo.Hosts(status.Job)));
            }),
            cancellationToken: token
        );
        Assert.Equal(wanted, MeasuredNumbers.Of(measures));
        Assert.True(isKilled);
        // It may be the silo of the job: then another began anew.
        Assert.True(last!.SecondsLost > 0 && (last.Retries > 0 || last.Resumed > 0), $"{last}");
    }
}
