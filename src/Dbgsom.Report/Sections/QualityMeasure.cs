using System.Text.Json;

namespace Dbgsom.Report.Sections;

/// <summary>One measure of a map's quality.</summary>
/// <param name="Name">Its name in the field.</param>
/// <param name="Value">Its value.</param>
/// <param name="Text">What it tells and which values are good.</param>
internal sealed record QualityMeasure(string Name, double Value, string Text)
{
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("name", Name);
        writer.WritePropertyName("value");
        writer.WriteShort(Value);
        writer.WriteString("text", Text);
        writer.WriteEndObject();
    }

    public static IEnumerable<QualityMeasure> Of(MapFacts facts)
    {
        var (map, data, cancellationToken) = (facts.Map, facts.Data, facts.CancellationToken);
        yield return new(
            "Quantization error",
            data is null ? map.Training.QuantizationError : map.QuantizationError(data, cancellationToken),
            "Mean distance of the samples to their winners, in the space trained in: smaller is finer."
        );
        var topographic = data is null ? map.Training.TopographicError : map.TopographicError(data, cancellationToken);
        yield return new(
            "Topographic error",
            topographic.EightNeighbor,
            "Share of samples whose two nearest neurons are not side by side, diagonals included: 0 is best."
        );
        yield return new(
            "Topographic error, edges only",
            topographic.FourNeighbor,
            "The same where only neurons joined by an edge count as side by side: stricter."
        );
        yield return new(
            "Topographic product",
            map.TopographicProduct,
            "Near 0 for a map of the right dimension, below 0 where the data needs more dimensions than a map has, above 0 where fewer."
        );
        if (facts.ExplainedVariance is { } explained)
            yield return new(
                "Explained variance",
                explained,
                "Share of the samples' variance that lies between neurons: 1 is all."
            );
    }
}
