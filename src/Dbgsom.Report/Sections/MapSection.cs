using System.Text.Json;
using Dbgsom.Measures;

namespace Dbgsom.Report.Sections;

/// <summary>The grid, and what neurons can be colored by.</summary>
internal sealed class MapSection(MapFacts facts) : ReportSection
{
    public override void Write(Utf8JsonWriter writer)
    {
        var map = facts.Map;
        var heights = map.UMatrix();
        writer.WriteStartObject("map");
        GridShape.Write(writer, map.Grid, [.. map.Neurons.Select(neuron => neuron.Position)]);
        writer.WriteWhole("edges", map.Edges.SelectMany(edge => new[] { edge.A, edge.B }));
        writer.WriteNumbers("mass", facts.Statistics.Mass);
        // Without samples every neuron counts as one.
        if (facts.Data is null && !map.HasTrainingSamples)
            writer.WriteBoolean("countsNeurons", true);
        writer.WriteNumbers("edgeHeights", heights.EdgeHeights);
        writer.WriteStartArray("attributes");
        foreach (var attribute in MapAttribute.Of(facts))
            attribute.Write(writer);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
