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
        if (facts.Block > 1)
            writer.WriteNumber("block", facts.Block);
        writer.WriteNumbers("edgeHeights", heights.EdgeHeights);
        writer.WriteStartArray("attributes");
        MapAttribute[] attributes = [.. MapAttribute.Of(facts), .. ColumnColors.Of(facts), .. GroupSection.Colors(facts)];
        foreach (var attribute in attributes)
            attribute.Write(writer);
        writer.WriteEndArray();
        if (FirstColor(attributes) is { } color)
            writer.WriteString("color", color);
        writer.WriteEndObject();
    }

    /// <summary>The page's identifier of the requested color: a column, a feature, or a color of the page; null if none is requested.</summary>
    /// <exception cref="ArgumentException">There is no such color.</exception>
    private string? FirstColor(MapAttribute[] attributes)
    {
        if (facts.Options.Color is not { } color)
            return null;
        if (attributes.FirstOrDefault(one => one.Group is not null && one.Name == color) is { } column)
            return column.Id;
        if (facts.FeatureNames.Contains(color) || facts.Map.PassiveFeatures.Any(one => one.Name == color))
            return "feature=" + color;
        string[] own =
        [
            "cluster",
            .. attributes.Where(one => one.Group is null).Select(one => one.Id),
            .. facts.Options.Labels is not null || facts.Map.Classes is not null ? new[] { "class", "purity" } : [],
        ];
        return own.Contains(color)
            ? color
            : throw new ArgumentException(
                $"neurons cannot be colored by '{color}'; valid is the name of a feature, of a column given, or one of {string.Join(", ", own)}"
            );
    }
}
