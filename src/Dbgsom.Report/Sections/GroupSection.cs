using System.Text.Json;
using Dbgsom.Groups;

namespace Dbgsom.Report.Sections;

/// <summary>Where groups of samples lie; nothing where none are given.</summary>
internal sealed class GroupSection(MapFacts facts) : ReportSection
{
    // More columns nobody reads: the greatest are shown.
    private const int MostGroups = 20;

    // Of neurons and groups together.
    private const int MostValues = 200_000;

    private const double Level = 0.05;

    public override void Write(Utf8JsonWriter writer)
    {
        if (facts.Options.Groups is not { } groups)
            return;
        int[] shown = Shown(facts);
        writer.WriteStartObject("groups");
        writer.WriteString("name", facts.Options.GroupName);
        writer.WriteNumber("more", groups.Names.Count - shown.Length);
        writer.WriteNumber("leftOut", groups.LeftOut);
        writer.WriteBoolean("hasUnits", groups.UnitCounts is not null);
        writer.WritePropertyName("p");
        writer.WriteShort(groups.PValue);
        // Blocks of neurons have clusters of their own, which were not tested.
        writer.WriteWhole("tested", facts.Block == 1 ? groups.Clusters.Labels : []);
        writer.WriteStartArray("list");
        foreach (int group in shown)
            Write(writer, groups, group);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Neurons colored by the share of a group's samples that they win.</summary>
    public static IEnumerable<MapAttribute> Colors(MapFacts facts) =>
        facts.Options.Groups is not { } groups
            ? []
            : Shown(facts)
                .Select(
                    (group, i) =>
                        new MapAttribute(
                            $"group:{i}",
                            $"{facts.Options.GroupName} {groups.Names[group]}",
                            $"The share of the samples of {groups.Names[group]} that each neuron wins.",
                            [.. Masses(facts, group).Select(mass => mass / groups.Mass(group))]
                        )
                        {
                            Group = "Groups",
                        }
                );

    private static int[] Shown(MapFacts facts)
    {
        var groups = facts.Options.Groups!;
        int most = Math.Clamp(MostValues / facts.Map.Neurons.Count, 1, MostGroups);
        return [.. Enumerable.Range(0, groups.Names.Count).OrderByDescending(groups.Mass).Take(most).Order()];
    }

    /// <summary>How many samples of a group each neuron of the shown map wins.</summary>
    private static double[] Masses(MapFacts facts, int group)
    {
        var masses = new double[facts.Map.Neurons.Count];
        for (int neuron = 0; neuron < facts.PlaceOf.Count; neuron++)
            masses[facts.PlaceOf[neuron]] += facts.Options.Groups!.Mass(group, neuron);
        return masses;
    }

    private void Write(Utf8JsonWriter writer, MapGroups groups, int group)
    {
        writer.WriteStartObject();
        writer.WriteString("name", groups.Names[group]);
        writer.WritePropertyName("samples");
        writer.WriteShort(groups.Mass(group));
        if (groups.UnitCounts is { } units)
            writer.WriteNumber("units", units[group]);
        writer.WritePropertyName("coverage");
        writer.WriteShort(groups.Coverage(group));
        writer.WriteNumbers("mass", Masses(facts, group));
        writer.WriteNumbers(
            "shares",
            Enumerable.Range(0, groups.Clusters.Count).Select(cluster => groups.InCluster(group, cluster).Share)
        );
        // 1 for more, −1 for less than all others, 0 for no more than chance.
        writer.WriteWhole(
            "differs",
            Enumerable
                .Range(0, groups.Clusters.Count)
                .Select(cluster => groups.InCluster(group, cluster))
                .Select(one => one.AdjustedPValue <= Level ? Math.Sign(one.Difference) : 0)
        );
        writer.WriteNumbers(
            "adjusted",
            Enumerable.Range(0, groups.Clusters.Count).Select(cluster => groups.InCluster(group, cluster).AdjustedPValue)
        );
        writer.WriteEndObject();
    }
}
