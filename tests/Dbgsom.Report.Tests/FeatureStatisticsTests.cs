namespace Dbgsom.Report.Tests;

/// <summary>Means and deviations against numbers computed by hand.</summary>
public sealed class FeatureStatisticsTests
{
    private static readonly DataMatrix Samples = DataMatrix.From([
        [1.0, 10.0],
        [3.0, 10.0],
        [5.0, 40.0],
    ]);

    private static readonly SomMap Map = new SomVq(new SomOptions { TargetNeurons = 4 }).Fit(
        DataMatrix.Concatenate([Samples, Samples])
    );

    private static readonly BestMatch[] Matches = [Match(0), Match(0), Match(1)];

    [Fact]
    public void Of_samples()
    {
        var found = FeatureStatistics.Of(Map, Samples, Matches, TestContext.Current.CancellationToken);
        Assert.Equal([2.0, 1.0, 0.0], found.Mass.Take(3));
        Assert.Equal([2.0, 10.0], found.Means[0]);
        Assert.Equal([5.0, 40.0], found.Means[1]);
        // A neuron without samples stands for its weights.
        Assert.Equal(Map.WeightsInDataUnits[2].ToArray(), found.Means[2]);
        Assert.Equal([3.0, 20.0], found.Mean);
        Assert.Equal(Math.Sqrt(8.0 / 3), found.Deviation[0], 1e-15);
        Assert.Equal(Math.Sqrt(200), found.Deviation[1], 1e-13);
    }

    [Fact]
    public void Of_samples_that_count_differently()
    {
        // The third counts for two, the second for none.
        var weighted = Samples.WithSampleWeights([1.0, 0.0, 2.0]);
        var found = FeatureStatistics.Of(Map, weighted, Matches, TestContext.Current.CancellationToken);
        Assert.Equal([1.0, 2.0], found.Mass.Take(2));
        Assert.Equal([1.0, 10.0], found.Means[0]);
        Assert.Equal(11.0 / 3, found.Mean[0], 1e-15);
        Assert.Equal(30.0, found.Mean[1], 1e-14);
        Assert.Equal(Math.Sqrt(32.0 / 9), found.Deviation[0], 1e-15);
        Assert.Equal(Math.Sqrt(200), found.Deviation[1], 1e-13);
    }

    [Fact]
    public void Far_from_0_no_digit_is_lost()
    {
        var far = DataMatrix.From([
            [1e12 + 1, 0.0],
            [1e12 + 3, 0.0],
            [1e12 + 5, 0.0],
        ]);
        var found = FeatureStatistics.Of(Map, far, Matches, TestContext.Current.CancellationToken);
        Assert.Equal(1e12 + 3, found.Mean[0]);
        Assert.Equal(Math.Sqrt(8.0 / 3), found.Deviation[0], 1e-12);
    }

    [Fact]
    public void Without_samples_of_neurons_by_what_they_won()
    {
        var found = FeatureStatistics.Of(Map);
        var weights = Map.WeightsInDataUnits;
        double[] mass = [.. Map.Neurons.Select(neuron => neuron.HitMass)];
        Assert.Equal(mass, found.Mass);
        for (int f = 0; f < 2; f++)
        {
            double mean = mass.Select((count, neuron) => count * weights[neuron, f]).Sum() / 6;
            double variance = mass.Select((count, neuron) => count * Math.Pow(weights[neuron, f] - mean, 2)).Sum() / 6;
            Assert.Equal(mean, found.Mean[f], 1e-12);
            Assert.Equal(Math.Sqrt(variance), found.Deviation[f], 1e-12);
        }
    }

    private static BestMatch Match(int neuron) => new(neuron, 0);
}
