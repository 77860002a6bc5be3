using Dbgsom.Clustering;
using Dbgsom.Naming;
using Dbgsom.Space;

namespace Dbgsom.Tests.Clustering;

public class DescriptionTests
{
    // Two groups far apart in "far", a little in "near", not in "same"; "constant" has one value.
    private static readonly DataMatrix Data = DataMatrix
        .From([
            .. Enumerable
                .Range(0, 300)
                .Select(i =>
                    new[]
                    {
                        (i % 3 == 0 ? 50 : 0) + (i * 37 % 100 / 50.0),
                        (i % 3 == 0 ? 0 : 1) + (i * 61 % 100 / 50.0),
                        i * 17 % 100,
                        4,
                    }
                ),
        ])
        .WithFeatureNames(["far", "near", "same", "constant"]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Clusters_are_described_by_what_differs_most()
    {
        var map = new SomVq().Fit(Data);
        var clusters = map.Cluster(ClusterMethod.KMeans, 2, Token);
        var described = clusters.Describe();
        Assert.Equal([0, 1], described.Select(one => one.Cluster));
        Assert.Equal(map.Neurons.Count, described.Sum(one => one.NeuronCount));
        Assert.Equal(300, described.Sum(one => one.HitMass), 1e-9);
        Assert.Equal(1, described.Sum(one => one.Share), 1e-12);
        Assert.Equal(200, described[0].HitMass);
        Assert.DoesNotContain(described[0].Features, feature => feature.Name == "constant");
        Assert.Equal(["far", "near", "same"], described[0].Features.Select(feature => feature.Name));
        Assert.StartsWith("far low, 2.1 sd below the rest; near high, ", described[0].Text);
        Assert.StartsWith("far high, 2.1 sd above the rest; near low, ", described[1].Text);
        var far = described[0].Features[0];
        Assert.InRange(far.Mean, 0, 3);
        Assert.InRange(far.RestMean, 49, 53);
        Assert.Equal((far.Mean - far.RestMean) / map.Scaler!.Divisor[0], far.Deviations, 1e-9);
        Assert.Single(clusters.Describe(1)[0].Features);
        Assert.Empty(map.Cluster(null, 1, Token).Describe()[0].Features);
        Assert.Throws<ArgumentOutOfRangeException>(() => clusters.Describe(0));
    }

    [Fact]
    public void Without_a_scaler_the_neurons_tell_what_a_deviation_is()
    {
        var map = new SomVq(new SomOptions { Scaling = Scaling.None }).Fit(Data);
        var far = map.Cluster(ClusterMethod.KMeans, 2, Token).Describe()[0].Features.Single(feature => feature.Name == "far");
        double mean = map.Neurons.Sum(n => n.HitMass * map.Weights[n.Index, 0]) / 300;
        double variance =
            map.Neurons.Sum(n => n.HitMass * (map.Weights[n.Index, 0] - mean) * (map.Weights[n.Index, 0] - mean)) / 300;
        Assert.Equal((far.Mean - far.RestMean) / Math.Sqrt(variance), far.Deviations, 1e-9);
        var unnamed = new SomVq().Fit(
            DataMatrix.From(
                new double[,]
                {
                    { 0, 1 },
                    { 0, 2 },
                    { 9, 1 },
                    { 9, 2 },
                    { 0, 1 },
                }
            )
        );
        Assert.Matches("^feature [01] ", unnamed.Cluster(null, 2, Token).Describe(1)[0].Text);
    }

    [Fact]
    public void Importance_is_the_share_of_what_neurons_differ_by()
    {
        var map = new SomVq(new SomOptions { Scaling = Scaling.None }).Fit(Data);
        double[] variances =
        [
            .. Enumerable
                .Range(0, 4)
                .Select(c =>
                {
                    double mean = map.Neurons.Sum(n => n.HitMass * map.Weights[n.Index, c]) / 300;
                    return map.Neurons.Sum(n => n.HitMass * (map.Weights[n.Index, c] - mean) * (map.Weights[n.Index, c] - mean));
                }),
        ];
        Assert.Equal(1, map.FeatureImportance.Sum(), 1e-12);
        Assert.Equal(0, map.FeatureImportance[3], 1e-20);
        for (int c = 0; c < 4; c++)
            Assert.Equal(variances[c] / variances.Sum(), map.FeatureImportance[c], 1e-9);
        var equal = new SomVq().Fit(
            DataMatrix.From([
                [1, 2],
                [1, 2],
                [1, 2],
                [1, 2],
            ])
        );
        Assert.Equal([0.0, 0.0], equal.FeatureImportance);
    }
}
