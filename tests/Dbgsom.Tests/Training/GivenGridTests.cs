using System.Text.Json;
using Dbgsom.Grid;
using Dbgsom.Naming;
using Dbgsom.Options;
using Dbgsom.Passes;
using Dbgsom.Tests.Contracts;
using Dbgsom.Training;

namespace Dbgsom.Tests.Training;

/// <summary>Maps of given size as a user asks for them.</summary>
public sealed class GivenGridTests
{
    [Fact]
    public void A_map_has_the_size_asked_for()
    {
        var map = new SomVq(SomOptions.Default with { Grid = new GridSize(6, 4) }).Fit(Samples.Data);
        Assert.Equal(24, map.Neurons.Count);
        Assert.Equal((6, 4), MapGrid.Extent([.. map.Neurons.Select(neuron => neuron.Position)]));
        Assert.Equal((StopReason.Completed, 100), (map.Training.StopReason, map.Training.Epochs));
        Assert.Equal(new GridPosition(2, 1), map.Neurons[8].Position);
        Assert.Equal(3, map.Training.History[0].Sigma);
        Assert.Equal(0.65, map.Training.History[^1].Sigma, 1e-12);
    }

    /// <summary>Along the first component the samples spread three times as far as along the second: three times as many columns as rows.</summary>
    [Theory]
    [InlineData("square", "planar")]
    [InlineData("hexagonal", "planar")]
    [InlineData("hexagonal", "toroidal")]
    public void The_aspect_follows_from_the_data(string topology, string boundary)
    {
        var random = new Random(4);
        double[] values = [.. Enumerable.Range(0, 1000).SelectMany(_ => new[] { random.NextDouble(), 3 * random.NextDouble() })];
        var options = SomOptions.Default with
        {
            Grid = GridSize.Auto,
            Scaling = Space.Scaling.None,
            Topology = Named.Parse<MapGrid>(topology),
            Boundary = Named.Parse<GridBoundary>(boundary),
        };
        var map = new SomVq(options).Fit(DataMatrix.From(values, 2));
        var size = map.EffectiveOptions.Grid!;
        Assert.InRange(size.Count, 140, 158);
        double height = topology == "square" ? 1 : Math.Sqrt(0.75);
        Assert.InRange(size.Columns / (size.Rows * height), 2.3, 3.9);
        Assert.Equal(map.ToBytes(), SomMap.Load(map.ToBytes(), "map").ToBytes());
    }

    /// <summary>Neurons at the corners of a planar map started on the components are at the ends of the data, in order from the start.</summary>
    [Fact]
    public void The_start_is_the_plane_of_the_components()
    {
        var plane = new PrincipalPlane([1, 1], [0, 1], 4, [1, 0], 2, 100);
        double[] weights = plane.Weights(MapGrid.Square, new GridSize(3, 2).Places(), Space.Metric.Euclidean);
        Assert.Equal([-2, -5, -2, 1, -2, 7, 4, -5, 4, 1, 4, 7], weights);
    }

    /// <summary>With given epochs each is on all rows, without on samples first.</summary>
    [Fact]
    public void Epochs_that_are_asked_for_see_all_rows()
    {
        var random = new Random(4);
        var data = DataMatrix.From([.. Enumerable.Range(0, 40_000).Select(_ => random.NextDouble())], 2);
        var options = SomOptions.Default with { Grid = new GridSize(8, 5) };
        var shares = new List<double>();
        var watch = new Listener<EpochReport>(report => shares.Add(report.Share));
        new SomVq(options).Fit(data, watch);
        Assert.Equal((20, 1.0, 1.0), (shares.Count, shares[^1], shares[^2]));
        Assert.Equal(shares.Order(), shares);
        Assert.InRange(shares.Sum(), 2, 4);
        shares.Clear();
        new SomVq(options with { Epochs = 7 }).Fit(data, watch);
        Assert.Equal([.. Enumerable.Repeat(1.0, 7)], shares);
    }

    /// <summary>As many samples as neurons, each a different row; more neurons than rows repeat them.</summary>
    [Fact]
    public void Starting_samples_are_different_rows()
    {
        Assert.Equal(50, StartingWeights.DrawRows(3, 60, row => row % 6 != 0, 50).Distinct().Count());
        Assert.All(StartingWeights.DrawRows(3, 60, row => row % 6 != 0, 50), row => Assert.NotEqual(0, row % 6));
        Assert.Equal(10, StartingWeights.DrawRows(3, 60, row => row >= 50, 25).Distinct().Count());
        Assert.Equal(
            StartingWeights.DrawRows(3, 1_000_000_000, _ => true, 9),
            StartingWeights.DrawRows(3, 1_000_000_000, _ => true, 9)
        );
    }

    [Theory]
    [InlineData("grid 5x4, lambda 3", "a map of given size does not grow")]
    [InlineData("grid 5x4, target-neurons 20", "a map of given size does not grow")]
    [InlineData("grid 5x4, max-neurons 30", "a map of given size does not grow")]
    [InlineData("grid 5x4, vertical-growth true", "a map of given size does not grow")]
    [InlineData("boundary toroidal", "give a grid")]
    [InlineData("starting-weights samples", "give a grid")]
    [InlineData("neighborhood bubble", "give a grid")]
    public void What_does_not_go_together_is_refused(string given, string message)
    {
        var options = given
            .Split(", ")
            .Select(pair => pair.Split(' '))
            .Aggregate(
                SomOptions.Default,
                (options, pair) => SomOption.All.Single(option => option.Name == pair[0]).Parse(options, pair[1])
            );
        Assert.Contains(message, SomOption.MessageOf(Assert.ThrowsAny<ArgumentException>(options.Validate)));
    }

    [Fact]
    public void A_size_is_read_and_written()
    {
        Assert.Equal(new GridSize(20, 30), GridSize.Parse("20x30"));
        Assert.Equal("20x30", GridSize.Parse("20 × 30").ToString());
        Assert.Same(GridSize.Auto, GridSize.Parse("AUTO"));
        Assert.Equal("\"7x5\"", JsonSerializer.Serialize(new GridSize(7, 5)));
        Assert.Equal(new GridSize(7, 5), JsonSerializer.Deserialize<GridSize>("\"7x5\""));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<GridSize>("7"));
        Assert.Throws<FormatException>(() => GridSize.Parse("seven"));
        Assert.Throws<ArgumentOutOfRangeException>(() => GridSize.Parse("1x3"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GridSize(0, 9));
        var options = SomOptions.Default with
        {
            Grid = new GridSize(7, 4),
            Topology = MapGrid.Hexagonal,
            Boundary = GridBoundary.Toroidal,
            StartingWeights = StartingWeights.Samples,
        };
        Assert.Equal(options, JsonSerializer.Deserialize<SomOptions>(JsonSerializer.Serialize(options)));
        Assert.Equal("default, grid 7x4, topology hexagonal, boundary toroidal, starting-weights samples", options.ToString());
    }

    /// <summary>A map goes on from weights as if it had been there: a second half of the epochs from the first half's end. In the units of the data.</summary>
    [Theory]
    [InlineData("standard", "euclidean")]
    [InlineData("none", "cosine")]
    [InlineData("minmax", "manhattan")]
    public void Weights_to_start_from_are_in_the_units_of_the_data(string scaling, string metric)
    {
        var options = SomOptions.Default with
        {
            Grid = new GridSize(5, 4),
            Epochs = 1,
            SigmaStart = 1,
            SigmaFine = 0.7,
            SigmaEnd = 0.7,
            Scaling = Named.Parse<Space.Scaling>(scaling),
            Metric = Named.Parse<Space.Metric>(metric),
        };
        var first = new SomVq(options).Fit(Samples.Data);
        var weights = first.WeightsInDataUnits;
        var start = DataMatrix.From(weights.Values.ToArray(), weights.FeatureCount);
        using var rows = new LocalEngine(Samples.Data);
        var run = TrainingRun.StartFrom(options, rows, start);
        Assert.Equal(first.Weights.Values.ToArray(), run.Weights.Values.ToArray(), (a, b) => Math.Abs(a - b) < 1e-12);
        var again = new SomVq(options).FitFrom(Samples.Data, start);
        Assert.NotEqual(first.Weights.Values.ToArray(), again.Weights.Values.ToArray());
        Assert.True(again.Training.QuantizationError < first.Training.QuantizationError);
    }

    [Fact]
    public void Weights_of_another_size_are_refused()
    {
        var options = SomOptions.Default with { Grid = new GridSize(5, 4) };
        var start = DataMatrix.From(new double[60], 3);
        Assert.Contains(
            "need 20 rows of 3",
            Assert
                .Throws<ArgumentException>(() => new SomVq(options).FitFrom(Samples.Data, DataMatrix.From(new double[57], 3)))
                .Message
        );
        Assert.Contains(
            "need 20 rows of 3",
            Assert
                .Throws<ArgumentException>(() => new SomVq(options).FitFrom(Samples.Data, DataMatrix.From(new double[40], 2)))
                .Message
        );
        Assert.ThrowsAny<ArgumentException>(() => new SomVq().FitFrom(Samples.Data, start));
        Assert.ThrowsAny<ArgumentException>(() => new SomVq(options with { Grid = GridSize.Auto }).FitFrom(Samples.Data, start));
    }

    /// <summary>Features are told by their names, so that another order changes nothing.</summary>
    [Fact]
    public void Weights_to_start_from_are_matched_by_name()
    {
        var options = SomOptions.Default with { Grid = new GridSize(5, 4), Epochs = 2 };
        var data = Samples.Data.WithFeatureNames(["a", "b", "c"]);
        var weights = new SomVq(options).Fit(data).WeightsInDataUnits;
        var start = DataMatrix.From(weights.Values.ToArray(), 3).WithFeatureNames(["a", "b", "c"]);
        byte[] wanted = new SomVq(options).FitFrom(data, start).ToBytes();
        Assert.Equal(wanted, new SomVq(options).FitFrom(data, start.WithFeatureNames(null)).ToBytes());
        Assert.Equal(wanted, new SomVq(options).FitFrom(data, start.SelectColumns(2, 0, 1)).ToBytes());
        Assert.Contains(
            "the initial weights lack the feature 'c' of the samples; they have 'a', 'b', 'd'",
            Assert
                .Throws<ArgumentException>(() => new SomVq(options).FitFrom(data, start.WithFeatureNames(["a", "b", "d"])))
                .Message
        );
    }

    [Fact]
    public void More_weights_than_can_be_held_are_refused_before_training()
    {
        var options = SomOptions.Default with { Grid = new GridSize(1000, 1000) };
        var data = DataMatrix.From(SameBitsTests.Flat(SameBitsTests.Make(20, 300, 1)), 300);
        Assert.Contains(
            "Grid asks for 1000000 neurons; with 300 features at most 894784 fit",
            Assert.ThrowsAny<ArgumentException>(() => new SomVq(options).Fit(data)).Message
        );
    }

    [Fact]
    public void There_is_no_lambda_to_estimate()
    {
        var options = SomOptions.Default with { Grid = new GridSize(5, 4) };
        Assert.Contains(
            "Grid is 5x4: a map of given size does not grow",
            Assert
                .ThrowsAny<ArgumentException>(() => Dbgsom.Training.Estimates.GrowthEstimate.Estimate(Samples.Data, options))
                .Message
        );
    }

    /// <summary>More neurons than a map can grow to.</summary>
    [Fact]
    public void A_large_map_is_saved_and_loaded()
    {
        var options = SomOptions.Default with { Grid = new GridSize(201, 200), Epochs = 1, SigmaStart = 1 };
        var map = new SomVq(options).Fit(Samples.Data);
        using var folder = new TemporaryFolder();
        map.Save(folder.At("map.som.npz"));
        var loaded = SomMap.Load(folder.At("map.som.npz"));
        Assert.Equal(40_200, loaded.Neurons.Count);
        Assert.Equal(map.ToBytes(), loaded.ToBytes());
        Assert.Contains(
            "MaxNeurons is 40001; a growing map has at most 40000",
            Assert.ThrowsAny<ArgumentException>(() => (SomOptions.Default with { MaxNeurons = 40_001 }).Validate()).Message
        );
    }

    /// <summary>A passive feature plays no part in a map, so that its weights need not have it.</summary>
    [Fact]
    public void A_start_may_lack_passive_features()
    {
        var options = SomOptions.Default with
        {
            Grid = new GridSize(5, 4),
            Epochs = 2,
            FeatureWeights = Space.FeatureWeights.Parse("b=0"),
        };
        var data = Samples.Data.WithFeatureNames(["a", "b", "c"]);
        var map = new SomVq(options).Fit(data);
        var weights = map.WeightsInDataUnits;
        var start = DataMatrix.From(weights.Values.ToArray(), weights.FeatureCount).WithFeatureNames(map.FeatureNames);
        Assert.Equal(20, new SomVq(options).FitFrom(data, start).Neurons.Count);
    }
}
