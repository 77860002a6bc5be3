using System.Text.Json;

namespace Dbgsom.Report.Sections;

/// <summary>A map in the making: its grid, how far neurons are apart, and its component planes, in the space trained in.</summary>
internal sealed class GrowingSection(TrainingRun run) : ReportSection
{
    // Planes of more features would make a picture that changes several times a second too large to send.
    private const int MostValues = 20_000;

    public override void Write(Utf8JsonWriter writer)
    {
        var weights = run.Weights;
        var positions = run.Positions;
        var places = positions
            .Select((position, neuron) => (position, neuron))
            .ToDictionary(pair => pair.position, pair => pair.neuron);
        (int A, int B)[] edges =
        [
            .. positions.SelectMany(
                (position, neuron) =>
                    run
                        .Grid.Neighbors(position)
                        .Where(places.ContainsKey)
                        .Select(beside => (neuron, places[beside]))
                        .Where(edge => edge.neuron < edge.Item2)
            ),
        ];
        double[] heights = [.. edges.Select(edge => Distance(weights[edge.A], weights[edge.B]))];
        writer.WriteStartObject("map");
        GridShape.Write(writer, run.Grid, positions);
        writer.WriteWhole("edges", edges.SelectMany(edge => new[] { edge.A, edge.B }));
        writer.WriteNumbers("edgeHeights", heights);
        writer.WriteStartArray("attributes");
        new MapAttribute(
            "umatrix",
            "Distance to neighbors (U-matrix)",
            "The distance of neurons to their neighbors while the map grows.",
            MeanHeights(positions.Count, edges, heights)
        ).Write(writer);
        writer.WriteEndArray();
        writer.WriteEndObject();
        if (weights.NeuronCount * weights.FeatureCount > MostValues)
            return;
        writer.WriteStartObject("planes");
        writer.WriteStartArray("weights");
        for (int f = 0; f < weights.FeatureCount; f++)
        {
            writer.WriteStartArray();
            for (int neuron = 0; neuron < weights.NeuronCount; neuron++)
                writer.WriteShort(weights[neuron, f]);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static double[] MeanHeights(int neurons, (int A, int B)[] edges, double[] heights)
    {
        var sums = new double[neurons];
        var counts = new int[neurons];
        for (int e = 0; e < edges.Length; e++)
        {
            foreach (int end in new[] { edges[e].A, edges[e].B })
            {
                sums[end] += heights[e];
                counts[end]++;
            }
        }
        return [.. sums.Select((sum, neuron) => sum / counts[neuron])];
    }

    private static double Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int f = 0; f < a.Length; f++)
            sum += (a[f] - b[f]) * (a[f] - b[f]);
        return Math.Sqrt(sum);
    }
}
