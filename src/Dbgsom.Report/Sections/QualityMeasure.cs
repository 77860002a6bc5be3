using System.Text.Json;
using Dbgsom.Measures;
using Dbgsom.Naming;
using Dbgsom.Training;

namespace Dbgsom.Report.Sections;

/// <summary>One measure of a map's quality.</summary>
/// <param name="Name">The established name.</param>
/// <param name="Value">The value.</param>
/// <param name="Text">The meaning and the good values.</param>
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
        var (map, data, cancellationToken) = (facts.Whole, facts.Data, facts.CancellationToken);
        if (facts.Measures is not null || map.HasTrainingSamples)
        {
            yield return new(
                "Quantization error",
                facts.Measures?.QuantizationError ?? map.Training.QuantizationError,
                "Mean distance of the samples to their winners, in the space trained in; lower is better."
            );
            var topographic = facts.Measures?.TopographicError ?? map.Training.TopographicError;
            // Hexagons touch at sides only.
            bool hasDiagonals = map.Grid.Touching(map.Neurons[0].Position).Count > map.Grid.Sides;
            yield return new(
                "Topographic error",
                topographic.EightNeighbor,
                $"Share of samples whose two nearest neurons are not side by side{(hasDiagonals ? ", diagonals included" : "")}: 0 is best."
            );
            if (hasDiagonals)
                yield return new(
                    "Topographic error, edges only",
                    topographic.FourNeighbor,
                    "A stricter form: only neurons joined by an edge count as side by side."
                );
        }
        if (facts.Measures is { MeanTiedRank: var rank })
            yield return new(
                "Mean tied rank",
                rank,
                $"The rank of the second-nearest neuron among the others by steps on the grid from the winner: {(map.Grid.Sides + 1) / 2.0:0.0} inside the map if it is always a neighbor, {Words.Number(map.Neurons.Count / 2.0)} by chance. It is comparable across grids."
            );
        if (map.Neurons.Count <= SomMap.MaxNeuronsWithTopographicProduct)
            yield return new(
                "Topographic product",
                map.FindTopographicProduct(cancellationToken),
                "Near 0 for a map of the right dimension, negative if the data needs more dimensions, positive if it needs fewer."
            );
        if (data is null)
            yield break;
        if (facts.ExplainedVariance is { } explained)
            yield return new("Explained variance", explained, "Share of the samples' variance between neurons; 1 is all of it.");
        yield return new(
            "Combined error",
            facts.Measures!.CombinedError,
            "Distance to the winner and from there along the map to the second-nearest neuron (Kaski & Lagus): small if the map is near the samples and not folded."
        );
        yield return new(
            "Distortion",
            facts.Measures.Distortion,
            "Squared distances to the winner and, with decreasing weight, to the neurons around it, which training minimizes."
        );
        if (data.RowCount < LeastForPairs)
            yield break;
        var trust = map.Trustworthiness(data, cancellationToken: cancellationToken);
        var kept = map.NeighborhoodPreservation(data, cancellationToken: cancellationToken);
        yield return new(
            $"Trustworthiness, {trust.Neighbors} neighbors",
            trust.Value,
            "How often neighbors on the map are neighbors in the data: 1 is always, one half is chance." + Drawn(trust, data)
        );
        yield return new(
            $"Neighborhood preservation, {kept.Neighbors} neighbors",
            kept.Value,
            "How often neighbors in the data are neighbors on the map: 1 is always, one half is chance." + Drawn(kept, data)
        );
    }

    // Fewer samples have no neighborhoods to compare.
    private const int LeastForPairs = 8;

    private static string Drawn(NeighborhoodMeasure measure, DataMatrix data) =>
        measure.SampleSize < data.RowCount ? $" Measured on {Words.Count(measure.SampleSize, "sample")}." : "";
}
