using Dbgsom.Clustering;
using Dbgsom.Measures;
using Dbgsom.Naming;
using Dbgsom.Rows;
using Dbgsom.Space;

namespace Dbgsom.Tests.Clustering;

public class MapClustersTests
{
    private static readonly DataMatrix Shapes = SampleData.Shapes();
    private static readonly SomMap Map = new SomVq().Fit(Shapes);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Methods => [.. ClusterMethod.All.Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Clusters_are_numbered_by_their_hits(string method)
    {
        foreach (var map in new[] { Map, new SomVq(new SomOptions { Metric = Metric.Cosine, TargetNeurons = 40 }).Fit(Shapes) })
        foreach (int? count in new int?[] { null, 1, 5, map.Neurons.Count(neuron => !neuron.IsDead) })
        {
            var clusters = map.Cluster(Named.Parse<ClusterMethod>(method), count, Token);
            Assert.Equal(count ?? clusters.Count, clusters.Count);
            Assert.Equal(map.Neurons.Count, clusters.Labels.Count);
            Assert.Equal(Enumerable.Range(0, clusters.Count), clusters.Labels.Distinct().Order());
            var groups = map.Neurons.GroupBy(neuron => clusters.Labels[neuron.Index]).OrderBy(group => group.Key);
            (double Mass, int First)[] sizes = [.. groups.Select(group => (group.Sum(n => n.HitMass), group.Min(n => n.Index)))];
            Assert.Equal(sizes.OrderByDescending(size => size.Mass).ThenBy(size => size.First), sizes);
            Assert.All(sizes, size => Assert.True(size.Mass > 0));
            int[] winners = map.Predict(Shapes, Token);
            Assert.Equal(winners.Select(winner => clusters.Labels[winner]), clusters.Predict(Shapes, Token));
        }
    }

    [Theory]
    [InlineData("ward", 0.8)]
    [InlineData("k-means", 0.75)]
    [InlineData("watershed", 0.95)]
    public void The_shapes_are_found(string method, double least)
    {
        var clusters = Map.Cluster(Named.Parse<ClusterMethod>(method), null, Token);
        int[] labels = [.. SampleData.ShapeLabels()];
        double[] counted = [.. labels.Select(label => label == 7 ? 0.0 : 1.0)];
        Assert.InRange(LabelAgreement.Of(clusters.Predict(Shapes, Token), labels, counted).AdjustedRandIndex, least, 1);
        Assert.Equal(7, clusters.Count);
    }

    [Fact]
    public void The_number_is_the_one_of_best_index_among_good_silhouettes()
    {
        foreach (var method in new[] { ClusterMethod.Ward, ClusterMethod.KMeans })
        {
            var clusters = Map.Cluster(method, null, Token);
            int most = (int)Math.Ceiling(Math.Sqrt(Map.Neurons.Count));
            Assert.Equal(Enumerable.Range(2, most - 1), clusters.Candidates.Select(candidate => candidate.Count));
            var chosen = clusters.Candidates.Single(candidate => candidate.Count == clusters.Count);
            double best = clusters.Candidates.Max(candidate => candidate.Silhouette);
            // A standard error of some 250 silhouettes.
            Assert.InRange(chosen.Silhouette, best - 0.03, best);
            Assert.DoesNotContain(
                clusters.Candidates,
                other => other.Silhouette >= chosen.Silhouette && other.DaviesBouldin < chosen.DaviesBouldin
            );
            Assert.Equal(clusters.Labels, Map.Cluster(method, clusters.Count, Token).Labels);
            Assert.Empty(Map.Cluster(method, 4, Token).Candidates);
        }
        Assert.Empty(Map.Cluster(ClusterMethod.Watershed, null, Token).Candidates);
        Assert.Equal(Map.Neurons.Count - 1, Map.Cluster(null, 3, Token).Merges.Count);
        Assert.Empty(Map.Cluster(ClusterMethod.KMeans, 3, Token).Merges);
    }

    [Fact]
    public void Qualities_are_those_of_the_measures_where_every_live_neuron_is_a_sample()
    {
        var clusters = Map.Cluster(null, null, Token);
        var live = Map.Neurons.Where(neuron => !neuron.IsDead).ToList();
        var data = DataMatrix
            .From([.. live.Select(neuron => Map.Weights[neuron.Index].ToArray())])
            .WithSampleWeights([.. live.Select(neuron => neuron.HitMass)]);
        int[] labels = [.. live.Select(neuron => clusters.Labels[neuron.Index])];
        var quality = clusters.Candidates[clusters.Count - 2];
        Assert.Equal(ClusterMeasures.Silhouette(data, labels, Token), quality.Silhouette, 1e-12);
        Assert.Equal(ClusterMeasures.DaviesBouldin(data, labels, Token), quality.DaviesBouldin, 1e-12);
    }

    [Fact]
    public void Clusters_by_ward_hang_together_on_the_grid()
    {
        foreach (var method in new[] { ClusterMethod.Ward, ClusterMethod.Watershed })
        {
            var labels = Map.Cluster(method, 9, Token).Labels;
            foreach (int label in labels.Distinct())
            {
                var waiting = new Stack<int>([labels.ToList().IndexOf(label)]);
                var seen = new HashSet<int>(waiting);
                while (waiting.TryPop(out int neuron))
                    foreach (var other in Map.Neurons)
                        if (labels[other.Index] == label && Touch(Map.Neurons[neuron], other) && seen.Add(other.Index))
                            waiting.Push(other.Index);
                Assert.Equal(labels.Count(l => l == label), seen.Count);
            }
        }
    }

    private static bool Touch(Neuron a, Neuron b) =>
        Math.Abs(a.Position.X - b.Position.X) <= 1 && Math.Abs(a.Position.Y - b.Position.Y) <= 1;

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(9999)]
    public void Numbers_of_clusters_there_cannot_be_are_refused(int count) =>
        Assert.Contains(
            "valid is 1 to the number of neurons that win samples",
            Assert.Throws<ArgumentOutOfRangeException>(() => Map.Cluster(null, count, Token)).Message
        );

    [Fact]
    public void A_request_reads_back()
    {
        foreach (string text in new[] { "ward", "k-means:3", "watershed:12" })
            Assert.Equal(text, ClusterRequest.Parse(text.ToUpperInvariant()).ToString());
        Assert.Equal(
            Map.Cluster(ClusterMethod.KMeans, 3, Token).Labels,
            ClusterRequest.Parse("k-means:3").Apply(Map, Token).Labels
        );
        Assert.Contains(
            "ward, k-means, watershed",
            Assert.Throws<ArgumentException>(() => ClusterRequest.Parse("dbscan")).Message
        );
        foreach (string text in new[] { "ward:", "ward:0", "ward:-2", "ward:2.5", "ward: 3", "ward:x" })
            Assert.Contains(
                "whole number of at least 1",
                Assert.Throws<ArgumentException>(() => ClusterRequest.Parse(text)).Message
            );
    }
}
