using System.Text.Json;

namespace Dbgsom.Report.Sections;

/// <summary>How many samples of each class every neuron has: of the labels given, else of the classes trained with.</summary>
internal sealed class ClassSection(MapFacts facts) : ReportSection
{
    // Beyond this a page could not tell them apart; the rest is one group.
    private const int MostClasses = 24;

    public override void Write(Utf8JsonWriter writer)
    {
        var (name, names, hasOthers, counts) = facts.Options.Labels is { } labels ? Given(labels) : Trained();
        if (names.Count == 0)
            return;
        writer.WriteStartObject("classes");
        writer.WriteString("name", name);
        writer.WriteTexts("names", names);
        writer.WriteBoolean("others", hasOthers);
        writer.WriteStartArray("counts");
        foreach (double[] neuron in counts)
        {
            writer.WriteStartArray();
            foreach (double count in neuron)
                writer.WriteShort(count);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private (string Name, IReadOnlyList<string> Names, bool HasOthers, double[][] Counts) Given(IReadOnlyList<string> labels)
    {
        var classes = ClassNames.Of([.. labels.Where(label => label.Length > 0)], MostClasses);
        double[][] counts = [.. facts.Map.Neurons.Select(_ => new double[classes.Names.Count])];
        for (int i = 0; i < labels.Count; i++)
            if (labels[i].Length > 0)
                counts[facts.Matches[i].Neuron][classes.IndexOf(labels[i])] += facts.Data!.SampleWeights.IsEmpty
                    ? 1
                    : facts.Data.SampleWeights[i];
        return (facts.Options.LabelName, classes.Names, classes.HasOthers, counts);
    }

    private (string Name, IReadOnlyList<string> Names, bool HasOthers, double[][] Counts) Trained()
    {
        var map = facts.Map;
        if (map.Classes is not { } classes || classes.Count > MostClasses)
            return ("", [], false, []);
        return (
            "class",
            classes.Names,
            false,
            [
                .. map.Neurons.Select(neuron =>
                    Array.ConvertAll(map.ClassShares(neuron.Index).ToArray(), share => share * map.LabeledMass(neuron.Index))
                ),
            ]
        );
    }
}
