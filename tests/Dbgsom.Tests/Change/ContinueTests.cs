using Dbgsom.Change;
using Dbgsom.Grid;
using Dbgsom.Rows;
using Dbgsom.Space;
using Dbgsom.Training;

namespace Dbgsom.Tests.Change;

/// <summary>Training that goes on from a map.</summary>
public class ContinueTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>An epoch of the batch map by hand: winners, centers, neighborhood by the ways of the plan, in the space of the map. Neighborhoods below 1e-6 count as 0.</summary>
    [Fact]
    public void An_epoch_is_one_of_the_batch_map()
    {
        var data = SampleData.Shapes();
        var map = new SomVq(new SomOptions { TargetNeurons = 30 }).Fit(data, cancellationToken: Token);
        var next = map.Continue(data, new ContinueOptions { Epochs = 1 }, cancellationToken: Token);
        int[] winners = map.Predict(data, Token);
        double[] rows = Scaled(map, data);
        int neurons = map.Neurons.Count;
        var (mass, sum) = (new double[neurons], new double[neurons, 2]);
        for (int row = 0; row < winners.Length; row++)
        {
            mass[winners[row]]++;
            sum[winners[row], 0] += rows[2 * row];
            sum[winners[row], 1] += rows[(2 * row) + 1];
        }
        var effective = map.EffectiveOptions;
        double sigma = new SigmaSchedule(effective).Fine(neurons);
        var ways = HopDistances.WithCorners(map.Lattice, Dbgsom.Threading.Team.Alone);
        for (int neuron = 0; neuron < neurons; neuron++)
        {
            var (m, x, y) = (0.0, 0.0, 0.0);
            for (int other = 0; other < neurons; other++)
            {
                double h = Math.Exp(-Math.Pow(ways[neuron, other] / (double)ways.Step, 2) / (2 * sigma * sigma));
                m += h * mass[other];
                x += h * sum[other, 0];
                y += h * sum[other, 1];
            }
            Assert.Equal(x / m, next.Weights[neuron][0], 1e-6);
            Assert.Equal(y / m, next.Weights[neuron][1], 1e-6);
        }
    }

    /// <summary>
    /// A fifth more samples of the same kind: an error no larger, and about that of a map trained anew – one map differs from another by some percent, see the study
    /// <c>change</c> –, and most rows where they were.
    /// </summary>
    [Theory]
    [InlineData("square", null)]
    [InlineData("hexagonal", null)]
    [InlineData("square", "8x6")]
    [InlineData("hexagonal", "8x6")]
    public void More_of_the_same_changes_little(string topology, string? grid)
    {
        var data = SampleData.Shapes();
        var split = data.Split(5 / 6.0, 3);
        var options = new SomOptions
        {
            Topology = Dbgsom.Naming.Named.Parse<MapGrid>(topology),
            Grid = grid is null ? null : GridSize.Parse(grid),
            TargetNeurons = grid is null ? 60 : null,
        };
        var map = new SomVq(options).Fit(split.Training, cancellationToken: Token);
        var both = DataMatrix.Concatenate([split.Training, split.Test]);
        var next = map.Continue(both, cancellationToken: Token);
        var anew = new SomVq(options).Fit(both, cancellationToken: Token);
        Assert.Equal(ContinueOptions.DefaultEpochs, next.Training.Epochs - map.Training.Epochs);
        Assert.True(5 * ContinueOptions.DefaultEpochs <= anew.Training.Epochs);
        Assert.InRange(next.QuantizationError(both, Token) / map.QuantizationError(both, Token), 0, 1.01);
        Assert.InRange(next.QuantizationError(both, Token) / anew.QuantizationError(both, Token), 0, 1.08);
        var change = MapChange.Between(map, next);
        Assert.InRange(change.FindElsewhere(split.Training, Token).Count(moved => moved), 0, 0.1 * split.Training.RowCount);
        Assert.Equal(0, change.GrownCount);
        Assert.Equal(map.Neurons.Select(neuron => neuron.Position), next.Neurons.Select(neuron => neuron.Position));
        Assert.Equal(map.Options, next.Options);
    }

    [Fact]
    public void A_map_grows_and_keeps_its_neurons()
    {
        var data = SampleData.Shapes();
        var map = new SomVq(new SomOptions { TargetNeurons = 40 }).Fit(data, cancellationToken: Token);
        var next = map.Continue(data, new ContinueOptions { TargetNeurons = 90 }, cancellationToken: Token);
        Assert.Equal(90, next.Neurons.Count);
        Assert.Equal(map.Neurons.Select(neuron => neuron.Position), next.Neurons.Take(40).Select(neuron => neuron.Position));
        Assert.True(next.QuantizationError(data, Token) < 0.85 * map.QuantizationError(data, Token));
        Assert.All(next.Neurons.Skip(40), neuron => Assert.True(neuron.EpochCreated >= map.Training.Epochs));
        Assert.Equal(50, MapChange.Between(map, next).GrownCount);
        Assert.Equal(next.Training.Epochs, next.Training.History.Count);
        // Such a map is one like any other.
        using var stream = new MemoryStream();
        next.Save(stream);
        stream.Position = 0;
        var loaded = SomMap.Load(stream);
        Assert.Equal(next.Weights.Values.ToArray(), loaded.Weights.Values.ToArray());
        Assert.Equal(
            next.Continue(data, cancellationToken: Token).ToBytes(),
            loaded.Continue(data, cancellationToken: Token).ToBytes()
        );
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        var data = SampleData.Shapes();
        var map = new SomVq(new SomOptions { TargetNeurons = 40 }).Fit(data, cancellationToken: Token);
        var options = new ContinueOptions { TargetNeurons = 60 };
        Assert.Equal(
            map.WithThreads(1).Continue(data, options, cancellationToken: Token).ToBytes(),
            map.WithThreads(4).Continue(data, options, cancellationToken: Token).ToBytes()
        );
    }

    /// <summary>Scaling, missing values, passive features, classes and a constant feature are those of the map.</summary>
    [Fact]
    public void The_space_of_the_map_stays()
    {
        var rows = SampleData.Shapes().ToArray();
        var values = new double[600, 4];
        for (int row = 0; row < 600; row++)
            (values[row, 0], values[row, 1], values[row, 2], values[row, 3]) = (
                row % 9 == 0 ? double.NaN : rows[row, 0],
                rows[row, 1],
                7,
                row % 5
            );
        var data = DataMatrix.From(values).WithFeatureNames(["u", "v", "fixed", "shown"]);
        string[] labels = [.. Enumerable.Range(0, 600).Select(row => row < 300 ? "a" : "b")];
        var options = new SomOptions
        {
            TargetNeurons = 20,
            FeatureWeights = new FeatureWeights(new Dictionary<string, double> { ["shown"] = 0 }),
        };
        var map = new SomClassifier(options).FitMap(data, ClassLabels.From(labels), cancellationToken: Token);
        var more = new double[600, 4];
        for (int row = 0; row < 600; row++)
            (more[row, 0], more[row, 1], more[row, 2], more[row, 3]) = (rows[row, 0] + 1, rows[row, 1], 8, 2);
        var next = map.Continue(
            DataMatrix.From(more).WithFeatureNames(["u", "v", "fixed", "shown"]),
            new ContinueOptions { Labels = ClassLabels.From(labels, ["a", "b"]) },
            cancellationToken: Token
        );
        Assert.Equal(map.Scaler!.Offset, next.Scaler!.Offset);
        Assert.Equal(map.Scaler.Divisor, next.Scaler.Divisor);
        Assert.Equal(map.FeatureNames, next.FeatureNames);
        Assert.Equal(["a", "b"], next.Classes!.Names);
        Assert.True(next.TrainingAccuracy > 0.5);
        Assert.All(Enumerable.Range(0, 20), neuron => Assert.Equal(7, next.WeightsInDataUnits[neuron][2]));
        Assert.Equal("shown", Assert.Single(next.PassiveFeatures).Name);
        Assert.All(next.PassiveFeatures[0].Values, value => Assert.Equal(2, value, 1e-9));
    }

    [Fact]
    public void What_cannot_go_on_is_refused()
    {
        var data = SampleData.Shapes();
        var map = new SomVq(new SomOptions { TargetNeurons = 20 }).Fit(data, cancellationToken: Token);
        void Refused<TException>(string message, SomMap from, ContinueOptions options)
            where TException : Exception =>
            Assert.StartsWith(
                message,
                Assert.Throws<TException>(() => from.Continue(data, options, cancellationToken: Token)).Message,
                StringComparison.Ordinal
            );

        Refused<ArgumentException>("0 epochs were requested", map, new ContinueOptions { Epochs = 0 });
        Refused<ArgumentException>(
            "19 neurons were requested, and the map has 20",
            map,
            new ContinueOptions { TargetNeurons = 19 }
        );
        Refused<ArgumentException>("50000 neurons were requested", map, new ContinueOptions { TargetNeurons = 50_000 });
        var given = new SomVq(new SomOptions { Grid = new GridSize(4, 4) }).Fit(data, cancellationToken: Token);
        Refused<ArgumentException>(
            "17 neurons were requested, and the map is a grid of 4x4",
            given,
            new ContinueOptions { TargetNeurons = 17 }
        );
        string[] labels = [.. Enumerable.Range(0, data.RowCount).Select(row => row % 2 == 0 ? "a" : "b")];
        var classes = new SomClassifier(new SomOptions { TargetNeurons = 9 }).FitMap(
            data,
            ClassLabels.From(labels),
            cancellationToken: Token
        );
        Refused<ArgumentException>("the map has the classes", classes, new ContinueOptions());
        Refused<ArgumentException>(
            "the classes of the labels",
            classes,
            new ContinueOptions { Labels = ClassLabels.From([.. labels.Select(label => label + "x")]) }
        );
        var tree = new SomVq(
            new SomOptions
            {
                TargetNeurons = 10,
                VerticalGrowth = true,
                Tau2 = 0.15,
                MinSamplesVerticalGrowth = 40,
            }
        ).Fit(data, cancellationToken: Token);
        Assert.NotEmpty(tree.Children);
        Refused<InvalidOperationException>($"{tree.Children.Count} neurons have child maps", tree, new ContinueOptions());
        Assert.StartsWith(
            "the map after does not continue",
            Assert.Throws<ArgumentException>(() => MapChange.Between(given, map)).Message,
            StringComparison.Ordinal
        );
    }

    private static double[] Scaled(SomMap map, DataMatrix data)
    {
        double[] values = [.. Enumerable.Range(0, data.RowCount).SelectMany(row => new[] { data[row, 0], data[row, 1] })];
        map.Space.Scale(values, 2);
        return values;
    }
}
