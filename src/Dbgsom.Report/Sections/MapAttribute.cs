using System.Text.Json;
using Dbgsom.Measures;
using Dbgsom.Naming;
using Dbgsom.Training.Growth;

namespace Dbgsom.Report.Sections;

/// <summary>A number for each neuron to color it by.</summary>
/// <param name="Id">What the page calls it.</param>
/// <param name="Name">What a person chooses.</param>
/// <param name="Text">What it tells, in a sentence.</param>
/// <param name="Values">A value a neuron; NaN for none.</param>
/// <param name="Palette">"magma", "viridis" or "category".</param>
internal sealed record MapAttribute(string Id, string Name, string Text, IReadOnlyList<double> Values, string Palette = "magma")
{
    /// <summary>Under which heading it is offered; null for the usual one.</summary>
    public string? Group { get; init; }

    /// <summary>The names of the categories that values are the places of; null for numbers.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>The place of the category that stands for all rare ones; −1 for none.</summary>
    public int Others { get; init; } = -1;

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("id", Id);
        writer.WriteString("name", Name);
        writer.WriteString("text", Text);
        writer.WriteString("palette", Palette);
        writer.WriteNumbers("values", Values);
        if (Group is not null)
            writer.WriteString("group", Group);
        if (Categories is not null)
        {
            writer.WriteTexts("categories", Categories);
            writer.WriteNumber("others", Others);
        }
        writer.WriteEndObject();
    }

    public static IEnumerable<MapAttribute> Of(MapFacts facts)
    {
        var map = facts.Map;
        if (map.HasTrainingSamples || facts.Data is not null)
            yield return new(
                "hits",
                "Samples (hits)",
                facts.Data is null
                    ? "How many training samples each neuron stands for."
                    : "How many samples each neuron stands for.",
                facts.Statistics.Mass
            );
        yield return new(
            "umatrix",
            "Distance to neighbors (U-matrix)",
            "Ridges of large distances part groups of samples; within valleys samples are alike. Bars between neurons show each distance by itself.",
            map.UMatrix().NeuronHeights
        );
        if (map.HasTrainingSamples)
            yield return new(
                "error",
                map.EffectiveOptions.GrowthCriterion == GrowthCriterion.Entropy
                    ? "Mixture of classes (entropy)"
                    : "Quantization error",
                map.EffectiveOptions.GrowthCriterion == GrowthCriterion.Entropy
                    ? "How much classes are mixed among the training samples of each neuron, in bits."
                    : "The sum of the distances of the training samples of each neuron to it: where it is large, the map stands for them coarsely.",
                [.. map.Neurons.Select(neuron => neuron.Error)]
            );
        if (facts.Data is not null)
            yield return new(
                "distance",
                "Mean distance of samples",
                "How far samples are from the neuron that stands for them, on average.",
                MeanDistances(facts)
            );
        if (facts.Data is { } data)
        {
            yield return new(
                "histogram",
                "Smoothed histogram",
                "Where samples gather: each counts for its eight nearest neurons, the nearest most.",
                map.SmoothedHistogram(data, cancellationToken: facts.CancellationToken)
            );
            yield return new(
                "pmatrix",
                "Samples around (P-matrix)",
                "How many samples lie within a fixed radius of each neuron, whoever wins them: dense and sparse places of the data.",
                map.PMatrix(data, null, facts.CancellationToken)
            );
            yield return new(
                "ustar",
                "Ridges where samples are few (U*-matrix)",
                "The U-matrix, lower where samples are dense and higher where they are sparse: only ridges between groups remain.",
                map.UStarMatrix(data, facts.CancellationToken)
            );
        }
        if (!map.HasTrainingSamples)
            yield break;
        yield return new(
            "density",
            "Density of samples",
            "How tightly the training samples lie around each neuron.",
            [.. map.Neurons.Select(neuron => neuron.Density)]
        );
        yield return new(
            "epoch",
            "Epoch created",
            "When each neuron was made: the map grew outwards from the first ones.",
            [.. map.Neurons.Select(neuron => (double)neuron.EpochCreated)],
            "viridis"
        );
    }

    private static double[] MeanDistances(MapFacts facts)
    {
        var sums = new double[facts.Map.Neurons.Count];
        var counts = new double[sums.Length];
        for (int i = 0; i < facts.Matches.Count; i++)
        {
            var (neuron, distance) = facts.Matches[i];
            double count = facts.Data!.SampleWeights.IsEmpty ? 1 : facts.Data.SampleWeights[i];
            sums[neuron] += count * distance;
            counts[neuron] += count;
        }
        return [.. sums.Select((sum, neuron) => sum / counts[neuron])];
    }
}
