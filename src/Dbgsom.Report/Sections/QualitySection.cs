using System.Text.Json;

namespace Dbgsom.Report.Sections;

/// <summary>How good the map is: measures with what they mean, and the topographic function.</summary>
internal sealed class QualitySection(MapFacts facts) : ReportSection
{
    public override void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("quality");
        writer.WriteStartArray("measures");
        foreach (var measure in QualityMeasure.Of(facts))
            measure.Write(writer);
        writer.WriteEndArray();
        if (facts.Measures is { TopographicFunction: var function })
        {
            writer.WriteStartObject("topographicFunction");
            writer.WriteNumbers("axis", function.Axis);
            writer.WriteNumbers("values", function.Values);
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
    }
}
