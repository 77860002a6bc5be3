using System.Globalization;
using System.Text.Json.Nodes;
using Dbgsom.Grid;
using Dbgsom.Measures;
using Dbgsom.Options;
using Dbgsom.Space;
using Dbgsom.Training;
using Dbgsom.Training.Growth;

namespace Dbgsom.Cli;

/// <summary>A summary of a map and its quality, as text and as JSON.</summary>
internal static class MapReport
{
    /// <summary>Rows of a table of what was learned.</summary>
    public static IEnumerable<(string Name, string Value)> Rows(SomMap map, CancellationToken cancellationToken = default)
    {
        var training = map.Training;
        int dead = map.Neurons.Count(neuron => neuron.IsDead);
        var (width, height) = MapGrid.Extent([.. map.Neurons.Select(neuron => neuron.Position)]);
        yield return ("samples", Samples(map));
        if (map.PassiveFeatures is { Count: > 0 } passive)
            yield return (
                "passive features",
                $"{passive.Count}, shown but not trained on: {string.Join(", ", passive.Take(6).Select(one => Shown.Name(one.Name)))}{(passive.Count > 6 ? ", …" : "")}"
            );
        yield return (
            "neurons",
            $"{map.Neurons.Count} on a {Shape(map.Grid)} of {width} × {height}, {map.Edges.Count} edges{(dead == 0 ? "" : $", {dead} without samples")}"
        );
        if (map.Children.Count > 0)
            yield return (
                "hierarchy",
                $"{map.AllMaps().Count()} maps on {map.Depth + 1} levels, {map.LabelCount} neurons in all"
            );
        if (map.Classes is { } classes)
            yield return (
                "classes",
                $"{classes.Count}: {string.Join(", ", classes.Names.Take(6).Select(Shown.Name))}{(classes.Count > 6 ? ", …" : "")}; {Numbers.Percent(map.TrainingAccuracy!.Value)} of the training samples correct"
            );
        if (map.Regression is { } regression)
            yield return (
                "target",
                $"{(regression.TargetName is { } name ? Shown.Name(name) + ", predicted" : "predicted")} with an error of {Numbers.Show(regression.Error)} on held-out samples, {Numbers.Percent(regression.ExplainedShare)} of its variance explained"
            );
        if (map.HasTrainingSamples)
        {
            yield return ("quantization error", Numbers.Show(training.QuantizationError) + Unit(map));
            yield return ("topographic error", Topographic(map, training.TopographicError));
        }
        yield return ProductRow(Product(map, cancellationToken));
        // Without a lambda the map grows to a size, and the threshold is a means to it.
        if (map.Options.Lambda is not null)
            yield return (
                "growing threshold",
                Numbers.Show(training.GrowingThreshold)
                    + (map.EffectiveOptions.GrowthCriterion == GrowthCriterion.Entropy ? " bits" : Unit(map))
            );
        yield return ("epochs", Epochs(map));
        if (training.LvqIterations > 0)
            yield return ("refined", $"{Counted(training.LvqIterations, "iteration")} of batch LVQ");
        yield return ("options", Options(map.Options));
    }

    /// <summary>How many epochs, and what ended them; of a map of given size how wide its neighborhoods were.</summary>
    private static string Epochs(SomMap map)
    {
        var training = map.Training;
        if (training.Epochs == 0)
            return training.LvqIterations > 0 ? "0: it was made from given weights" : "0: the weights are as given";
        if (map.Options.Grid is null || training.History.Count == 0)
            return $"{training.Epochs} ({training.FineEpochs} fine), ended by {Lower(training.StopReason)}";
        var (first, last) = (training.History[0], training.History[^1]);
        return $"{training.Epochs}, sigma from {Numbers.Show(first.Sigma)} to {Numbers.Show(last.Sigma)}";
    }

    /// <summary>The measures of a map, under names that do not change.</summary>
    public static JsonObject Json(SomMap map, CancellationToken cancellationToken = default) =>
        new()
        {
            ["neurons"] = map.Neurons.Count,
            ["edges"] = map.Edges.Count,
            ["quantization_error"] = Numbers.Json(map.Training.QuantizationError),
            ["topographic_error"] = Numbers.Json(map.Training.TopographicError.EightNeighbor),
            ["topographic_error_4"] = Numbers.Json(map.Training.TopographicError.FourNeighbor),
            ["topographic_product"] = Product(map, cancellationToken) is { } product ? Numbers.Json(product) : null,
            ["epochs"] = map.Training.Epochs,
            ["growing_threshold"] = Numbers.Json(map.Training.GrowingThreshold),
            ["samples"] = Numbers.Json(map.Training.SampleMass),
            ["features"] = map.FeatureCount,
            ["dead_neurons"] = map.Neurons.Count(neuron => neuron.IsDead),
            ["preset"] = map.Options.Preset,
            ["seed"] = map.Options.Seed,
            ["lvq_iterations"] = map.Training.LvqIterations,
            ["maps"] = map.AllMaps().Count(),
            ["depth"] = map.Depth,
            ["classes"] = map.Classes is { } classes ? new JsonArray([.. classes.Names.Select(name => (JsonNode)name)]) : null,
            ["training_accuracy"] = map.TrainingAccuracy is { } accuracy ? Numbers.Json(accuracy) : null,
            ["ended_by"] = Lower(map.Training.StopReason),
        };

    private static string Shape(MapGrid grid)
    {
        string cells = grid.Shape.Name == SomOptions.Default.Topology.Name ? "" : $"{grid.Shape} ";
        return cells + (grid.Torus is null ? "grid" : "torus");
    }

    private static string Samples(SomMap map)
    {
        var training = map.Training;
        // Rows that lack too many values are left out of training.
        bool isPart =
            training.SampleMass < training.RowCount && map.Diagnostics.Any(one => one.Kind == DiagnosticKind.MissingValues);
        string rows =
            training.SampleMass == training.RowCount ? ""
            : isPart ? $" of {Numbers.Count(training.RowCount)} rows"
            : $" in {Numbers.Count(training.RowCount)} weighted rows";
        string names = map.FeatureNames is null
            ? ""
            : $": {string.Join(", ", map.FeatureNames.Take(6).Select(Shown.Name))}{(map.FeatureCount > 6 ? ", …" : "")}";
        string count = map.HasTrainingSamples ? Numbers.Count(training.SampleMass) : "none,";
        string of = map.HasTrainingSamples ? "of " : "";
        return $"{count}{rows} {of}{Counted(map.FeatureCount, "feature")}{names}";
    }

    /// <summary>Errors are in the space trained in; distances of directions have no unit.</summary>
    private static string Unit(SomMap map) =>
        map.EffectiveOptions.Metric.ScalesToLengthOne ? ""
        : map.EffectiveOptions.Scaling == Scaling.Standard ? " standard deviations"
        : map.EffectiveOptions.Scaling == Scaling.Robust ? " robust standard deviations"
        : map.EffectiveOptions.Scaling == Scaling.MinMax ? " ranges"
        : "";

    /// <summary>The preset, what was changed in it, and the seed.</summary>
    private static string Options(SomOptions options)
    {
        var preset = SomOptions.FromPreset(options.Preset);
        var changed = SomOption
            .All.Where(option => option.Name != "seed" && option.Format(options) != option.Format(preset))
            .Select(option => $"{option.Name} {option.Format(options)}");
        return string.Join(", ", changed.Prepend($"preset {options.Preset}").Append($"seed {options.Seed}"));
    }

    /// <summary>The topographic product; null for maps of so many neurons that it would take longer than their training.</summary>
    public static double? Product(SomMap map, CancellationToken cancellationToken) =>
        map.Neurons.Count <= SomMap.MaxNeuronsWithTopographicProduct ? map.FindTopographicProduct(cancellationToken) : null;

    /// <summary>The row of tables that shows it, or says why it is not there.</summary>
    public static (string, string) ProductRow(double? product) =>
        (
            "topographic product",
            product is { } value
                ? Numbers.Show(value)
                : $"omitted beyond {SomMap.MaxNeuronsWithTopographicProduct.ToString("N0", CultureInfo.InvariantCulture)} neurons: its time grows with their square"
        );

    /// <summary>Both forms of the topographic error; one where cells touch at sides only.</summary>
    public static string Topographic(SomMap map, TopographicError error) =>
        map.Grid.Touching(map.Neurons[0].Position).Count is var touching && touching == map.Grid.Sides
            ? $"{Numbers.Show(error.FourNeighbor)} ({map.Grid.Sides} neighbors)"
            : $"{Numbers.Show(error.EightNeighbor)} ({touching} neighbors), {Numbers.Show(error.FourNeighbor)} ({map.Grid.Sides} neighbors)";

    /// <summary>The mean tied rank, with that of chance.</summary>
    public static string TiedRank(SomMap map, double rank) =>
        $"{Numbers.Show(rank)} of {map.Neurons.Count - 1} ({Numbers.Show(map.Neurons.Count / 2.0)} by chance)";

    /// <summary>The explained variance.</summary>
    public static string Explained(double share) =>
        double.IsNaN(share) ? "not defined: all samples are equal" : Numbers.Show(share);

    /// <summary>"3 features", "1 feature".</summary>
    public static string Counted(long count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    /// <summary>"capacity": as it is printed.</summary>
    public static string Lower(StopReason reason) =>
        reason == StopReason.ScheduleEnded ? "clock"
        : reason == StopReason.TargetSize ? "target size"
        : reason == StopReason.Completed ? "its schedule"
        : reason.ToString().ToLowerInvariant();
}
