using System.Globalization;
using Dbgsom.Cluster.Tests.Processes;
using Dbgsom.Files;
using Dbgsom.Regression;

namespace Dbgsom.Cluster.Tests;

/// <summary>A map that a cluster trains with a target is, byte for byte, that of one machine.</summary>
public sealed class TargetTests : IDisposable
{
    private static readonly SomOptions Small = SomOptions.Default with { TargetNeurons = 30, Epochs = 40 };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Silos_and_parts_make_no_difference()
    {
        var token = TestContext.Current.CancellationToken;
        double[,] values = Blobs.Values(1500, 4, 3);
        Blobs.WriteParquet(folder.At("parts"), values, 10, 900);
        var read = new DataFileOptions { LabelColumn = "f3" };
        var loaded = DataFiles.Load([folder.At("parts")], read);
        Assert.Equal(3, loaded.Data.ColumnCount);
        double[] targets = TargetColumn.Read(loaded, "f3", read);
        byte[] wanted = MapBytes.Of(new SomRegressor(Small).Fit(loaded.Data, targets, "f3", cancellationToken: token).Map);
        foreach (int silos in new[] { 1, 3 })
        {
            await using var cluster = await DbgsomCluster.StartLocal(silos, cancellationToken: token);
            foreach (long partBytes in new long[] { 8_000, ClusterJob.DefaultPartBytes })
            {
                var job = new ClusterJob
                {
                    Paths = [folder.At("parts")],
                    Options = Small,
                    Target = "f3",
                    PlansColumns = false,
                    PartBytes = partBytes,
                };
                var map = await cluster.Wait(await cluster.Start(job), cancellationToken: token);
                Assert.Equal("f3", map.Regression!.TargetName);
                Assert.Equal(wanted, MapBytes.Of(map));
            }
        }
    }

    /// <summary>Categories, dates, a text that stands for a missing number, and a file of another order of categories.</summary>
    [Fact]
    public void The_tool_makes_the_file_that_it_makes_without_a_cluster()
    {
        string[] colors = ["red", "green", "blue"];
        foreach (int part in new[] { 0, 1, 2 })
            Write(
                $"parts/{part}.csv",
                "color,day,size,price",
                200,
                row =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{colors[(row + part) % 3]},2024-0{1 + (row % 9)}-1{row % 8},{row * 7 % 31},{(row % 40 == part ? "" : row * 7 % 31 * 2 + (row + part) % 3)}"
                    )
            );
        string[] args = ["--target", "price", "--epochs", "30", "--target-neurons", "25"];
        var one = ToolProcess.Run(folder.Path, ["train", "parts", "-o", "one.som.npz", .. args]);
        one.Done();
        var some = ToolProcess.Run(folder.Path, ["cluster", "train", "parts", "-o", "some.som.npz", "--silos", "2", .. args]);
        some.Done();
        Assert.Equal(File.ReadAllBytes(folder.At("one.som.npz")), File.ReadAllBytes(folder.At("some.som.npz")));
        const string Missing = "15 of 600 rows have no price; they train only the map";
        Assert.Contains(Missing, one.Error, StringComparison.Ordinal);
        Assert.Contains(Missing, some.Error, StringComparison.Ordinal);
        Assert.Equal(
            ToolProcess.Run(folder.Path, "predict", "one.som.npz", "parts/1.csv").Done(),
            ToolProcess.Run(folder.Path, "predict", "some.som.npz", "parts/1.csv").Done()
        );
    }

    [Fact]
    public void What_is_no_target_is_refused()
    {
        Write("parts/0.csv", "a,b,kind,rare", 60, row => $"{row % 7},{row * row % 13},{(row % 2 == 0 ? "x" : "y")},");
        Write("parts/1.csv", "a,b,kind,rare", 60, row => $"{row % 5},{row * row % 11},z,{(row < 19 ? row : "")}");
        Refused(1, "column 'rare': 19 of 120 rows have a number; a target needs at least 20", "--target", "rare");
        Refused(1, "column 'kind': the target is 'x'; valid is a number", "--target", "kind");
        Refused(1, "'weight'", "--target", "weight");
        Refused(2, "--target is a number to predict", "--target", "a", "--label-column", "kind");
        Refused(2, "--target is a number to predict", "--target", "a", "--classify");
        Assert.Throws<ArgumentException>(() =>
            new ClusterJob
            {
                Paths = ["parts"],
                Target = "a",
                Data = new DataFileOptions { LabelColumn = "kind" },
            }.ToDefinition()
        );
        Assert.False(File.Exists(folder.At("map.som.npz")));

        void Refused(int code, string message, params string[] args) =>
            Assert.Contains(
                message,
                ToolProcess
                    .Run(folder.Path, ["cluster", "train", "parts", "-o", "map.som.npz", "--epochs", "20", .. args])
                    .Refused(code),
                StringComparison.Ordinal
            );
    }

    private void Write(string name, string header, int rows, Func<int, string> row)
    {
        Directory.CreateDirectory(folder.At("parts"));
        File.WriteAllLines(folder.At(name), [header, .. Enumerable.Range(0, rows).Select(row)]);
    }
}
