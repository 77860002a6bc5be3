using Dbgsom.Clustering;

namespace Dbgsom.Tests.Clustering;

public class KMeansTests
{
    [Fact]
    public void Few_points_are_parted_as_well_as_can_be_but_for_a_few_cases()
    {
        int best = 0;
        for (int seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            double[] places = [.. Enumerable.Range(0, 8).Select(_ => (double)random.Next(100))];
            double[] mass = [.. places.Select(_ => (double)random.Next(1, 6))];
            double found = Error(places, mass, KMeans.Run(Graphs.Chain(places, mass), 2, CancellationToken.None));
            double least = Enumerable.Range(1, 254).Min(bits => Error(places, mass, [.. places.Select((_, i) => bits >> i & 1)]));
            Assert.InRange(found, least - 1e-9, 2 * least);
            best += found <= least + 1e-9 ? 1 : 0;
        }
        Assert.InRange(best, 95, 100);
    }

    [Fact]
    public void Dead_neurons_belong_to_the_nearest_center_and_move_none()
    {
        int[] groups = KMeans.Run(Graphs.Chain([0, 1, 5.9, 10, 11], 1, 1, 0, 1, 1), 2, CancellationToken.None);
        // The centers are 0.5 and 10.5; with the dead one in, the nearer would be another.
        Assert.True(Graphs.Same([0, 0, 1, 1, 1], groups));
    }

    [Fact]
    public void As_many_clusters_as_points_and_equal_points()
    {
        Assert.Equal(4, KMeans.Run(Graphs.Chain([0, 1, 2, 3]), 4, CancellationToken.None).Distinct().Count());
        Assert.Single(KMeans.Run(Graphs.Chain([2, 2, 2, 2]), 2, CancellationToken.None).Distinct());
    }

    private static double Error(double[] places, double[] mass, int[] groups)
    {
        double sum = 0;
        foreach (int group in groups.Distinct())
        {
            int[] own = [.. Enumerable.Range(0, places.Length).Where(i => groups[i] == group)];
            double mean = own.Sum(i => mass[i] * places[i]) / own.Sum(i => mass[i]);
            sum += own.Sum(i => mass[i] * (places[i] - mean) * (places[i] - mean));
        }
        return sum;
    }
}
