using Dbgsom.Clustering;
using Dbgsom.Ensembles;
using Dbgsom.Measures;
using Dbgsom.Tests.Training;

namespace Dbgsom.Tests.Clustering;

/// <summary>What many maps have in common.</summary>
public sealed class EnsembleTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Against all permutations.</summary>
    [Fact]
    public void The_assignment_is_the_best_of_all()
    {
        var random = new Random(1);
        for (int size = 1; size <= 6; size++)
        for (int turn = 0; turn < 20; turn++)
        {
            double[] gains = [.. Enumerable.Range(0, size * size).Select(_ => (double)random.Next(10))];
            int[] found = Assignment.Best(gains, size);
            Assert.Equal(Enumerable.Range(0, size), found.Order());
            Assert.Equal(Permutations(size).Max(order => Gain(gains, order)), Gain(gains, found));
        }
    }

    [Fact]
    public void Votes_are_counted_whatever_clusters_are_called()
    {
        var ballot = new ClusterBallot(5, 2);
        ballot.Add([0, 0, 0, 1, 1]);
        ballot.Add([1, 1, 1, 0, 0]);
        ballot.Add([1, 1, 0, 0, 0]);
        var (labels, shares) = ballot.Count();
        Assert.Equal(labels[0], labels[2]);
        Assert.NotEqual(labels[0], labels[3]);
        Assert.Equal([1, 1, 2 / 3.0, 1, 1], shares);
    }

    [Fact]
    public void The_index_is_that_of_the_measure()
    {
        var random = new Random(4);
        int[] a = [.. Enumerable.Range(0, 200).Select(_ => random.Next(5))];
        int[] b = [.. a.Select(group => random.Next(3) == 0 ? random.Next(5) : group)];
        Assert.Equal(LabelAgreement.Of(a, b, []).AdjustedRandIndex, PairAgreement.Rand(a, b), 1e-12);
        Assert.Equal(1, PairAgreement.Rand(a, a), 1e-12);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Threads_do_not_matter(bool bootstrap)
    {
        var data = SameBitsTests.Make(300, 3, 5);
        EnsembleResult Fit(int threads) =>
            new SomEnsemble(new SomOptions { TargetNeurons = 12 })
            {
                Maps = 12,
                Bootstrap = bootstrap,
                Threads = threads,
            }.Fit(data, null, Token);
        var (one, three) = (Fit(1), Fit(3));
        Assert.Equal(one.Labels, three.Labels);
        Assert.Equal(one.Stability, three.Stability);
        Assert.Equal(one.Agreements, three.Agreements);
        Assert.Equal((one.MapIndex, one.NeighborhoodStability), (three.MapIndex, three.NeighborhoodStability));
        Assert.Equal(one.Map.Weights.Values.ToArray(), three.Map.Weights.Values.ToArray());
        Assert.Equal(one.Agreements.Max(), one.Agreements[one.MapIndex]);
        // The map shown is that of its seed.
        if (!bootstrap)
            Assert.Equal(
                SmallMaps.Fit(new SomOptions { TargetNeurons = 12, Seed = (uint)one.MapIndex }, data).Weights.Values.ToArray(),
                one.Map.Weights.Values.ToArray()
            );
    }

    [Fact]
    public void Clusters_that_are_there_are_stable_and_found()
    {
        double[][] rows =
        [
            .. Enumerable.Range(0, 200).Select(i => new[] { (i % 2 * 50) + (i * 37 % 100 / 25.0), i * 61 % 100 / 25.0 }),
        ];
        var found = new SomEnsemble { Maps = 10, Clusters = new ClusterRequest(ClusterMethod.Ward, 2) }.Fit(
            DataMatrix.From(rows),
            null,
            Token
        );
        for (int row = 0; row < 200; row++)
            Assert.Equal((found.Labels[row % 2], 1), (found.Labels[row], found.Stability[row]));
        Assert.All(found.Agreements, agreement => Assert.Equal(1, agreement));
        Assert.InRange(found.NeighborhoodStability, 2 * found.NeighborhoodChance, 1);
    }

    [Fact]
    public void Work_can_be_canceled_and_wrong_questions_are_refused()
    {
        var data = SameBitsTests.Make(200, 3, 5);
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => new SomEnsemble { Maps = 3 }.Fit(data, null, source.Token));
        Assert.ThrowsAny<ArgumentException>(() => new SomEnsemble { Maps = 1 }.Fit(data, null, Token));
        Assert.ThrowsAny<ArgumentException>(() =>
            new SomEnsemble(new SomOptions { TargetNeurons = 9 })
            {
                Maps = 3,
                Clusters = new ClusterRequest(ClusterMethod.Ward, 100),
            }.Fit(data, null, Token)
        );
    }

    private static double Gain(double[] gains, int[] order) =>
        order.Select((column, row) => gains[(row * order.Length) + column]).Sum();

    private static IEnumerable<int[]> Permutations(int size) =>
        size == 0
            ?
            [
                [],
            ]
            : Permutations(size - 1)
                .SelectMany(rest => Enumerable.Range(0, size).Select(at => (int[])[.. rest[..at], size - 1, .. rest[at..]]));
}
