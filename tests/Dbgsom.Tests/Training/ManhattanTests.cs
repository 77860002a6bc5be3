using Dbgsom.Measures;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Space;
using Dbgsom.Training;

namespace Dbgsom.Tests.Training;

/// <summary>The Manhattan metric: steps by hand, winners against the double loop, and what refuses it.</summary>
public sealed class ManhattanTests
{
    private static readonly SomOptions Plain = SameBitsTests.Small("default") with
    {
        Metric = Metric.Manhattan,
        Scaling = Scaling.None,
    };

    [Fact]
    public void It_is_found_by_name_and_says_what_it_is()
    {
        Assert.Contains(Metric.Manhattan, Metric.All);
        Assert.Equal("manhattan", Metric.Manhattan.Name);
        Assert.False(Metric.Manhattan.ScalesToLengthOne);
        Assert.False(Metric.Manhattan.RanksAsEuclidean);
    }

    /// <summary>|1 − 4| + |5 − 1| + |−2 + 2| = 7.</summary>
    [Fact]
    public void A_distance_by_hand() => Assert.Equal(7, Metric.Manhattan.Distance([1, 5, -2], [4, 1, -2]));

    /// <summary>
    /// Rows (0,0), (4,0), (0,2), (4,2): mean (2,1), every row |2| + |1| = 3 from it, σ = 2 and 1, so qe0 = 12 and the spread is 3; with n − 1 in
    /// the divisor ‖std‖ = √(16/3) + √(4/3).
    /// </summary>
    [Fact]
    public void Spread_and_error_of_one_prototype_by_hand()
    {
        using var rows = new LocalEngine(DataMatrix.From([0, 0, 4, 0, 0, 2, 4, 2], 2));
        var setup = RunSetup.Prepare(Plain, rows, CancellationToken.None);
        Assert.Equal(12, setup.Statistics.InitialError);
        Assert.Equal(9, setup.Statistics.SquaredSpread);
        Assert.Equal(Math.Sqrt(16 / 3.0) + Math.Sqrt(4 / 3.0), setup.Statistics.SpreadNorm, 1e-15);
        Assert.Equal(12, Metric.Manhattan.ErrorOfOnePrototype(setup.Statistics));
    }

    /// <summary>(1,1) is 2 from (0,0) by absolute differences and 1.8 from (0,1.8 + 1): the Euclidean nearest is the other one.</summary>
    [Fact]
    public void The_nearest_differs_from_the_Euclidean_one()
    {
        var content = new SomVq(Plain with { Lambda = 1, MaxNeurons = 4 }).Fit(SameBitsTests.Make(20, 2, 1)).Content;
        double[] corners = [0, 0, 1, 2.8, 9, 9, -9, 9];
        var data = DataMatrix.From([1, 1], 2);
        var map = new SomMap(content with { Weights = new WeightMatrix(corners, 2) });
        Assert.Equal([1], map.Predict(data));
        Assert.Equal(1.8, map.FindBestMatches(data)[0, 0].Distance, 1e-15);
        var euclidean = new SomMap(
            content with
            {
                Weights = new WeightMatrix(corners, 2),
                Effective = content.Effective with { Metric = Metric.Euclidean },
            }
        );
        Assert.Equal([0], euclidean.Predict(data));
    }

    /// <summary>Winners, second winners, distances and errors of a trained map against the plain double loop.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(11)]
    [InlineData(40)]
    public void A_map_against_the_double_loop(int columns)
    {
        var data = SameBitsTests.Make(700, columns, 5);
        var map = new SomVq(Plain).Fit(data);
        Assert.True(map.Neurons.Count > 8);
        double[] rows = SameBitsTests.Flat(data);
        var matches = map.FindBestMatches(data, 2);
        double total = 0;
        for (int row = 0; row < data.RowCount; row++)
        {
            double Distance(int neuron) =>
                Enumerable.Range(0, columns).Sum(c => Math.Abs(rows[(row * columns) + c] - map.Weights[neuron, c]));
            int[] order = [.. Enumerable.Range(0, map.Neurons.Count).OrderBy(Distance)];
            Assert.Equal(Distance(order[0]), matches[row, 0].Distance, 1e-12);
            Assert.Equal(Distance(order[1]), matches[row, 1].Distance, 1e-12);
            Assert.Equal(Distance(order[0]), Distance(matches[row, 0].Neuron), 1e-12);
            total += Distance(order[0]);
        }
        Assert.Equal(total / data.RowCount, map.Training.QuantizationError, 1e-12);
        Assert.Equal(total / data.RowCount, map.QuantizationError(data), 1e-12);
        Assert.Equal(map.Training.TopographicError, map.TopographicError(data));
        Assert.InRange(map.ExplainedVariance(data), 0.3, 1);
    }

    /// <summary>A run that is saved in the middle ends with the same bytes: the file gives back what spreads are measured by.</summary>
    [Fact]
    public void A_resumed_run_ends_with_the_same_bytes()
    {
        var data = SameBitsTests.Make(400, 5, 9);
        byte[] whole = new SomVq(Plain).Fit(data).ToBytes();
        using var folder = new TemporaryFolder();
        string path = folder.At("run.npz");
        using (var rows = new LocalEngine(data))
        {
            var run = TrainingRun.Start(Plain, rows);
            for (int epoch = 0; epoch < 7; epoch++)
                run.Advance();
            run.Save(path);
        }
        using var again = new LocalEngine(data, 1);
        Assert.Equal(whole, TrainingRun.Resume(path, again).Complete().ToBytes());
    }

    [Fact]
    public void An_ONNX_model_is_refused_by_name()
    {
        var map = new SomVq(Plain).Fit(SameBitsTests.Make(60, 3, 2));
        var e = Assert.Throws<InvalidOperationException>(() => map.SaveOnnx("never.onnx"));
        Assert.Contains("the metric of the map is manhattan", e.Message, StringComparison.Ordinal);
    }

    /// <summary>In two features the metrics differ little, and so do the shares of rows that are told right.</summary>
    [Fact]
    public void Classes_are_told_as_well_as_with_Euclidean_distances()
    {
        double Accuracy(Metric metric) =>
            new SomClassifier(SomOptions.Default with { Metric = metric, TargetNeurons = 40 })
                .Fit(SampleData.Shapes(), SampleData.ShapeLabels())
                .Map.TrainingAccuracy!.Value;
        Assert.Equal(Accuracy(Metric.Euclidean), Accuracy(Metric.Manhattan), 0.08);
    }
}
