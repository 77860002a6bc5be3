using Dbgsom.Space;
using Dbgsom.Tests.Training;

namespace Dbgsom.Tests.Clustering;

public class DensityTests
{
    private static readonly DataMatrix Data = SameBitsTests.Make(400, 3, 5);
    private static readonly SomMap Map = new SomVq(new SomOptions { TargetNeurons = 30 }).Fit(Data);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void The_radius_holds_a_fifth_of_the_samples_around_the_median_one()
    {
        double radius = Map.ParetoRadius(Data, Token);
        var scaled = Map.Scaler!.Transform(Data);
        double[] shares =
        [
            .. Enumerable
                .Range(0, Data.RowCount)
                .Select(a => Enumerable.Range(0, Data.RowCount).Count(b => Distance(scaled, a, b) <= radius) / 400.0)
                .Order(),
        ];
        Assert.InRange(shares[200], 0.2, 0.2075);
    }

    [Fact]
    public void The_p_matrix_counts_samples_near_to_each_neuron()
    {
        double[,] distances = Map.Distances(Data, Token);
        double radius = Map.ParetoRadius(Data, Token);
        double[] weights = [.. Enumerable.Range(0, Data.RowCount).Select(row => (row % 5) / 2.0)];
        double[] plain = Map.PMatrix(Data, null, Token);
        double[] weighted = Map.PMatrix(Data.WithSampleWeights(weights), 0.5, Token);
        for (int neuron = 0; neuron < Map.Neurons.Count; neuron++)
        {
            int[] near = [.. Enumerable.Range(0, 400).Where(row => distances[row, neuron] <= radius)];
            Assert.Equal(near.Length, plain[neuron]);
            Assert.Equal(
                Enumerable.Range(0, 400).Sum(row => distances[row, neuron] <= 0.5 ? weights[row] : 0),
                weighted[neuron],
                1e-9
            );
        }
    }

    [Fact]
    public void The_u_star_matrix_is_low_where_samples_are_dense()
    {
        double[] density = Map.PMatrix(Data, null, Token);
        double[] heights = Map.UStarMatrix(Data, Token);
        double mean = density.Average();
        for (int neuron = 0; neuron < heights.Length; neuron++)
        {
            double factor = ((density[neuron] - mean) / (mean - density.Max())) + 1;
            Assert.Equal(Map.Neurons[neuron].AverageDistance * factor, heights[neuron], 1e-12);
        }
        Assert.Equal(0, heights[Array.IndexOf(density, density.Max())], 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(9999)]
    public void The_smoothed_histogram_shares_each_sample_out(int spread)
    {
        double[] found = Map.SmoothedHistogram(Data, spread, Token);
        int ranks = Math.Min(spread, Map.Neurons.Count);
        var matches = Map.FindBestMatches(Data, ranks, Token);
        var expected = new double[Map.Neurons.Count];
        foreach (var (i, match) in matches.Index())
            expected[match.Neuron] += ranks - (i % ranks);
        for (int neuron = 0; neuron < expected.Length; neuron++)
            Assert.Equal(expected[neuron] / (ranks * (ranks + 1) / 2.0), found[neuron], 1e-9);
        Assert.Equal(400, found.Sum(), 1e-9);
        if (spread == 1)
            Assert.Equal(Map.Hits(Data, Token), found);
    }

    [Fact]
    public void Equal_samples_have_the_radius_of_those_that_differ()
    {
        double[][] rows = [.. Enumerable.Range(0, 100).Select(i => new double[] { i < 60 ? 0 : i, 0 })];
        var map = new SomVq(new SomOptions { Scaling = Scaling.None, TargetNeurons = 10 }).Fit(DataMatrix.From(rows));
        Assert.Equal(1, map.ParetoRadius(DataMatrix.From(rows), Token));
    }

    /// <summary>
    /// Ten squares, 0 to 81: ⌈0.2013·10⌉ = 3 in a sphere, the sample and two more. The second nearest other is 4, 3, 4, 7, 9, 11, 13, 15, 17 and
    /// 32 away; in order 3, 4, 4, 7, 9 | 11, 13, 15, 17, 32, so the median is 10. With 100 there are three in a sphere, too; of 81 it is 19 then and of 100
    /// 36, so the one in the middle of 3, 4, 4, 7, 9, 11, 13, 15, 17, 19, 36 is 11.
    /// </summary>
    [Theory]
    [InlineData(10, 10)]
    [InlineData(11, 11)]
    public void The_radius_of_squares_by_hand(int count, double expected)
    {
        double[][] rows = [.. Enumerable.Range(0, count).Select(i => new double[] { i * i })];
        var map = new SomVq(new SomOptions { Scaling = Scaling.None, TargetNeurons = 4 }).Fit(DataMatrix.From(rows));
        Assert.Equal(expected, map.ParetoRadius(DataMatrix.From(rows), Token));
    }

    [Fact]
    public void Many_samples_are_drawn_from_and_give_the_same_each_time()
    {
        var many = SameBitsTests.Make(5000, 3, 5);
        Assert.Equal(Map.ParetoRadius(many, Token), Map.ParetoRadius(many, Token));
        Assert.InRange(Map.ParetoRadius(many, Token), 0.8 * Map.ParetoRadius(Data, Token), 1.2 * Map.ParetoRadius(Data, Token));
    }

    [Fact]
    public void Wrong_values_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Map.SmoothedHistogram(Data, 0, Token));
        Assert.Throws<ArgumentOutOfRangeException>(() => Map.PMatrix(Data, -1, Token));
        Assert.Throws<ArgumentOutOfRangeException>(() => Map.PMatrix(Data, double.NaN, Token));
        var nothing = Data.WithSampleWeights(new double[400]);
        Assert.Contains(
            "nothing can be measured",
            Assert.Throws<ArgumentException>(() => Map.ParetoRadius(nothing, Token)).Message
        );
        Assert.Contains(
            "nothing can be measured",
            Assert.Throws<ArgumentException>(() => Map.SmoothedHistogram(nothing, 8, Token)).Message
        );
    }

    private static double Distance(DataMatrix data, int a, int b) =>
        Math.Sqrt(Enumerable.Range(0, data.ColumnCount).Sum(c => (data[a, c] - data[b, c]) * (data[a, c] - data[b, c])));
}
