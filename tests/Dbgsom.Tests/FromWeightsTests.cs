using Dbgsom.Clustering;
using Dbgsom.Grid;
using Dbgsom.Naming;
using Dbgsom.Passes;
using Dbgsom.Space;
using Dbgsom.Training;

namespace Dbgsom.Tests;

/// <summary>Maps made from given weights: they answer as any other, and know that they have seen no samples.</summary>
public sealed class FromWeightsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, string, string> Grids =>
        new(
            from topology in MapGrid.All
            from boundary in GridBoundary.All
            from metric in Metric.All
            select (topology.Name, boundary.Name, metric.Name)
        );

    [Theory]
    [MemberData(nameof(Grids))]
    public void It_answers_as_its_weights_say(string topology, string boundary, string metric)
    {
        var map = Of(new GridSize(5, 4), topology, boundary, metric);
        var samples = Drawn(60, 3, 5);
        double[,] distances = map.Distances(samples);
        int[] winners = map.Predict(samples);
        for (int row = 0; row < samples.RowCount; row++)
        {
            double[] sample = [samples[row, 0], samples[row, 1], samples[row, 2]];
            map.EffectiveOptions.Metric.Normalize(sample, 3);
            double[] expected =
            [
                .. map.Neurons.Select(neuron => map.EffectiveOptions.Metric.Distance(sample, map.Weights[neuron.Index])),
            ];
            Assert.Equal(Array.IndexOf(expected, expected.Min()), winners[row]);
            for (int neuron = 0; neuron < expected.Length; neuron++)
                Assert.Equal(expected[neuron], distances[row, neuron], 1e-12);
        }
        Assert.Equal(winners, map.PredictLabel(samples));
        Assert.Equal(60, map.Measure(samples).Hits.Sum());
        Assert.Equal((20, 20), (map.LabelCount, map.Neurons.Count));
        Assert.True(map.Distortion(samples) > 0);
        Assert.True(map.Trustworthiness(samples).Value <= 1);
        Assert.All(ClusterMethod.All, method => Assert.Equal(20, map.Cluster(method).Labels.Count));
    }

    [Theory]
    [MemberData(nameof(Grids))]
    public void It_knows_that_it_has_seen_no_samples_also_from_a_file(string topology, string boundary, string metric)
    {
        var made = Of(new GridSize(5, 4), topology, boundary, metric);
        made.Save(folder.At("map.som.npz"));
        var loaded = SomMap.Load(folder.At("map.som.npz"));
        Assert.Equal(made.ToBytes(), loaded.ToBytes());
        foreach (var map in new[] { made, loaded })
        {
            Assert.False(map.HasTrainingSamples);
            Assert.False(map.CanScoreOutliers);
            Assert.Equal((0, 0, StopReason.NotEnded), (map.Training.RowCount, map.Training.Epochs, map.Training.StopReason));
            Assert.True(double.IsNaN(map.Training.QuantizationError));
            Assert.True(double.IsNaN(map.Training.TopographicError.EightNeighbor));
            Assert.Equal(DiagnosticKind.NoTrainingSamples, Assert.Single(map.Diagnostics).Kind);
            Assert.All(
                map.Neurons,
                neuron => Assert.Equal((neuron.Index, false, 0), (neuron.Label, neuron.IsDead, neuron.HitCount))
            );
            var samples = Drawn(10, 3, 1);
            foreach (
                var ask in new Action[]
                {
                    () => map.OutlierScores(samples),
                    () => map.Impute(samples),
                    () => map.ImputeWithDeviations(samples),
                }
            )
                Assert.Contains(
                    "made from given weights",
                    Assert.Throws<InvalidOperationException>(ask).Message,
                    StringComparison.Ordinal
                );
        }
    }

    /// <summary>The neighborhood of distortion is the one that training would end with, not the one that it would begin with.</summary>
    [Fact]
    public void Its_distortion_is_that_of_the_end_of_training()
    {
        var map = Of(new GridSize(6, 6), "square", "planar", "euclidean");
        var samples = Drawn(50, 3, 2);
        double last = new SigmaSchedule(map.EffectiveOptions).Fine(36);
        Assert.Equal(map.Distortion(samples, last), map.Distortion(samples));
        Assert.True(map.Distortion(samples, map.EffectiveOptions.SigmaStart) > map.Distortion(samples));
    }

    [Fact]
    public void A_run_that_starts_from_it_keeps_its_weights_and_sees_the_samples()
    {
        var map = Of(new GridSize(4, 4), "hexagonal", "toroidal", "euclidean");
        var samples = Drawn(200, 3, 3);
        using var rows = new LocalEngine(samples);
        var seen = TrainingRun.StartFrom(map.Options, rows, Weights(map)).Finish();
        Assert.Equal(map.Weights.Values.ToArray(), seen.Weights.Values.ToArray());
        Assert.Equal(map.Hits(samples), seen.Neurons.Select(neuron => neuron.HitMass));
        Assert.Equal(map.QuantizationError(samples), seen.Training.QuantizationError);
        Assert.DoesNotContain(
            seen.Diagnostics,
            one => one.Kind is DiagnosticKind.NeverConverged or DiagnosticKind.NoTrainingSamples
        );
        Assert.Equal(200, seen.OutlierScores(samples).Length);
    }

    [Fact]
    public void What_is_no_map_is_refused()
    {
        var size = new GridSize(2, 2);
        Refused("the weights are 3 rows; a grid of 2x2 needs 4", () => SomMap.FromWeights(Drawn(3, 1, 0), size));
        Refused("the grid is auto", () => SomMap.FromWeights(Drawn(4, 1, 0), GridSize.Auto));
        Refused("row 1: the weight of 0 is missing", () => SomMap.FromWeights(DataMatrix.From([1, double.NaN, 3, 4], 1), size));
        Refused("no finite sum", () => SomMap.FromWeights(DataMatrix.From([1, 1e200, 3, 4], 1), size));
        Refused("at least 3 columns", () => SomMap.FromWeights(Drawn(4, 1, 0), size, boundary: GridBoundary.Toroidal));

        static void Refused(string message, Action make) =>
            Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(make).Message, StringComparison.Ordinal);
    }

    private static SomMap Of(GridSize size, string topology, string boundary, string metric) =>
        SomMap.FromWeights(
            Drawn(size.Count, 3, 9),
            size,
            Named.Parse<MapGrid>(topology),
            Named.Parse<GridBoundary>(boundary),
            Named.Parse<Metric>(metric)
        );

    private static DataMatrix Weights(SomMap map) => DataMatrix.From(map.Weights.Values.ToArray(), map.FeatureCount);

    private static DataMatrix Drawn(int rows, int columns, int seed)
    {
        var random = new Random(seed);
        return DataMatrix.From([.. Enumerable.Range(0, rows * columns).Select(_ => random.NextDouble() - 0.3)], columns);
    }
}
