using System.Text.Json;
using Dbgsom.Measures;
using Dbgsom.Space;

namespace Dbgsom.Export;

/// <summary>Neurons, edges and what was trained as one JSON object.</summary>
internal static class MapJson
{
    public static void Write(SomMap map, Stream output)
    {
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        writer.WriteStartObject();
        writer.WriteString("library_version", map.Training.LibraryVersion);
        writer.WriteString("preset", map.Options.Preset);
        writer.WriteNumber("seed", map.Options.Seed);
        writer.WriteString("metric", map.EffectiveOptions.Metric.Name);
        Number(writer, "quantization_error", map.Training.QuantizationError);
        Number(writer, "topographic_error", map.Training.TopographicError.EightNeighbor);
        Texts(writer, "features", map.FeatureNames);
        if (map.PassiveFeatures.Count > 0)
            Texts(writer, "passive_features", [.. map.PassiveFeatures.Select(passive => passive.Name)]);
        Texts(writer, "classes", map.Classes?.Names);
        writer.WriteStartArray("neurons");
        var weights = map.WeightsInDataUnits;
        foreach (var neuron in map.Neurons)
            Write(writer, map, neuron, weights[neuron.Index]);
        writer.WriteEndArray();
        var lengths = map.UMatrix().EdgeHeights;
        writer.WriteStartArray("edges");
        for (int e = 0; e < map.Edges.Count; e++)
        {
            writer.WriteStartObject();
            writer.WriteNumber("neuron", map.Edges[e].A);
            writer.WriteNumber("neighbor", map.Edges[e].B);
            Number(writer, "distance", lengths[e]);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, SomMap map, Neuron neuron, ReadOnlySpan<double> weights)
    {
        writer.WriteStartObject();
        writer.WriteNumber("index", neuron.Index);
        writer.WriteNumber("x", neuron.Position.X);
        writer.WriteNumber("y", neuron.Position.Y);
        var (x, y) = map.Grid.Point(neuron.Position);
        writer.WriteNumber("layout_x", x);
        writer.WriteNumber("layout_y", y);
        writer.WriteNumber("label", neuron.Label);
        writer.WriteNumber("hit_count", neuron.HitCount);
        Number(writer, "hit_mass", neuron.HitMass);
        Number(writer, "error", neuron.Error);
        Number(writer, "density", neuron.Density);
        Number(writer, "average_distance", neuron.AverageDistance);
        writer.WriteNumber("epoch_created", neuron.EpochCreated);
        if (map.Classes is { } classes)
            writer.WriteString("class", neuron.Class is { } best ? classes.Names[best] : null);
        writer.WriteStartArray("weights");
        foreach (double weight in weights)
            writer.WriteNumberValue(weight);
        writer.WriteEndArray();
        if (map.PassiveFeatures.Count > 0)
            WritePassive(writer, map, neuron);
        writer.WriteEndObject();
    }

    private static void WritePassive(Utf8JsonWriter writer, SomMap map, Neuron neuron)
    {
        writer.WriteStartArray("passive");
        foreach (var passive in map.PassiveFeatures)
            if (double.IsFinite(passive.Values[neuron.Index]))
                writer.WriteNumberValue(passive.Values[neuron.Index]);
            else
                writer.WriteNullValue();
        writer.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter writer, string name, double value)
    {
        if (double.IsFinite(value))
            writer.WriteNumber(name, value);
        else
            writer.WriteNull(name);
    }

    private static void Texts(Utf8JsonWriter writer, string name, IReadOnlyList<string>? texts)
    {
        if (texts is null)
        {
            writer.WriteNull(name);
            return;
        }
        writer.WriteStartArray(name);
        foreach (string text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}
