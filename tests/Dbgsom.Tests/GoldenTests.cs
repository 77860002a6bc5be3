using System.Text.Json;
using System.Text.Json.Nodes;
using Dbgsom.Classification;
using Dbgsom.Grid;
using Dbgsom.Measures;
using Dbgsom.Passes;
using Dbgsom.Training;
using Dbgsom.Training.Growth;

namespace Dbgsom.Tests;

/// <summary>The recorded runs of the Python package, epoch by epoch and at the end.</summary>
public sealed class GoldenTests
{
    private const double WeightTolerance = 1e-10;
    private const double MeasureTolerance = 1e-9;

    public static TheoryData<string> Cases => GoldenCase.Rows(without: "tiny_duplicates");

    [Fact]
    public void All_recorded_cases_are_here() => Assert.Equal(40, Cases.Count + 1);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Training_follows_the_recording(string name)
    {
        var golden = GoldenCase.Load(name);
        using var rows = golden.Rows();
        var run = TrainingRun.Start(golden.Options(), rows);
        Assert.Equal(golden.Number("effective_max_neurons"), run.Effective.MaxNeurons!.Value);
        foreach (var epoch in golden.Record["epochs"]!.AsArray())
        {
            var report = run.Advance();
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
        using var rows = golden.Rows();
        var map = TrainingRun.Start(golden.Options(), rows).Complete();
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
        Assert.Equal(golden.Array("bmu_file"), map.Predict(data).Select(neuron => (double)neuron));
        Assert.Equal(golden.Array("bmu2_file"), map.FindBestMatches(data, 2).Select(match => (double)match.Neuron));
        Close(golden.Array("bmu_distance_file"), map.FindBestMatches(data).Select(match => match.Distance), MeasureTolerance);
        CheckMeasures(golden, map, data);
        if (golden.Labels is null)
            Assert.Equal(golden.Array("predict_file"), map.PredictLabel(data).Select(label => (double)label));
        else
            CheckClasses(golden, map, data);
        CheckChildren(golden.Record["children"]?.AsArray() ?? [], map);
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
    [InlineData("digits_docs_clf_s42", Traits = new[] { NeedsAttribute.Trait, Need.SharedData })]
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
            var report = run.Advance();
            if (report.Epoch < golden.Number("weights_trace_epochs"))
            {
                int values = report.Neurons * data.ColumnCount;
                Close(weights[..values].ToArray(), run.Weights.Values[..values], WeightTolerance);
                weights = weights[values..];
            }
            if (report.Epoch < golden.Number("winners_trace_epochs"))
            {
                Assert.Equal(winners[..data.RowCount].ToArray(), rows.SaveWinners().Select(winner => (double)winner));
                winners = winners[data.RowCount..];
            }
        }
        Assert.True(weights.IsEmpty && winners.IsEmpty);
    }

    private static void CheckClasses(GoldenCase golden, SomMap map, DataMatrix data)
    {
        int[] classes = golden.Record["classes_"].Deserialize<int[]>()!;
        var classifier = new ClassifierMap<int>(map, map.Classes!.As<int>());
        Assert.Equal(classes, classifier.Classes);
        CheckShares(golden.Record, map, classes, classes);
        Assert.Equal(golden.Array("predict_file"), classifier.Predict(data).Select(label => (double)label));
        Close(golden.Number("train_accuracy"), classifier.Score(data, golden.Labels!), MeasureTolerance);
        Close(golden.Number("train_accuracy"), map.TrainingAccuracy!.Value, MeasureTolerance);
        Close(
            golden.Array("predict_proba20_file"),
            classifier.PredictProbabilities(data.SelectRows([.. Enumerable.Range(0, 20)])).Cast<double>(),
            MeasureTolerance
        );
    }

    /// <summary>Labels, −1 for a dead neuron, and probabilities, both over the map's own classes.</summary>
    private static void CheckShares(JsonNode record, SomMap map, int[] own, int[] all)
    {
        int[] labels = record["label"].Deserialize<int[]>()!;
        double[][] shares = record["probabilities"].Deserialize<double[][]>()!;
        for (int neuron = 0; neuron < labels.Length; neuron++)
        {
            int? label = map.Neurons[neuron].Class;
            Assert.Equal(labels[neuron], label is null ? -1 : Array.IndexOf(own, all[label.Value]));
            double[] found = [.. own.Select(label => map.ClassShares(neuron)[Array.IndexOf(all, label)])];
            Close(shares[neuron], found, MeasureTolerance);
        }
    }

    private static void CheckChildren(JsonArray children, SomMap root)
    {
        Assert.Equal(children.Count, root.AllMaps().Count() - 1);
        foreach (var child in children)
        {
            var map = root;
            foreach (var place in Positions(child!["path"]!))
                map = map.Children[map.Neurons.Single(neuron => neuron.Position == place).Index];
            Assert.Equal(Positions(child["neurons"]!), map.Neurons.Select(neuron => neuron.Position));
            Close(
                child["weights"].Deserialize<double[][]>()!.SelectMany(row => row).ToArray(),
                map.Weights.Values,
                WeightTolerance
            );
            Assert.Equal(child["effective_max_neurons"]!.GetValue<int>(), map.EffectiveOptions.MaxNeurons);
            Assert.Equal(child["n_samples"]!.GetValue<int>(), map.Training.RowCount);
            Assert.Equal(child["hit_count"].Deserialize<long[]>()!, map.Neurons.Select(neuron => neuron.HitCount));
            Assert.Equal(child["n_iter_"]!.GetValue<int>() + 1, map.Training.Epochs);
            Close(child["growing_threshold_"]!.GetValue<double>(), map.Training.GrowingThreshold, MeasureTolerance);
            Close(child["total_variance"]!.GetValue<double>(), map.Training.TotalVariance, MeasureTolerance);
            Close(child["node_error"].Deserialize<double[]>()!, map.Neurons.Select(neuron => neuron.Error), MeasureTolerance);
            Close(child["density"].Deserialize<double[]>()!, map.Neurons.Select(neuron => neuron.Density), MeasureTolerance);
            Close(child["quantization_error_"]!.GetValue<double>(), map.Training.QuantizationError, MeasureTolerance);
            Close(child["topographic_error_"]!.GetValue<double>(), map.Training.TopographicError.EightNeighbor, MeasureTolerance);
            Close(child["topographic_product_"]!.GetValue<double>(), map.TopographicProduct, MeasureTolerance);
            if (root.Classes is { } classes)
                CheckShares(child, map, child["classes_"].Deserialize<int[]>()!, [.. classes.As<int>()]);
        }
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
