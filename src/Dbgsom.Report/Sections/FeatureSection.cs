using System.Text.Json;

namespace Dbgsom.Report.Sections;

/// <summary>The features: component planes, means of the samples of each neuron, and how much each matters.</summary>
internal sealed class FeatureSection(MapFacts facts) : ReportSection
{
    // Of all neurons and features together: what a page can hold.
    private const int MostValues = 1_000_000;

    // More component planes nobody chooses from.
    private const int MostPlanes = 1000;

    public override void Write(Utf8JsonWriter writer)
    {
        var map = facts.Map;
        var importance = map.FeatureImportance;
        int most = Math.Clamp(MostValues / map.Neurons.Count, 1, MostPlanes);
        // Those that matter most, in the order of the data.
        int[] shown =
        [
            .. Enumerable.Range(0, map.FeatureCount).OrderByDescending(f => importance[f]).ThenBy(f => f).Take(most).Order(),
        ];
        var weights = map.WeightsInDataUnits;
        writer.WriteStartObject("features");
        writer.WriteNumber("count", map.FeatureCount);
        writer.WriteWhole("columns", shown);
        writer.WriteTexts("names", shown.Select(f => facts.FeatureNames[f]));
        writer.WriteNumbers("importance", shown.Select(f => importance[f]));
        writer.WriteNumbers("mean", shown.Select(f => facts.Statistics.Mean[f]));
        writer.WriteNumbers("deviation", shown.Select(f => facts.Statistics.Deviation[f]));
        Planes(writer, "weights", shown, (neuron, f) => weights[neuron, f]);
        if (facts.Data is not null)
            Planes(writer, "means", shown, (neuron, f) => facts.Statistics.Means[neuron][f]);
        writer.WriteEndObject();
    }

    private void Planes(Utf8JsonWriter writer, string name, int[] shown, Func<int, int, double> value)
    {
        writer.WriteStartArray(name);
        foreach (int f in shown)
        {
            writer.WriteStartArray();
            for (int neuron = 0; neuron < facts.Map.Neurons.Count; neuron++)
                writer.WriteShort(value(neuron, f));
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
    }
}
