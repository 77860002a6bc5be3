using Dbgsom.Files;
using Dbgsom.Rows;
using Dbgsom.Training.Growth;

namespace Dbgsom.Cluster.Tests;

/// <summary>The map of a cluster is, byte for byte, that of one machine.</summary>
public sealed class SameBytesTests : IDisposable
{
    private static readonly SomOptions Small = SomOptions.Default with { TargetNeurons = 40, Epochs = 60 };

    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Silos_and_parts_make_no_difference(int silos)
    {
        double[,] values = Blobs.Values(3000, 5, 1);
        Blobs.WriteNpy(folder.At("even"), values, false, 750, 1500, 2250);
        Blobs.WriteNpy(folder.At("uneven"), values, false, 7, 2000);
        Blobs.WriteNpy(folder.At("single"), values, true, 7, 2000);
        Blobs.WriteParquet(folder.At("parquet"), values, 10, 1800);
        await using var cluster = await DbgsomCluster.StartLocal(silos, cancellationToken: TestContext.Current.CancellationToken);
        foreach (string parts in new[] { "even", "uneven", "single", "parquet" })
        {
            // Names of columns are part of the map.
            byte[] wanted = MapBytes.Of(new SomVq(Small).Fit(DataFiles.Load([folder.At(parts)]).Data));
            foreach (long partBytes in new long[] { 20_000, ClusterJob.DefaultPartBytes })
            {
                var job = new ClusterJob
                {
                    Paths = [folder.At(parts)],
                    Options = Small,
                    PartBytes = partBytes,
                };
                string name = await cluster.Start(job);
                Assert.Equal(wanted, MapBytes.Of(await cluster.Wait(name)));
                Assert.Equal(Math.Min(silos, (await cluster.Status(name)).Parts), (await cluster.Status(name)).Silos);
            }
        }
    }

    [Fact]
    public void The_tool_makes_the_file_that_it_makes_without_a_cluster()
    {
        Blobs.WriteNpy(folder.At("shapes"), Values(SampleData.Shapes()), false, 1000, 1010);
        ToolHost.Run(folder.Path, "train", "shapes", "-o", "one.som.npz").Done();
        ToolHost.Run(folder.Path, "cluster", "train", "shapes", "-o", "some.som.npz", "--silos", "2").Done();
        Assert.Equal(File.ReadAllBytes(folder.At("one.som.npz")), File.ReadAllBytes(folder.At("some.som.npz")));
    }

    [Fact]
    [Needs(Need.Time)]
    public async Task Many_rows_in_one_file()
    {
        double[,] values = Blobs.Values(200_000, 32, 6);
        Blobs.WriteNpy(folder.At("many"), values, true);
        await using var cluster = await DbgsomCluster.StartLocal(2, cancellationToken: TestContext.Current.CancellationToken);
        string job = await cluster.Start(new ClusterJob { Paths = [folder.At("many")] });
        byte[] found = MapBytes.Of(await cluster.Wait(job));
        Assert.Equal(MapBytes.Of(new SomVq().Fit(DataMatrix.LoadNpy(folder.At("many/part-0.npy")))), found);
        // One file is enough for two silos.
        Assert.Equal(2, (await cluster.Status(job)).Silos);
    }

    [Fact]
    public async Task Classifiers_and_hierarchies_too()
    {
        double[,] values = Blobs.Values(1500, 4, 2);
        Blobs.WriteCsv(folder.At("parts"), values, 100, 900);
        var data = new DataFileOptions { LabelColumn = "species" };
        var hierarchy = SomOptions.Default with
        {
            VerticalGrowth = true,
            TargetNeurons = 12,
            MinSamplesVerticalGrowth = 200,
            Tau2 = 0.05,
            MaxDepth = 2,
            Epochs = 60,
        };
        var mixed = Small with { TargetNeurons = null, GrowthCriterion = GrowthCriterion.Entropy, Lambda = 0.05 };
        var loaded = DataFiles.Load([folder.At("parts")], data);
        var labels = new LabelColumn(loaded.Labels!).ToClassLabels();
        await using var cluster = await DbgsomCluster.StartLocal(2, cancellationToken: TestContext.Current.CancellationToken);
        // In one part no row has a label, in the other every second one.
        Directory.CreateDirectory(folder.At("partly"));
        foreach (var (part, file) in Directory.GetFiles(folder.At("parts")).Order(StringComparer.Ordinal).Index())
            File.WriteAllLines(
                folder.At(Path.Combine("partly", Path.GetFileName(file))),
                File.ReadLines(file)
                    .Select((line, row) => row == 0 || (part > 0 && row % 2 == 0) ? line : line[..(line.LastIndexOf(',') + 1)])
            );
        var partly = DataFiles.Load([folder.At("partly")], data);
        var some = new LabelColumn(partly.Labels!).ToClassLabels();
        foreach (
            var (asked, path, coded) in new[]
            {
                (hierarchy, "parts", labels),
                (mixed, "parts", labels),
                (hierarchy, "partly", some),
            }
        )
        {
            var wanted = new SomClassifier(asked).FitMap(loaded.Data, coded);
            Assert.Equal(asked.VerticalGrowth, wanted.Children.Count > 0);
            var job = new ClusterJob
            {
                Paths = [folder.At(path)],
                Data = data,
                Options = asked,
                Classify = true,
            };
            Assert.Equal(MapBytes.Of(wanted), MapBytes.Of(await cluster.Wait(await cluster.Start(job))));
        }
    }

    public void Dispose() => folder.Dispose();

    private static double[,] Values(DataMatrix data)
    {
        var values = new double[data.RowCount, data.ColumnCount];
        for (int row = 0; row < data.RowCount; row++)
        for (int c = 0; c < data.ColumnCount; c++)
            values[row, c] = data[row, c];
        return values;
    }
}
