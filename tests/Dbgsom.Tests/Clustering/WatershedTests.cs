using CsCheck;
using Dbgsom.Clustering;

namespace Dbgsom.Tests.Clustering;

public class WatershedTests
{
    [Fact]
    public void Valleys_are_ranked_by_samples_and_height_of_their_ridge()
    {
        // Valleys at 1, 5 and 9 on a chain of ten samples a neuron; ridges of height e² and e.
        double e = Math.E;
        double[] heights = [1, 1, 1, e * e, 1, 1, 1, e, 1, 1];
        var graph = Graphs.Chain(new double[10], [.. Enumerable.Repeat(10.0, 10)]);
        var watershed = new Watershed(graph, heights);
        double[] volumes = [.. watershed.Volumes.Take(3)];
        // The valley of two flows over at e: 20·1. Then that of three with its ridge, on the left, at e²: 40·2. The ridges are no valleys.
        Assert.Equal(80, volumes[0], 1e-9);
        Assert.Equal(20, volumes[1], 1e-9);
        Assert.Equal(0, volumes[2], 1e-9);
        Assert.True(Graphs.Same([0, 0, 0, 0, 1, 1, 1, 1, 2, 2], watershed.Cut(3)));
        Assert.True(Graphs.Same([0, 0, 0, 0, 1, 1, 1, 1, 1, 1], watershed.Cut(2)));
    }

    [Fact]
    public void The_number_of_clusters_is_where_volumes_fall_most()
    {
        double[] heights = [1, 1, 1, 9, 1, 1, 1, 1.01, 1, 1];
        var graph = Graphs.Chain(new double[10], [.. Enumerable.Repeat(10.0, 10)]);
        Assert.Equal(2, new Watershed(graph, heights).Choose(4));
        // One valley, and ripples of less than a sample.
        Assert.Equal(1, new Watershed(graph, [1, 1, 1, 1.001, 1, 1, 1, 1.001, 1, 1]).Choose(4));
        Assert.Equal(1, new Watershed(graph, new double[10]).Choose(4));
    }

    [Fact]
    public void The_distance_between_neighbors_is_a_ridge_too()
    {
        var watershed = new Watershed(Graphs.Chain([0, 1, 2, 12, 13, 14]), [1, 1, 1, 1, 1, 1]);
        Assert.True(Graphs.Same([0, 0, 0, 1, 1, 1], watershed.Cut(2)));
    }

    [Fact]
    public void A_valley_without_samples_is_none_and_every_cluster_has_a_live_neuron() =>
        Gen.Int[0, 5000]
            .Sample(
                seed =>
                {
                    var random = new Random(seed);
                    int count = random.Next(4, 20);
                    double[] mass = [.. Enumerable.Range(0, count).Select(_ => (double)Math.Max(0, random.Next(-2, 4)))];
                    mass[0] = 1;
                    double[][] points = [.. mass.Select(_ => new[] { random.NextDouble() })];
                    var graph = Graphs.Of(points, mass, (a, b) => Math.Abs(a - b) is 1 or 4);
                    var watershed = new Watershed(graph, [.. mass.Select(_ => random.NextDouble())]);
                    for (int clusters = 1; clusters <= graph.Live; clusters++)
                    {
                        int[] groups = watershed.Cut(clusters);
                        Assert.Equal(clusters, groups.Distinct().Count());
                        Assert.All(
                            groups.Distinct(),
                            group => Assert.Contains(Enumerable.Range(0, count), i => groups[i] == group && mass[i] > 0)
                        );
                    }
                },
                iter: 200
            );
}
