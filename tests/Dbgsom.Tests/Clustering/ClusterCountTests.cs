using Dbgsom.Clustering;
using Dbgsom.Measures;
using Dbgsom.Naming;
using Dbgsom.Rows;

namespace Dbgsom.Tests.Clustering;

/// <summary>Clusters in other numbers, what tells them apart, and how they are measured on samples.</summary>
public class ClusterCountTests
{
    private static readonly DataMatrix Shapes = SampleData.Shapes();
    private static readonly SomMap Map = new SomVq(new SomOptions { TargetNeurons = 40 }).Fit(Shapes);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ward")]
    [InlineData("k-means")]
    [InlineData("watershed")]
    public void Another_number_of_clusters_is_what_the_map_gives_for_it(string name)
    {
        var method = Named.Parse<ClusterMethod>(name);
        var chosen = Map.Cluster(method, null, Token);
        int live = Map.Neurons.Count(neuron => !neuron.IsDead);
        foreach (int count in new[] { 1, 2, 3, 5, 7, 12, live })
        {
            var other = chosen.WithCount(count, Token);
            Assert.Equal(Map.Cluster(method, count, Token).Labels, other.Labels);
            Assert.Equal(count, other.Count);
            Assert.Equal(chosen.Candidates, other.Candidates);
            Assert.Equal(chosen.Labels, other.WithCount(chosen.Count, Token).Labels);
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => chosen.WithCount(0, Token));
        Assert.Throws<ArgumentOutOfRangeException>(() => chosen.WithCount(live + 1, Token));
    }

    [Fact]
    public void Only_what_differs_by_a_standard_deviation_is_named_and_a_category_once()
    {
        // Two groups by "far"; a category that follows them, in two features; and a feature that has nothing to do with them.
        var data = DataMatrix
            .From([
                .. Enumerable
                    .Range(0, 200)
                    .Select(i =>
                        new[]
                        {
                            (i % 2 == 0 ? 0 : 40) + (i * 37 % 100 / 50.0),
                            i % 2 == 0 ? 1.0 : 0,
                            i % 2 == 0 ? 0 : 1.0,
                            i / 2 * 17 % 100,
                        }
                    ),
            ])
            .WithFeatureNames(["far", "color=red", "color=blue", "noise"]);
        foreach (var weights in new[] { null, FeatureWeightsOf("color=1") })
        {
            var map = new SomVq(new SomOptions { TargetNeurons = 12, FeatureWeights = weights }).Fit(data);
            foreach (var cluster in map.Cluster(ClusterMethod.KMeans, 2, Token).Describe())
            {
                Assert.Equal(["color", "far"], cluster.DistinctiveFeatures.Select(feature => feature.Name.Split('=')[0]).Order());
                Assert.Equal(4, cluster.Features.Count);
                Assert.DoesNotContain("noise", cluster.Text, StringComparison.Ordinal);
                Assert.All(cluster.Features, feature => Assert.Equal(Math.Abs(feature.Deviations) >= 1, feature.IsDistinctive));
            }
        }
    }

    [Fact]
    public void A_cluster_like_the_rest_says_so()
    {
        // Three groups along one line: the middle one has the mean of the other two.
        var data = DataMatrix.From([.. Enumerable.Range(0, 150).Select(i => new[] { (i % 3 * 30) + (i * 7 % 10 / 5.0) })]);
        var map = new SomVq(new SomOptions { TargetNeurons = 9 }).Fit(data);
        string[] texts = [.. map.Cluster(ClusterMethod.KMeans, 3, Token).Describe().Select(cluster => cluster.Text)];
        Assert.Single(texts, "no feature differs by a standard deviation");
        Assert.Equal(2, texts.Count(text => text.StartsWith("feature 0 ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Importance_is_the_share_of_the_variance_between_clusters()
    {
        var clusters = Map.Cluster(ClusterMethod.Ward, 4, Token);
        // With standard scaling samples have the variance 1.
        double total = Map.Neurons.Sum(neuron => neuron.HitMass);
        for (int f = 0; f < 2; f++)
        {
            double mean = Map.Neurons.Sum(neuron => neuron.HitMass * Map.Weights[neuron.Index, f]) / total;
            double between = Map
                .Neurons.GroupBy(neuron => clusters.Labels[neuron.Index])
                .Sum(group =>
                {
                    double mass = group.Sum(neuron => neuron.HitMass);
                    double own = group.Sum(neuron => neuron.HitMass * Map.Weights[neuron.Index, f]) / mass;
                    return mass / total * (own - mean) * (own - mean);
                });
            Assert.Equal(between, clusters.FeatureImportance[f], 1e-12);
        }
        Assert.Equal([0.0, 0.0], Map.Cluster(null, 1, Token).FeatureImportance.Select(value => Math.Round(value, 12)));
    }

    [Fact]
    public void Measures_are_those_of_the_scaled_samples()
    {
        var clusters = Map.Cluster(ClusterMethod.Ward, 5, Token);
        var scaler = Map.Scaler!;
        var scaled = DataMatrix.From([
            .. Enumerable
                .Range(0, Shapes.RowCount)
                .Select(row =>
                    Enumerable.Range(0, 2).Select(f => (Shapes[row, f] - scaler.Offset[f]) / scaler.Divisor[f]).ToArray()
                ),
        ]);
        int[] labels = clusters.Predict(Shapes, Token);
        var found = clusters.Measure(Shapes, Token)!.Value;
        Assert.Equal(5, found.Count);
        Assert.Equal(ClusterMeasures.Silhouette(scaled, labels, Token), found.Silhouette, 1e-12);
        Assert.Equal(ClusterMeasures.DaviesBouldin(scaled, labels, Token), found.DaviesBouldin, 1e-12);
        Assert.Null(clusters.WithCount(1, Token).Measure(Shapes, Token));
    }

    [Fact]
    public void Samples_that_count_for_nothing_are_left_out_of_measures()
    {
        double[] weights = [.. Enumerable.Range(0, Shapes.RowCount).Select(row => row % 3 == 0 ? 0.0 : 1)];
        int[] kept = [.. Enumerable.Range(0, Shapes.RowCount).Where(row => row % 3 != 0)];
        var part = DataMatrix.From([.. kept.Select(row => new[] { Shapes[row, 0], Shapes[row, 1] })]);
        var clusters = Map.Cluster(ClusterMethod.Ward, 4, Token);
        var (whole, alone) = (clusters.Measure(Shapes.WithSampleWeights(weights), Token), clusters.Measure(part, Token));
        Assert.Equal(alone!.Value.Silhouette, whole!.Value.Silhouette, 1e-12);
        Assert.Equal(alone.Value.DaviesBouldin, whole.Value.DaviesBouldin, 1e-12);
    }

    [Fact]
    public void Labels_are_compared_with_clusters_and_not_with_neurons()
    {
        string[] labels = [.. SampleData.ShapeLabels().Select(label => $"shape {label}")];
        var clusters = Map.Cluster(ClusterMethod.Ward, 6, Token);
        var found = clusters.Compare(Shapes, labels, Token);
        Assert.Equal((6, labels.Distinct().Count()), (found.Clusters, found.Classes));
        int[] own = clusters.Predict(Shapes, Token);
        double purity =
            own.Zip(labels).GroupBy(pair => pair.First).Sum(group => (double)group.CountBy(pair => pair.Second).Max(p => p.Value))
            / labels.Length;
        Assert.Equal(purity, found.Purity, 1e-12);
        // A label that is missing is left out; one label in one cluster agrees wholly.
        string?[] few = [.. own.Select(cluster => cluster < 2 ? $"{cluster}" : null)];
        Assert.Equal(1, clusters.Compare(Shapes, few, Token).AdjustedRandIndex);
        Assert.Throws<ArgumentException>(() => clusters.Compare(Shapes, labels[1..], Token));
    }

    [Theory]
    [InlineData(true, "a", "b", "c", "d")]
    [InlineData(true, "a", "b", "c", "c", "c")]
    [InlineData(false, "a", "b", "b", "a")]
    [InlineData(false, "a", null, "a", null)]
    [InlineData(false, null, null)]
    public void Labels_that_are_nearly_all_different_are_names(bool expected, params string?[] labels) =>
        Assert.Equal(expected, LabelAgreement.AreNearlyUnique(labels));

    private static Dbgsom.Space.FeatureWeights FeatureWeightsOf(string text) => Dbgsom.Space.FeatureWeights.Parse(text);
}
