using Dbgsom.Change;
using Dbgsom.Rows;

namespace Dbgsom.Tests.Change;

/// <summary>New samples on a map, and whether they have drifted.</summary>
public class DriftTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Of 200 cases without drift about one in twenty is called one; a column that moves by its deviation is always found.</summary>
    [Fact]
    public void Alarms_come_at_the_stated_rate()
    {
        var data = SampleData.Shapes().SelectRows([.. Enumerable.Range(0, 400)]);
        var options = new SomOptions { TargetNeurons = 20 };
        var (alarms, found) = (0, 0);
        for (uint seed = 0; seed < 200; seed++)
        {
            var split = data.Split(0.75, seed);
            var map = new SomVq(options with { Seed = seed }).Fit(split.Training, cancellationToken: Token);
            var asked = new DriftOptions
            {
                Reference = split.Training,
                Permutations = 99,
                Seed = seed,
            };
            alarms += map.FindDrift(split.Test, asked, cancellationToken: Token).Test!.PValue <= 0.05 ? 1 : 0;
            if (seed % 10 == 0)
                found += map.FindDrift(Moved(split.Test), asked, cancellationToken: Token).Test!.PValue <= 0.05 ? 1 : 0;
        }
        Assert.InRange(alarms, 1, 18);
        Assert.Equal(20, found);
    }

    [Fact]
    public void What_is_said_of_new_samples_is_counted_by_hand()
    {
        var data = SampleData.Shapes();
        var split = data.Split(0.75, 1);
        var map = new SomVq(new SomOptions { TargetNeurons = 20 }).Fit(split.Training, cancellationToken: Token);
        var clusters = map.Cluster(count: 3, cancellationToken: Token);
        var found = map.FindDrift(split.Test, new DriftOptions { Clusters = clusters }, cancellationToken: Token);
        var matches = map.FindBestMatches(split.Test, 1, Token);
        int rows = split.Test.RowCount;
        int[] winners = map.Predict(split.Test, Token);
        Assert.Null(found.Test);
        Assert.Equal(rows, found.RowCount);
        Assert.Equal(Enumerable.Range(0, rows).Average(row => matches[row, 0].Distance), found.MeanDistance, 1e-12);
        Assert.Equal(map.Training.QuantizationError, found.TrainingDistance);
        double odd = map.OutlierScores(split.Test, Token).Count(score => score >= SomMap.OutlierThreshold);
        Assert.Equal(odd / rows, found.OddShare, 1e-12);
        for (int cluster = 0; cluster < 3; cluster++)
        {
            double share = winners.Count(winner => clusters.Labels[winner] == cluster) / (double)rows;
            double before = map.Neurons.Where(neuron => clusters.Labels[neuron.Index] == cluster).Sum(neuron => neuron.HitMass);
            Assert.Equal(share, found.Shares[cluster], 1e-12);
            Assert.Equal(before / split.Training.RowCount, found.TrainingShares[cluster], 1e-12);
        }
        Assert.Equal(
            map.Neurons.Where(neuron => neuron.HitMass > 0 && !winners.Contains(neuron.Index)).Select(neuron => neuron.Index),
            found.UnreachedNeurons
        );
    }

    /// <summary>Forty copies of few machines: their rows are no evidence beyond the machines.</summary>
    [Fact]
    public void Units_count_once()
    {
        var (rows, units) = (new List<double[]>(), new List<string>());
        for (int unit = 0; unit < 24; unit++)
        for (int copy = 0; copy < 40; copy++)
        {
            rows.Add([(unit * 7 % 24) + (copy * 0.01), unit * 5 % 24]);
            units.Add($"m{unit}");
        }
        var data = DataMatrix.From(rows);
        int cut = 16 * 40;
        var old = data.SelectRows([.. Enumerable.Range(0, cut)]);
        var now = data.SelectRows([.. Enumerable.Range(cut, data.RowCount - cut)]);
        var map = new SomVq(new SomOptions { TargetNeurons = 12 }).Fit(old, cancellationToken: Token);
        var alone = map.FindDrift(now, new DriftOptions { Reference = old }, cancellationToken: Token).Test!;
        var together = map.FindDrift(
            now,
            new DriftOptions
            {
                Reference = old,
                ReferenceUnits = [.. units.Take(cut)],
                Units = [.. units.Skip(cut)],
            },
            cancellationToken: Token
        ).Test!;
        Assert.True(alone.PValue < 0.05);
        Assert.True(together.PValue > 0.05);
    }

    /// <summary>Equal rows are one for the choice of those that train; weights of 0 and what they hold count for nothing.</summary>
    [Fact]
    public void Equal_rows_and_weights_of_zero()
    {
        var split = SampleData.Shapes().Split(0.75, 1);
        var map = new SomVq(new SomOptions { TargetNeurons = 20 }).Fit(split.Training, cancellationToken: Token);
        int[] twice = [.. Enumerable.Range(0, split.Training.RowCount).Concat(Enumerable.Range(0, split.Training.RowCount))];
        var test = map.FindDrift(
            split.Test,
            new DriftOptions { Reference = split.Training.SelectRows(twice) },
            cancellationToken: Token
        ).Test!;
        Assert.True(test.DistancePValue > 0.05);
        Assert.Equal(0, test.RepeatedCount);
        var same = map.FindDrift(split.Training, new DriftOptions { Reference = split.Training }, cancellationToken: Token);
        Assert.Equal(split.Training.RowCount, same.Test!.RepeatedCount);
        // Rows of weight 0 far away.
        int rows = split.Test.RowCount;
        var far = Moved(split.Test).ToArray();
        var both = new double[2 * rows, 2];
        for (int row = 0; row < rows; row++)
        for (int column = 0; column < 2; column++)
            (both[row, column], both[rows + row, column]) = (split.Test[row, column], 1000 + far[row, column]);
        double[] weights = [.. Enumerable.Range(0, 2 * rows).Select(row => row < rows ? 1.0 : 0)];
        var asked = new DriftOptions { Reference = split.Training };
        var plain = map.FindDrift(split.Test, asked, cancellationToken: Token);
        var weighted = map.FindDrift(DataMatrix.From(both).WithSampleWeights(weights), asked, cancellationToken: Token);
        Assert.Equal(plain.RowCount, weighted.RowCount);
        Assert.Equal(plain.MeanDistance, weighted.MeanDistance, 1e-12);
        Assert.Equal(plain.Test!.FarShare, weighted.Test!.FarShare, 1e-12);
        Assert.Equal(plain.Test.DistancePValue, weighted.Test.DistancePValue, 0.05);
    }

    [Fact]
    public void Features_are_named_with_their_means()
    {
        var split = SampleData.Shapes().Split(0.75, 1);
        var map = new SomVq(new SomOptions { TargetNeurons = 20 }).Fit(split.Training, cancellationToken: Token);
        var asked = new DriftOptions { Reference = split.Training };
        var test = map.FindDrift(Moved(split.Test), asked, cancellationToken: Token).Test!;
        var features = test.Features;
        Assert.Equal([0, 1], features.Select(one => one.Feature));
        for (int column = 0; column < 2; column++)
        {
            double Mean(DataMatrix rows) => Enumerable.Range(0, rows.RowCount).Average(row => rows[row, column]);
            Assert.Equal(Mean(split.Training), features[column].ReferenceMean, 1e-9);
            Assert.Equal(Mean(Moved(split.Test)), features[column].Mean, 1e-9);
        }
        Assert.True(features[0].AdjustedPValue <= 0.01);
        Assert.True(features[1].AdjustedPValue > 0.05);
        Assert.True(features[0].Deviations > 0.5);
        Assert.Equal(
            test with
            {
                Features = [],
            },
            map.WithThreads(1).FindDrift(Moved(split.Test), asked, cancellationToken: Token).Test! with
            {
                Features = [],
            }
        );
    }

    [Fact]
    public void What_cannot_be_compared_is_refused()
    {
        var data = SampleData.Shapes();
        var map = new SomVq(new SomOptions { TargetNeurons = 20 }).Fit(data, cancellationToken: Token);
        void Refused(string message, DriftOptions options) =>
            Assert.StartsWith(
                message,
                Assert.Throws<ArgumentException>(() => map.FindDrift(data, options, cancellationToken: Token)).Message,
                StringComparison.Ordinal
            );

        Refused("-1 permutations were requested", new DriftOptions { Permutations = -1 });
        Refused("1 units are given for 2400 rows", new DriftOptions { Reference = data, Units = ["a"] });
        Refused(
            "1 units are given for 2400 rows of the reference",
            new DriftOptions { Reference = data, ReferenceUnits = ["a"] }
        );
        Refused("the reference has 7 units", new DriftOptions { Reference = data.SelectRows([0, 1, 2, 3, 4, 5, 6]) });
        Refused("units are for the test", new DriftOptions { Units = new string[2400] });
    }

    private static DataMatrix Moved(DataMatrix data)
    {
        var values = data.ToArray();
        double mean = Enumerable.Range(0, data.RowCount).Average(row => values[row, 0]);
        double deviation = Math.Sqrt(Enumerable.Range(0, data.RowCount).Average(row => Math.Pow(values[row, 0] - mean, 2)));
        for (int row = 0; row < data.RowCount; row++)
            values[row, 0] += deviation;
        return DataMatrix.From(values);
    }
}
