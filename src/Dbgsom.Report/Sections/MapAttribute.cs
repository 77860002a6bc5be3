using System.Text.Json;
using Dbgsom.Measures;
using Dbgsom.Naming;
using Dbgsom.Training.Growth;

namespace Dbgsom.Report.Sections;

/// <summary>A number for each neuron to color it by.</summary>
/// <param name="Id">The identifier for the page.</param>
/// <param name="Name">The name that users choose.</param>
/// <param name="Text">The meaning, in a sentence.</param>
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
                facts.Data is null ? "The number of training samples of each neuron." : "The number of samples of each neuron.",
                facts.Statistics.Mass
            );
        yield return new(
            "umatrix",
            "Distance to neighbors (U-matrix)",
            "Ridges of large distances separate groups of samples; samples within a valley are similar. Bars between neurons show each distance.",
            map.UMatrix().NeuronHeights
        );
        if (map.HasTrainingSamples)
            yield return new(
                "error",
                map.EffectiveOptions.GrowthCriterion == GrowthCriterion.Entropy
                    ? "Mixture of classes (entropy)"
                    : "Quantization error",
                map.EffectiveOptions.GrowthCriterion == GrowthCriterion.Entropy
                    ? "The mixture of classes among the training samples of each neuron, in bits."
                    : "The sum of the distances of each neuron's training samples to it: large values mean that the map is coarse there.",
                [.. map.Neurons.Select(neuron => neuron.Error)]
            );
        if (facts.Data is not null)
            yield return new(
                "distance",
                "Mean distance of samples",
                "The mean distance of samples to their neuron.",
                MeanDistances(facts)
            );
        if (facts.Data is { } data)
        {
            yield return new(
                "histogram",
                "Smoothed histogram",
                "The concentration of samples: each sample counts for its eight nearest neurons, most for the nearest.",
                map.SmoothedHistogram(data, cancellationToken: facts.CancellationToken)
            );
            yield return new(
                "pmatrix",
                "Samples around (P-matrix)",
                "The number of samples within a fixed radius of each neuron: dense and sparse regions of the data.",
                map.PMatrix(data, null, facts.CancellationToken)
            );
            yield return new(
                "ustar",
                "Ridges where samples are few (U*-matrix)",
                "The U-matrix, lower where samples are dense and higher where they are sparse: only the ridges between groups remain.",
                map.UStarMatrix(data, facts.CancellationToken)
            );
        }
        if (!map.HasTrainingSamples)
            yield break;
        yield return new(
            "density",
            "Density of samples",
            "How closely the training samples surround each neuron.",
            [.. map.Neurons.Select(neuron => neuron.Density)]
        );
        yield return new(
            "epoch",
            "Epoch created",
            "The epoch in which each neuron was created: the map grew outwards from the first ones.",
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
