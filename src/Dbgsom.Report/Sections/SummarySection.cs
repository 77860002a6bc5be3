using System.Text.Json;
using Dbgsom.Measures;
using Dbgsom.Space;
using Dbgsom.Training;

namespace Dbgsom.Report.Sections;

/// <summary>A summary in words: the data, the training and the quality.</summary>
internal sealed class SummarySection(MapFacts facts) : ReportSection
{
    public override void Write(Utf8JsonWriter writer)
    {
        var map = facts.Whole;
        writer.WriteStartObject("summary");
        writer.WriteTexts(
            "paragraphs",
            [
                What(),
                .. facts.Block > 1 ? [Coarse()] : Array.Empty<string>(),
                How(),
                .. IsMeasured ? [HowWell()] : Array.Empty<string>(),
            ]
        );
        writer.WriteTexts("diagnostics", map.Diagnostics.Select(diagnostic => diagnostic.Message));
        writer.WriteStartArray("figures");
        foreach (var (name, value) in Figures())
        {
            writer.WriteStartObject();
            writer.WriteString("name", name);
            writer.WriteString("value", value);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteString("version", map.Training.LibraryVersion);
        writer.WriteEndObject();
    }

    /// <summary>True if the map was measured on samples: those of training or, without any, those shown.</summary>
    private bool IsMeasured => facts.Whole.HasTrainingSamples || facts.Measures is not null;

    private double QuantizationError =>
        facts.Whole.HasTrainingSamples ? facts.Whole.Training.QuantizationError : facts.Measures!.QuantizationError;

    private TopographicError TopographicError =>
        facts.Whole.HasTrainingSamples ? facts.Whole.Training.TopographicError : facts.Measures!.TopographicError;

    private IEnumerable<(string Name, string Value)> Figures()
    {
        var map = facts.Whole;
        if (facts.Data is not null || map.HasTrainingSamples)
            yield return ("samples", Words.Whole(facts.Data?.RowCount ?? map.Training.RowCount));
        yield return ("features", Words.Whole(map.FeatureCount));
        yield return ("neurons", Words.Whole(map.Neurons.Count));
        if (IsMeasured)
        {
            yield return ("mean distance to the winner", Words.Number(QuantizationError));
            yield return ("topographic error", Words.Percent(TopographicError.EightNeighbor));
        }
        if (map.TrainingAccuracy is { } accuracy)
            yield return ("training samples classified correctly", Words.Percent(accuracy));
    }

    private string What()
    {
        var map = facts.Whole;
        double each = map.Training.SampleMass / Math.Max(1, map.Neurons.Count(neuron => !neuron.IsDead));
        string below =
            map.Children.Count == 0
                ? ""
                : $" {Words.Count(map.AllMaps().Count() - 1, "map")} more below single neurons; this page shows the first.";
        string shown =
            facts.Data is { } data && data.RowCount != map.Training.RowCount
                ? $" Shown here: {Words.Count(data.RowCount, "sample")}."
                : "";
        if (!map.HasTrainingSamples)
            return $"A map of {Words.Count(map.Neurons.Count, "neuron")} with {Words.Count(map.FeatureCount, "feature")}, made from given weights. Neighboring neurons are similar: nearby places on the map contain similar samples, and areas separated by ridges differ.{shown}";
        string weighted =
            map.Training.SampleMass == map.Training.RowCount ? ""
            : map.Training.SampleMass < map.Training.RowCount
            && map.Diagnostics.Any(one => one.Kind == DiagnosticKind.MissingValues)
                ? $", of which {Words.Number(map.Training.SampleMass)} count,"
            : $", {Words.Number(map.Training.SampleMass)} by their weights,";
        return $"{Words.Count(map.Training.RowCount, "sample")}{weighted} with {Words.Count(map.FeatureCount, "feature")} became a map of {Words.Count(map.Neurons.Count, "neuron")}, each representing about {Words.Count(Math.Round(each), "sample")} that {(Math.Round(each) == 1 ? "is" : "are")} alike. Neighboring neurons are similar, too: nearby places on the map contain similar samples, and areas separated by ridges differ.{below}{shown}";
    }

    private string Coarse() =>
        $"The page cannot show {Words.Whole(facts.Whole.Neurons.Count)} neurons one by one. It shows blocks of {facts.Block} × {facts.Block} as one cell each, with the mean of their weights; the numbers of neurons on this page are those of the cells, {Words.Count(facts.Map.Neurons.Count, "cell")} in all, and clusters are those of the cells. Measures, distances to neurons and outliers are those of the whole map.";

    private string How()
    {
        var map = facts.Whole;
        string scaled =
            map.EffectiveOptions.Scaling == Scaling.Standard
                ? "Features were scaled to standard deviation 1, so all count equally"
            : map.EffectiveOptions.Scaling == Scaling.Robust
                ? "Features were scaled to median 0 and, by their median absolute deviation, to the spread of standard deviation 1"
            : map.EffectiveOptions.Scaling == Scaling.MinMax ? "Features were scaled to the range 0 to 1"
            : "Features were not scaled, so those with a wide range count most";
        string metric = map.EffectiveOptions.Metric.Remark is { } remark ? $"; {remark}." : ".";
        if (map.Training.Epochs == 0)
            return $"{scaled}{metric} The map has the size {map.EffectiveOptions.Grid}, and its weights are as they were given.";
        string ended = map.Training.StopReason switch
        {
            StopReason.Equilibrium => "it ended when no neuron needed to grow",
            StopReason.Epochs => "it ended after the given number of epochs",
            StopReason.TargetSize => "it ended when the map had the requested size and was annealed",
            StopReason.Capacity => "it ended at the maximum size of the map",
            _ => "it ended by its schedule",
        };
        if (map.Training.StopReason == StopReason.Completed)
            return $"{scaled}{metric} The map has the size it was given, {map.EffectiveOptions.Grid}, and was trained for {Words.Count(map.Training.Epochs, "epoch")}.";
        return $"{scaled}{metric} The map grew to {Words.Count(map.Neurons.Count, "neuron")} in {Words.Count(map.Training.Epochs, "epoch")}; {ended}.";
    }

    private string HowWell()
    {
        var error = TopographicError;
        string trust = error.EightNeighbor switch
        {
            <= 0.05 => "neighbors on the map are neighbors in the data nearly everywhere",
            <= 0.15 => "neighborhoods on the map are mostly reliable",
            _ => "the map is folded, and similar samples may lie apart on it, so look at ridges before reading distances",
        };
        string explained = facts.ExplainedVariance is { } share
            ? $" The neurons explain {Words.Percent(share)} of the variance of the samples."
            : "";
        string folds =
            error.EightNeighbor == 0
                ? "For every sample the two nearest neurons are side by side"
                : $"For {Words.Percent(error.EightNeighbor)} of the samples the two nearest neurons are not side by side";
        return $"{folds}: {trust}.{explained}";
    }
}
