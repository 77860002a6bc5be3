using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dbgsom.Tests;

/// <summary>The recorded runs of the Python package, epoch by epoch and at the end.</summary>
public sealed class GoldenTests
{
    private const double WeightTolerance = 1e-10;
    private const double MeasureTolerance = 1e-9;

    public static TheoryData<string> Cases => [.. GoldenCase.Own.Where(name => name != "tiny_duplicates"), .. GoldenCase.Others];

    [Fact]
    public void All_recorded_SomVq_cases_of_this_step_are_here() => Assert.Equal(31, Cases.Count + 1);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Training_follows_the_recording(string name)
    {
        var golden = GoldenCase.Load(name);
        using var rows = new LocalEngine(golden.Data);
        var run = TrainingRun.Start(golden.Options(), rows);
        Assert.Equal(golden.Number("effective_max_neurons"), run.Effective.MaxNeurons!.Value);
        foreach (var epoch in golden.Record["epochs"]!.AsArray())
        {
            var report = run.Advance(rows);
            Assert.Equal(epoch!["epoch"]!.GetValue<int>(), report.Epoch);
            Assert.Equal(epoch["phase_during"]!.GetValue<string>() == "fine", report.Phase == TrainingPhase.Fine);
            Assert.Equal(epoch["sigma"]!.GetValue<double>(), report.Sigma, 1e-12);
            Assert.Equal(epoch["neurons_trained"]!.GetValue<int>(), report.Neurons);
            Assert.Equal(epoch["neurons_after"]!.GetValue<int>(), report.NeuronsAfter);
            Assert.Equal(epoch["bmu_changed"]?.GetValue<long>(), report.WinnersChanged);
            Assert.Equal(epoch["converged"]!.GetValue<bool>(), report.Converged);
            Assert.Equal(epoch["growth_event"]!.GetValue<bool>(), report.GrowthStep);
            Assert.Equal(epoch["live"]!.GetValue<int>(), report.LiveNeurons);
            Close(epoch["distance_sum"]!.GetValue<double>(), report.QuantizationError * golden.Data.RowCount, MeasureTolerance);
            Close(epoch["weight_delta_norm"]!.GetValue<double>(), report.WeightChange, MeasureTolerance);
        }
        Assert.True(run.IsFinished);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_map_is_the_recorded_one(string name)
    {
        var golden = GoldenCase.Load(name);
        var data = golden.Data;
        var map = new SomVq(golden.Options()).Fit(data);
        Assert.Equal(Positions(golden.Record["neurons"]!), map.Neurons.Select(neuron => neuron.Position));
        Close(golden.Array("weights_file"), map.Weights.Values, WeightTolerance);
        Assert.Equal(Edges(golden), map.Edges);
        var order = golden.Record["adjacency_order"].Deserialize<int[][]>()!;
        for (int neuron = 0; neuron < order.Length; neuron++)
            Assert.Equal(order[neuron], map.Lattice.Neighbors(neuron));
        Assert.Equal(golden.Array("hops_file"), Hops(map));
        Assert.Equal(golden.Number("n_iter_") + 1, map.Training.Epochs);
        Close(golden.Number("growing_threshold_"), map.Training.GrowingThreshold, MeasureTolerance);
        Close(golden.Number("total_variance"), map.Training.TotalVariance, MeasureTolerance);
        Close(golden.Number("qe_0_"), map.Training.InitialError, MeasureTolerance);
        Close(golden.Numbers("node_error"), map.Neurons.Select(neuron => neuron.Error), MeasureTolerance);
        Close(golden.Numbers("density"), map.Neurons.Select(neuron => neuron.Density), MeasureTolerance);
        Close(golden.Numbers("average_distance"), map.Neurons.Select(neuron => neuron.AverageDistance), MeasureTolerance);
        Assert.Equal(golden.Numbers("epoch_created"), map.Neurons.Select(neuron => (double)neuron.EpochCreated));
        Assert.Equal(golden.Numbers("hit_count"), map.Neurons.Select(neuron => (double)neuron.HitCount));
        Assert.Equal(golden.Array("bmu_file"), map.PredictNeuron(data).Select(neuron => (double)neuron));
        Assert.Equal(golden.Array("bmu2_file"), map.FindBestMatches(data, 2).Select(match => (double)match.Neuron));
        Close(golden.Array("bmu_distance_file"), map.FindBestMatches(data).Select(match => match.Distance), MeasureTolerance);
        Assert.Equal(golden.Array("predict_file"), map.Predict(data).Select(label => (double)label));
        CheckMeasures(golden, map, data);
    }

    /// <summary>Rows that are equal make winners of equal neurons a matter of chance there, so only the measures are compared.</summary>
    [Fact]
    public void Measures_of_the_case_with_duplicates()
    {
        var golden = GoldenCase.Load("tiny_duplicates");
        var map = new SomVq(golden.Options()).Fit(golden.Data);
        CheckMeasures(golden, map, golden.Data);
    }

    [Theory]
    [InlineData("shapes")]
    [InlineData("iris_vq_lambda10_s0")]
    public void Weights_and_winners_of_every_epoch(string name)
    {
        var golden = GoldenCase.Load(name);
        var data = golden.Data;
        var weights = golden.Array("weights_trace_file").AsSpan();
        var winners = golden.Array("winners_trace_file").AsSpan();
        using var rows = new LocalEngine(data);
        var run = TrainingRun.Start(golden.Options(), rows);
        Close(
            golden.Record["initial_weights"].Deserialize<double[][]>()!.SelectMany(w => w),
            run.Weights.Values.ToArray(),
            WeightTolerance
        );
        while (!run.IsFinished)
        {
            var report = run.Advance(rows);
            int values = report.Neurons * data.ColumnCount;
            Close(weights[..values].ToArray(), run.Weights.Values[..values], WeightTolerance);
            weights = weights[values..];
            if (report.Epoch < golden.Number("winners_trace_epochs"))
            {
                Assert.Equal(winners[..data.RowCount].ToArray(), rows.SaveWinners().Select(winner => (double)winner));
                winners = winners[data.RowCount..];
            }
        }
        Assert.True(weights.IsEmpty && winners.IsEmpty);
    }

    private static void CheckMeasures(GoldenCase golden, SomMap map, DataMatrix data)
    {
        Close(golden.Number("quantization_error_"), map.Training.QuantizationError, MeasureTolerance);
        Close(golden.Number("quantization_error_"), map.QuantizationError(data), MeasureTolerance);
        Close(golden.Number("topographic_error_"), map.Training.TopographicError.EightNeighbor, MeasureTolerance);
        Assert.Equal(map.Training.TopographicError, map.TopographicError(data));
        Close(golden.Number("topographic_product_if_stable_argsort"), map.TopographicProduct, MeasureTolerance);
        var function = map.TopographicFunction(data);
        Close(golden.Array("topographic_function_file"), function.Values.Concat(function.Axis), MeasureTolerance);
    }

    private static IEnumerable<GridPosition> Positions(JsonNode node) =>
        node.AsArray().Select(place => new GridPosition(place![0]!.GetValue<int>(), place[1]!.GetValue<int>()));

    private static (int, int)[] Edges(GoldenCase golden)
    {
        var index = Positions(golden.Record["neurons"]!)
            .Select((place, i) => (place, i))
            .ToDictionary(pair => pair.place, pair => pair.i);
        return
        [
            .. golden.Record["edges"]!
                .AsArray()
                .Select(edge => Positions(edge!).Select(place => index[place]).Order().ToArray())
                .Select(pair => (pair[0], pair[1]))
                .Order(),
        ];
    }

    private static IEnumerable<double> Hops(SomMap map) =>
        Enumerable
            .Range(0, map.Neurons.Count)
            .SelectMany(neuron => map.HopDistances.Row(neuron).ToArray())
            .Select(hops => (double)hops);

    private static void Close(double expected, double actual, double tolerance) =>
        Assert.True(
            Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)),
            $"{actual} where {expected} was recorded"
        );

    private static void Close(IEnumerable<double> expected, IEnumerable<double> actual, double tolerance)
    {
        double[] wanted = [.. expected];
        double[] found = [.. actual];
        Assert.Equal(wanted.Length, found.Length);
        for (int i = 0; i < wanted.Length; i++)
            Assert.True(Math.Abs(wanted[i] - found[i]) <= tolerance, $"{found[i]} at {i} where {wanted[i]} was recorded");
    }

    private static void Close(double[] expected, ReadOnlySpan<double> actual, double tolerance) =>
        Close(expected.AsEnumerable(), actual.ToArray(), tolerance);
}
