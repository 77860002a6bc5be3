using Dbgsom.Cluster.Tests.Processes;
using Dbgsom.Naming;
using Dbgsom.Rows;

namespace Dbgsom.Cluster.Tests;

/// <summary>What cannot be done is one clear line, leaves nothing behind, and the cluster works for the next.</summary>
public sealed class BadInputTests(SharedCluster shared) : IClassFixture<SharedCluster>
{
    private static readonly double[,] Some = Blobs.Values(400, 3, 1);

    /// <summary>Parts, more arguments, and what the line has to say.</summary>
    public static TheoryData<string, string[], string> Jobs =>
        new()
        {
            { "missing", [], "parts.npy: the file does not exist" },
            { "columns", [], "part-2.npy: the file has 2 feature columns where" },
            { "empty file", [], "part-2.npy: " },
            { "no rows", [], "part-2.npy: " },
            { "damaged", [], "part-2.npy: " },
            { "not finite", [], "part-2.npy: the value in row 5, column 1 is Infinity" },
            { "good", ["--pointer-search", "all"], "pointer-search" },
            { "good", ["--preset", "reference"], "pointer-search" },
            { "good", ["--one-hot", "color"], "one-hot" },
            { "good", ["--classify"], "label-column" },
            { "good", ["--label-column", "color"], "color" },
            { "good", ["--job", "a/b"], "'a/b'" },
            { "good", ["-"], "standard input (-)" },
        };

    [Theory]
    [Needs(Need.Redis)]
    [MemberData(nameof(Jobs))]
    public async Task A_job_that_cannot_be_is_one_line(string parts, string[] more, string says)
    {
        var cluster = await shared.Get();
        using var folder = new TemporaryFolder();
        Write(folder, parts);
        string model = folder.At("map.som.npz");
        string data = folder.At(parts == "missing" ? "parts.npy" : "parts");
        string line = cluster.Run("train", [data, "-o", model, .. more]).Refused(1);
        Assert.Contains(says, line, StringComparison.Ordinal);
        AssertPlain(line);
        Assert.False(File.Exists(model));
        // The next job is none the worse for it.
        Blobs.WriteNpy(folder.At("next"), Some, false, 100);
        cluster.Run("train", folder.At("next"), "-o", model, "--epochs", "3", "--quiet").Done();
        Assert.True(File.Exists(model));
    }

    [Theory]
    [Needs(Need.Redis)]
    [InlineData("status", "nothing")]
    [InlineData("stop", "nothing")]
    [InlineData("resume", "nothing", "-o", "map.som.npz")]
    public async Task A_job_that_is_not_there(string command, params string[] args)
    {
        var cluster = await shared.Get();
        Assert.Equal("dbgsom: unknown job nothing", cluster.Run(command, args).Refused(1));
    }

    [Theory]
    [InlineData("127.0.0.1:1", "127.0.0.1:1: it does not answer")]
    [InlineData("", "--redis is empty")]
    [InlineData("localhost,z=secret", "the Redis connection string is invalid")]
    public void A_Redis_server_that_is_not_there(string address, string says)
    {
        using var folder = new TemporaryFolder();
        foreach (string[] command in new string[][] { ["status"], ["silo"] })
        {
            var result = ToolProcess.Run(folder.Path, ["cluster", .. command, "--redis", address]);
            Assert.Contains(says, result.Refused(address.Length == 0 ? 2 : 1), StringComparison.Ordinal);
        }
    }

    [Fact]
    [Needs(Need.Redis)]
    public void A_cluster_without_silos()
    {
        using var redis = RedisProcess.Start();
        using var folder = new TemporaryFolder();
        string line = ToolProcess.Run(folder.Path, "cluster", "status", "--redis", redis.Address).Refused(1);
        Assert.Contains("no silo of the cluster 'dbgsom' answers", line, StringComparison.Ordinal);
        AssertPlain(line);
        // A password does not show.
        line = ToolProcess.Run(folder.Path, "cluster", "status", "--redis", $"{redis.Address},password=geheim").Refused(1);
        Assert.DoesNotContain("geheim", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/proc/nothing")]
    [InlineData("/dev/null/nothing")]
    public void A_folder_that_cannot_be_written_to(string state)
    {
        using var folder = new TemporaryFolder();
        Blobs.WriteNpy(folder.At("parts"), Some, false, 100);
        string line = ToolProcess
            .Run(folder.Path, "cluster", "train", folder.At("parts"), "-o", folder.At("map.som.npz"), "--state", state)
            .Refused(1);
        Assert.Contains(state, line, StringComparison.Ordinal);
        AssertPlain(line);
        Assert.False(File.Exists(folder.At("map.som.npz")));
    }

    /// <summary>Every command that can use both refuses options of the one with the other.</summary>
    [Theory]
    [InlineData("--silos starts silos in this process", "train", "parts", "-o", "next.som.npz", "--silos", "2")]
    [InlineData("--silos starts silos in this process", "measure", "map.som.npz", "parts", "--silos", "2")]
    [InlineData("--silos starts silos in this process", "predict", "map.som.npz", "parts", "-o", "results", "--silos", "2")]
    [InlineData("--silos starts silos in this process", "resume", "some", "-o", "next.som.npz", "--silos", "2")]
    [InlineData("--state is for silos of this process", "train", "parts", "-o", "next.som.npz", "--state", "parts")]
    [InlineData("--state is for silos of this process", "resume", "some", "-o", "next.som.npz", "--state", "parts")]
    public void Silos_of_a_cluster_and_of_this_process(string says, params string[] args)
    {
        using var folder = new TemporaryFolder();
        Blobs.WriteNpy(folder.At("parts"), Some, false, 100);
        new SomVq(SomOptions.Default with { Epochs = 3 }).Fit(DataMatrix.From(Some)).Save(folder.At("map.som.npz"));
        string line = ToolProcess.Run(folder.Path, ["cluster", .. args, "--redis", "127.0.0.1:1"]).Refused(2);
        Assert.Contains(says, line, StringComparison.Ordinal);
    }

    private static void AssertPlain(string line)
    {
        foreach (string jargon in new[] { "Exception", "Orleans", "grain", "Grain", "unexpected", "StackExchange" })
            Assert.DoesNotContain(jargon, line, StringComparison.Ordinal);
    }

    private static void Write(TemporaryFolder folder, string kind)
    {
        if (kind == "missing")
            return;
        Blobs.WriteNpy(folder.At("parts"), Some, false, 150);
        string third = folder.At("parts/part-2.npy");
        switch (kind)
        {
            case "columns":
                NpyFile.Write(third, Blobs.Values(50, 2, 1));
                break;
            case "empty file":
                File.WriteAllBytes(third, []);
                break;
            case "no rows":
                NpyFile.Write(third, Some);
                byte[] bytes = File.ReadAllBytes(third);
                string text = System
                    .Text.Encoding.Latin1.GetString(bytes)
                    .Replace("(400, 3)", "(0, 3)  ", StringComparison.Ordinal);
                File.WriteAllBytes(third, System.Text.Encoding.Latin1.GetBytes(text)[..128]);
                break;
            case "damaged":
                NpyFile.Write(third, Some);
                File.WriteAllBytes(third, File.ReadAllBytes(third)[..1000]);
                break;
            case "not finite":
                var values = (double[,])Some.Clone();
                values[5, 1] = double.PositiveInfinity;
                WriteRaw(third, values);
                break;
        }
    }

    /// <summary>Writes values that the library refuses to write.</summary>
    private static void WriteRaw(string path, double[,] values)
    {
        NpyFile.Write(path, Some);
        byte[] bytes = File.ReadAllBytes(path);
        Buffer.BlockCopy(values, 0, bytes, bytes.Length - (8 * values.Length), 8 * values.Length);
        File.WriteAllBytes(path, bytes);
    }
}
