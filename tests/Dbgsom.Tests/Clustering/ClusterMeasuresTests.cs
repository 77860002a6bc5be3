using Dbgsom.Clustering;
using Dbgsom.Measures;

namespace Dbgsom.Tests.Clustering;

public class ClusterMeasuresTests
{
    // /usr/bin/python3 -c "import csv, numpy as np
    // from sklearn.metrics import silhouette_score as s, davies_bouldin_score as d
    // for f in ('iris', 'digits'):
    //     r = list(csv.reader(open(f'../shared/data/{f}.csv')))[1:]
    //     X = np.array([x[:-1] for x in r], float); y = [x[-1] for x in r]
    //     print(f, repr(s(X, y)), repr(d(X, y)))"   (scikit-learn 1.2.1)
    [Theory]
    [Needs(Need.SharedData)]
    [InlineData("iris.csv", 0.503477440693296, 0.7513707094756782)]
    [InlineData("digits.csv", 0.1629432052257522, 2.1517097380390964)]
    public void They_are_those_of_scikit_learn(string file, double silhouette, double index)
    {
        var (data, labels) = Load(SharedFolder.Require("data", file));
        Assert.Equal(silhouette, ClusterMeasures.Silhouette(data, labels, TestContext.Current.CancellationToken), 1e-9);
        Assert.Equal(index, ClusterMeasures.DaviesBouldin(data, labels, TestContext.Current.CancellationToken), 1e-9);
    }

    [Fact]
    public void Four_points_by_hand()
    {
        var data = DataMatrix.From([0, 1, 4, 6, 20], 1);
        int[] labels = [7, 7, -1, -1, 3];
        // a = 1, 1, 2, 2; b = 5, 4, 3.5, 5.5; the last is alone.
        double expected = (((5 - 1) / 5.0) + ((4 - 1) / 4.0) + ((3.5 - 2) / 3.5) + ((5.5 - 2) / 5.5) + 0) / 5;
        Assert.Equal(expected, ClusterMeasures.Silhouette(data, labels, TestContext.Current.CancellationToken), 1e-14);
        // S = 0.5, 1, 0; centers 0.5, 5, 20.
        double first = 1.5 / 4.5;
        Assert.Equal(
            (first + first + (1 / 15.0)) / 3,
            ClusterMeasures.DaviesBouldin(data, labels, TestContext.Current.CancellationToken),
            1e-14
        );
    }

    /// <summary>Both are ratios of distances: a power of two changes no bit, until squares of differences lose their digits.</summary>
    [Fact]
    public void Small_values_are_measured_as_any_or_refused()
    {
        var token = TestContext.Current.CancellationToken;
        double[] values = [0, 1, 4, 6, 20, 3, 9, 2, 7, 5];
        int[] labels = [7, 7, -1, -1, 3];
        var data = DataMatrix.From(values, 2);
        foreach (int power in new[] { -504, -100, 100, 400 })
        {
            var scaled = DataMatrix.From(Array.ConvertAll(values, value => Math.ScaleB(value, power)), 2);
            Assert.Equal(ClusterMeasures.Silhouette(data, labels, token), ClusterMeasures.Silhouette(scaled, labels, token));
            Assert.Equal(
                ClusterMeasures.DaviesBouldin(data, labels, token),
                ClusterMeasures.DaviesBouldin(scaled, labels, token)
            );
        }
        // The widest range is 20, below 2^5.
        var small = DataMatrix.From(Array.ConvertAll(values, value => Math.ScaleB(value, -505)), 2).WithFeatureNames(["u", "v"]);
        string message =
            "column 0 ('u') has the widest range, 1.909335227187253E-151, which is less than 3.05E-151, so squared differences underflow; multiply the data by a constant";
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => ClusterMeasures.Silhouette(small, labels, token)).Message);
        Assert.Equal(
            message,
            Assert.Throws<ArgumentException>(() => ClusterMeasures.DaviesBouldin(small, labels, token)).Message
        );
    }

    /// <summary>S = 1, 0, 1 and centers 1, 3, 101: the nearest of the first is the row alone, (1 + 0)/2; of the last it is the first, (1 + 1)/100.</summary>
    [Fact]
    public void A_row_alone_is_a_cluster_for_others()
    {
        var data = DataMatrix.From([0, 2, 3, 100, 102], 1);
        double found = ClusterMeasures.DaviesBouldin(data, [0, 0, 1, 2, 2], TestContext.Current.CancellationToken);
        Assert.Equal((0.5 + 0.5 + 0.02) / 3, found, 1e-14);
    }

    [Fact]
    public void Rows_count_by_their_weights()
    {
        var token = TestContext.Current.CancellationToken;
        var once = DataMatrix.From([0, 0, 1, 4, 6], 1);
        var weighted = DataMatrix.From([0, 1, 4, 6, 99], 1).WithSampleWeights([2, 1, 1, 1, 0]);
        Assert.Equal(
            ClusterMeasures.DaviesBouldin(once, [0, 0, 0, 1, 1], token),
            ClusterMeasures.DaviesBouldin(weighted, [0, 0, 1, 1, 1], token),
            1e-14
        );
        // a = 1, 1, 2, 2; b = 5, 4, (4·2 + 3)/3, (6·2 + 5)/3; not compared with its own repetition.
        double expected =
            ((2 * (5 - 1) / 5.0) + (3 / 4.0) + (((11 / 3.0) - 2) / (11 / 3.0)) + (((17 / 3.0) - 2) / (17 / 3.0))) / 5;
        Assert.Equal(expected, ClusterMeasures.Silhouette(weighted, [0, 0, 1, 1, 1], token), 1e-14);
        // A cluster of rows that weigh nothing is none.
        Assert.Equal(expected, ClusterMeasures.Silhouette(weighted, [0, 0, 1, 1, 2], token), 1e-14);
        Assert.Equal(
            ClusterMeasures.DaviesBouldin(weighted, [0, 0, 1, 1, 1], token),
            ClusterMeasures.DaviesBouldin(weighted, [0, 0, 1, 1, 2], token),
            1e-14
        );
    }

    /// <summary>It is asked every 4,096 rows, on the way to the means and on the way to the distances from them.</summary>
    [Theory]
    [InlineData(1, 4096)]
    [InlineData(5000, 5000)]
    [InlineData(5001, 9096)]
    public void Davies_Bouldin_ends_when_it_is_canceled(int after, int expected)
    {
        using var source = new CancellationTokenSource();
        int read = 0;
        void Read(int row, Span<double> values)
        {
            values[0] = row;
            if (++read == after)
                source.Cancel();
        }
        int[] labels = [.. Enumerable.Range(0, 5000).Select(row => row % 2)];
        Assert.Throws<OperationCanceledException>(() => DaviesBouldins.Of(5000, 1, Read, labels, [], 2, source.Token));
        Assert.Equal(expected, read);
    }

    [Fact]
    public void Of_many_rows_some_are_compared()
    {
        int rows = ClusterMeasures.MaxCompared + 5000;
        double[] values = [.. Enumerable.Range(0, rows).Select(i => (i % 2 * 10) + (i * 37 % 100 / 100.0))];
        double found = ClusterMeasures.Silhouette(
            DataMatrix.From(values, 1),
            [.. Enumerable.Range(0, rows).Select(i => i % 2)],
            TestContext.Current.CancellationToken
        );
        // a is a third of the width on average, b about 10.
        Assert.InRange(found, 0.96, 0.97);
    }

    [Fact]
    public void One_center_for_two_labels_is_as_bad_as_can_be() =>
        Assert.Equal(
            double.PositiveInfinity,
            ClusterMeasures.DaviesBouldin(DataMatrix.From([-1, 1, -2, 2], 1), [0, 0, 1, 1], TestContext.Current.CancellationToken)
        );

    [Fact]
    public void What_cannot_be_compared_is_refused()
    {
        var data = DataMatrix.From([0, 1, 4], 1);
        var token = TestContext.Current.CancellationToken;
        Assert.Contains(
            "2 labels",
            Assert.Throws<ArgumentException>(() => ClusterMeasures.Silhouette(data, [0, 1], token)).Message
        );
        Assert.Contains(
            "at least 2",
            Assert.Throws<ArgumentException>(() => ClusterMeasures.Silhouette(data, [5, 5, 5], token)).Message
        );
        var weighted = data.WithSampleWeights([1, 1, 0]);
        Assert.Contains(
            "at least 2",
            Assert.Throws<ArgumentException>(() => ClusterMeasures.DaviesBouldin(weighted, [0, 0, 1], token)).Message
        );
        Assert.Throws<OperationCanceledException>(() => ClusterMeasures.Silhouette(data, [0, 1, 1], new CancellationToken(true)));
    }

    private static (DataMatrix Data, int[] Labels) Load(string path)
    {
        string[][] cells = [.. File.ReadLines(path).Skip(1).Select(line => line.Split(','))];
        string[] names = [.. cells.Select(row => row[^1]).Distinct()];
        return (
            DataMatrix.From([
                .. cells.Select(row =>
                    Array.ConvertAll(row[..^1], cell => double.Parse(cell, System.Globalization.CultureInfo.InvariantCulture))
                ),
            ]),
            [.. cells.Select(row => Array.IndexOf(names, row[^1]))]
        );
    }
}
