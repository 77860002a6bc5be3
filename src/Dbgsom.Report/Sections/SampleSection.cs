using System.Text.Json;
using Dbgsom.Passes;
using Dbgsom.Projection;

namespace Dbgsom.Report.Sections;

/// <summary>Samples to draw and to list, each with its neuron, how odd it is and its place among the principal components.</summary>
internal sealed class SampleSection(MapFacts facts) : ReportSection
{
    private const double MostOdd = 1e300;

    public override void Write(Utf8JsonWriter writer)
    {
        if (facts.Data is not { } data)
            return;
        // A model file of an older format does not know what is usual; its page has no odd samples.
        double[] scores = facts.Whole.CanScoreOutliers
            ? facts.Whole.OutlierScores(data, facts.CancellationToken)
            : new double[data.RowCount];
        int[] chosen = SampleChoice.Of(data.RowCount, data.ColumnCount, facts.Options.MaxSamples, scores);
        writer.WriteStartObject("samples");
        writer.WriteNumber("count", data.RowCount);
        writer.WriteBoolean("isScored", facts.Whole.CanScoreOutliers);
        writer.WriteNumber("odd", scores.Count(score => score >= SomMap.OutlierThreshold));
        writer.WriteNumber("oddThreshold", SomMap.OutlierThreshold);
        writer.WriteWhole("row", chosen);
        writer.WriteWhole("neuron", chosen.Select(i => facts.Matches[i].Neuron));
        writer.WriteNumbers("distance", chosen.Select(i => facts.Matches[i].Distance));
        // JSON has no infinity: what is infinitely odd is so odd.
        writer.WriteNumbers("score", chosen.Select(i => Math.Min(scores[i], MostOdd)));
        if (facts.Options.Labels is { } labels)
        {
            writer.WriteString("labelName", facts.Options.LabelName);
            writer.WriteTexts("label", chosen.Select(i => labels[i]));
        }
        if (facts.Options.Ids is { } ids)
        {
            writer.WriteString("idName", facts.Options.IdName);
            writer.WriteTexts("id", chosen.Select(i => ids[i]));
        }
        WriteColumns(writer, chosen);
        writer.WriteTexts("names", facts.FeatureNames);
        WriteValues(writer, data, chosen);
        WriteComponents(writer, data, chosen);
        writer.WriteEndObject();
    }

    private void WriteColumns(Utf8JsonWriter writer, int[] chosen)
    {
        if (facts.Options.Columns.Count == 0)
            return;
        writer.WriteStartArray("columns");
        foreach (var column in facts.Options.Columns)
        {
            writer.WriteStartObject();
            writer.WriteString("name", column.Name);
            writer.WriteTexts("texts", chosen.Select(i => column.Texts[i]));
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    /// <summary>The values as they are, row by row.</summary>
    private static void WriteValues(Utf8JsonWriter writer, DataMatrix data, int[] chosen)
    {
        var row = new double[data.ColumnCount];
        writer.WriteStartArray("values");
        foreach (int i in chosen)
        {
            data.CopyRow(i, row);
            writer.WriteStartArray();
            foreach (double value in row)
                writer.WriteExact(value);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
    }

    /// <summary>The samples held and the neurons among the first two principal components of samples, in the space trained in.</summary>
    private void WriteComponents(Utf8JsonWriter writer, DataMatrix data, int[] chosen)
    {
        int columns = data.ColumnCount;
        if (columns < 3)
            return;
        double[] rows = Scaled(data, chosen);
        int[] compared = SampleChoice.ForComponents(data.RowCount, columns, chosen);
        var components = PrincipalComponents.Fit(
            compared == chosen ? rows : Scaled(data, compared),
            columns,
            facts.CancellationToken
        );
        var places = Enumerable
            .Range(0, chosen.Length)
            .Select(i => components.Project(rows.AsSpan(i * columns, columns)))
            .ToList();
        var neurons = Enumerable
            .Range(0, facts.Map.Neurons.Count)
            .Select(neuron => components.Project(facts.Map.Weights[neuron]))
            .ToList();
        writer.WriteStartObject("components");
        writer.WriteNumbers("shares", components.Shares);
        writer.WriteNumbers("x", places.Select(place => place.X));
        writer.WriteNumbers("y", places.Select(place => place.Y));
        writer.WriteNumbers("neuronX", neurons.Select(place => place.X));
        writer.WriteNumbers("neuronY", neurons.Select(place => place.Y));
        writer.WriteEndObject();
    }

    /// <summary>Some of the samples, row-major, in the space trained in.</summary>
    private double[] Scaled(DataMatrix data, int[] chosen)
    {
        var rows = new double[chosen.Length * data.ColumnCount];
        for (int i = 0; i < chosen.Length; i++)
        {
            facts.CancellationToken.ThrowIfCancellationRequested();
            var row = rows.AsSpan(i * data.ColumnCount, data.ColumnCount);
            data.CopyRow(chosen[i], row);
            facts.Map.FillMissing(row);
        }
        facts.Map.Space.Scale(rows, facts.Map.FeatureCount);
        return rows;
    }
}
