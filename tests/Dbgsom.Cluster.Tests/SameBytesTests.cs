using Dbgsom.Files;
using Dbgsom.Tests;

namespace Dbgsom.Cluster.Tests;

/// <summary>The map of a cluster is, byte for byte, that of one machine.</summary>
public sealed class SameBytesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Silos_and_parts_make_no_difference(int silos)
    {
        double[,] values = Blobs.Values(6000, 6, 1);
        Blobs.WriteNpy(folder.Path("even"), values, false, 1500, 3000, 4500);
        Blobs.WriteNpy(folder.Path("uneven"), values, true, 7, 2000);
        byte[] wanted = One(new SomVq().Fit(DataMatrix.From(values)));
        await using var cluster = await DbgsomCluster.StartLocal(silos, cancellationToken: TestContext.Current.CancellationToken);
        foreach (string parts in new[] { "even", "uneven" })
        foreach (long partBytes in new long[] { 20_000, ClusterJob.UsualPartBytes })
        {
            var job = new ClusterJob { Paths = [folder.Path(parts)], PartBytes = partBytes };
            Assert.Equal(wanted, One(await cluster.Wait(await cluster.Start(job))));
        }
    }

    [Fact]
    public async Task Classifiers_and_hierarchies_too()
    {
        double[,] values = Blobs.Values(3000, 4, 2);
        Blobs.WriteCsv(folder.Path("parts"), values, 100, 1700);
        var data = new DataFileOptions { LabelColumn = "species" };
        var options = SomOptions.Default with
        {
            VerticalGrowth = true,
            TargetNeurons = 25,
            MinSamplesVerticalGrowth = 60,
            Tau2 = 0.05,
            Scaling = Scaling.Standard,
        };
        var loaded = DataFiles.Load([folder.Path("parts")], data);
        var labels = new LabelColumn(loaded.Labels!).ToClassLabels();
        await using var cluster = await DbgsomCluster.StartLocal(2, cancellationToken: TestContext.Current.CancellationToken);
        foreach (
            var asked in new[] { options, SomOptions.Default with { GrowthCriterion = GrowthCriterion.Entropy, Lambda = 0.05 } }
        )
        {
            byte[] wanted = One(new SomClassifier(asked).FitMap(loaded.Data, labels));
            var job = new ClusterJob
            {
                Paths = [folder.Path("parts")],
                Data = data,
                Options = asked,
                Classify = true,
            };
            Assert.Equal(wanted, One(await cluster.Wait(await cluster.Start(job))));
        }
    }

    public void Dispose() => folder.Dispose();

    private byte[] One(SomMap map)
    {
        map.Save(folder.Path("map.som.npz"));
        return File.ReadAllBytes(folder.Path("map.som.npz"));
    }
}
