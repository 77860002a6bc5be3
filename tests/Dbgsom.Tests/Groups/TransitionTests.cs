namespace Dbgsom.Tests.Groups;

/// <summary>Steps of samples over a map, by hand.</summary>
public class TransitionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Two heaps far apart, one row a place: winners follow from the places.
    private static readonly DataMatrix Data = DataMatrix.From([0, 1, 2, 3, 100, 101, 102, 103], 1);

    [Fact]
    public void Steps_stays_and_ways_by_hand()
    {
        var map = new SomVq(new SomOptions { TargetNeurons = 4 }).Fit(Data, cancellationToken: Token);
        var clusters = map.Cluster(count: 2, cancellationToken: Token);
        int[] winners = map.Predict(Data, Token);
        int low = clusters.Labels[winners[0]];
        int high = clusters.Labels[winners[4]];
        Assert.NotEqual(low, high);
        // Unit a: rows 0, 4, 5, 1 in time; unit b: rows 6, 2. Row 3 has no unit, row 7 no time.
        double[] order = [1, 9, 2, 1, 2, 3, 1, double.NaN];
        string?[] units = ["a", "a", "b", null, "a", "a", "b", "b"];
        var found = map.Transitions(Data, order, units, clusters, Token);
        Assert.Equal(2, found.LeftOut);
        Assert.Equal(["a", "b"], found.Paths.Select(path => path.Unit));
        Assert.Equal([0, 4, 5, 1], found.Paths[0].Rows);
        Assert.Equal([6, 2], found.Paths[1].Rows);
        Assert.Equal(found.Paths[0].Rows.Select(row => winners[row]), found.Paths[0].Neurons);
        Assert.Equal(4, found.Count);
        Assert.Equal(1, found.Steps(low, high));
        Assert.Equal(1, found.Steps(high, high));
        Assert.Equal(2, found.Steps(high, low));
        Assert.Equal(0, found.Steps(low, low));
        Assert.Equal(1, found.Share(low, high));
        Assert.Equal(2 / 3.0, found.Share(high, low), 1e-15);
        // Low: three stays of a row each; high: 4 and 5 on end, and 6.
        Assert.Equal(1, found.MeanStays[low]);
        Assert.Equal(1.5, found.MeanStays[high]);
        double hops = found.Paths.Sum(path =>
            path.Neurons.Zip(path.Neurons.Skip(1), (a, b) => (double)map.HopDistances[a, b]).Sum()
        );
        Assert.Equal(hops / 4, found.MeanHops, 1e-15);
        double same = found.Paths.Sum(path => path.Neurons.Zip(path.Neurons.Skip(1)).Count(pair => pair.First == pair.Second));
        Assert.Equal(same / 4, found.SameNeuronShare, 1e-15);
    }

    [Fact]
    public void Without_an_order_rows_follow_one_another()
    {
        var map = new SomVq(new SomOptions { TargetNeurons = 4 }).Fit(Data, cancellationToken: Token);
        var found = map.Transitions(Data, cancellationToken: Token);
        Assert.Equal(Enumerable.Range(0, 8), Assert.Single(found.Paths).Rows);
        Assert.Null(found.Paths[0].Unit);
        Assert.Equal(7, found.Count);
    }

    [Fact]
    public void What_cannot_be_followed_is_refused()
    {
        var map = new SomVq(new SomOptions { TargetNeurons = 4 }).Fit(Data, cancellationToken: Token);
        Assert.StartsWith(
            "1 places are given for 8 rows",
            Assert.Throws<ArgumentException>(() => map.Transitions(Data, [1.0], cancellationToken: Token)).Message,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "no row has a place in the order and a unit",
            Assert
                .Throws<ArgumentException>(() => map.Transitions(Data, units: new string?[8], cancellationToken: Token))
                .Message,
            StringComparison.Ordinal
        );
        var found = map.Transitions(Data, cancellationToken: Token);
        Assert.Throws<ArgumentOutOfRangeException>(() => found.Steps(0, found.Clusters.Count));
        Assert.Throws<ArgumentOutOfRangeException>(() => found.Share(-1, 0));
    }
}
