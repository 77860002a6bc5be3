using System.Text.Json;
using Dbgsom.Map;

namespace Dbgsom.Report.Sections;

/// <summary>The features: component planes, means of the samples of each neuron, and how much each matters.</summary>
internal sealed class FeatureSection(MapFacts facts) : ReportSection
{
    // Of all neurons and features together: what a page can hold.
    private const int MostValues = 1_000_000;

    // More component planes nobody chooses from.
    private const int MostPlanes = 1000;

    private const int MostPassive = 100;

    public override void Write(Utf8JsonWriter writer)
    {
        var map = facts.Map;
        var importance = map.FeatureImportance;
        int most = Math.Clamp(MostValues / map.Neurons.Count, 1, MostPlanes);
        // Those that matter most, in the order of the data.
        int[] shown =
        [
            .. Enumerable
                .Range(0, map.FeatureCount)
                .OrderByDescending(f => facts.FeatureNames[f] == facts.Options.Color)
                .ThenByDescending(f => importance[f])
                .ThenBy(f => f)
                .Take(most)
                .Order(),
        ];
        var weights = map.WeightsInDataUnits;
        // Behind them those that were not trained on.
        PassiveFeature[] passive = [.. map.PassiveFeatures.Take(MostPassive)];
        writer.WriteStartObject("features");
        writer.WriteNumber("count", map.FeatureCount + map.PassiveFeatures.Count);
        if (passive.Length > 0)
            writer.WriteNumber("passive", passive.Length);
        writer.WriteWhole("columns", [.. shown, .. passive.Index().Select(one => map.FeatureCount + one.Index)]);
        writer.WriteTexts(
            "names",
            [.. shown.Select(f => facts.FeatureNames[f]), .. passive.Select(one => $"{one.Name} (not trained on)")]
        );
        writer.WriteNumbers("importance", [.. shown.Select(f => importance[f]), .. passive.Select(_ => 0.0)]);
        writer.WriteNumbers("mean", [.. shown.Select(f => facts.Statistics.Mean[f]), .. passive.Select(MeanOfNeurons)]);
        writer.WriteNumbers(
            "deviation",
            [.. shown.Select(f => facts.Statistics.Deviation[f]), .. passive.Select(one => one.StandardDeviation)]
        );
        Planes(writer, "weights", shown, passive, (neuron, f) => weights[neuron, f]);
        if (facts.Data is not null)
            Planes(writer, "means", shown, passive, (neuron, f) => facts.Statistics.Means[neuron][f]);
        writer.WriteEndObject();
    }

    /// <summary>Of the neurons' values, which are smoother than samples: the page subtracts those of chosen neurons from it.</summary>
    private double MeanOfNeurons(PassiveFeature passive)
    {
        var (sum, total) = (0.0, 0.0);
        foreach (var (neuron, value) in passive.Values.Index())
            if (!double.IsNaN(value))
                (sum, total) = (sum + (facts.Statistics.Mass[neuron] * value), total + facts.Statistics.Mass[neuron]);
        return total > 0 ? sum / total : 0;
    }

    private void Planes(Utf8JsonWriter writer, string name, int[] shown, PassiveFeature[] passive, Func<int, int, double> value)
    {
        writer.WriteStartArray(name);
        foreach (int f in shown)
        {
            writer.WriteStartArray();
            for (int neuron = 0; neuron < facts.Map.Neurons.Count; neuron++)
                writer.WriteShort(value(neuron, f));
            writer.WriteEndArray();
        }
        foreach (var one in passive)
        {
            writer.WriteStartArray();
            foreach (double of in one.Values)
                writer.WriteShort(of);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
    }
}
