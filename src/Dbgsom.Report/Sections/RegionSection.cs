using System.Text.Json;
using Dbgsom.Clustering;
using Dbgsom.Measures;

namespace Dbgsom.Report.Sections;

/// <summary>Clusters of the map by every method and in several numbers, each with what sets it apart.</summary>
internal sealed class RegionSection(MapFacts facts) : ReportSection
{
    private const int TopFeatures = 6;

    // More clusters nobody looks at one by one; a map whose number was chosen may have more.
    private const int MostChoices = 30;

    // Of neurons and numbers of clusters together, for each method: what a page can hold.
    private const int MostValues = 200_000;

    private readonly MeetingCounts? meetings = MeetingCounts.Of(facts);

    public override void Write(Utf8JsonWriter writer)
    {
        int live = facts.Map.Neurons.Count(neuron => !neuron.IsDead);
        if (live < 2)
            return;
        var request = facts.Options.Clusters;
        if (request?.Count is { } count && count > live)
            throw new ArgumentException(
                $"{count} clusters are requested; valid is 1 to the number of neurons that win samples ({live})"
            );
        writer.WriteStartArray("regions");
        foreach (var method in ClusterMethod.All)
        {
            var chosen = facts.Map.Cluster(method, null, facts.CancellationToken);
            var shown = method == request?.Method && request.Count is { } asked ? Other(chosen, asked) : chosen;
            Write(writer, chosen, shown, live);
        }
        writer.WriteEndArray();
        if (facts.HasNamesForLabels)
            writer.WriteBoolean("labelsAreNames", true);
        if (request is not null)
            writer.WriteNumber("method", ClusterMethod.All.Index().Single(one => one.Item == request.Method).Index);
    }

    private MapClusters Other(MapClusters chosen, int count) =>
        count == chosen.Count ? chosen : chosen.WithCount(count, facts.CancellationToken);

    private void Write(Utf8JsonWriter writer, MapClusters chosen, MapClusters shown, int live)
    {
        writer.WriteStartObject();
        writer.WriteString("method", shown.Method.Name);
        writer.WriteNumber("chosen", chosen.Count);
        writer.WriteWhole("labels", shown.Labels);
        writer.WriteStartArray("clusters");
        foreach (var cluster in shown.Describe(TopFeatures))
        {
            writer.WriteStartObject();
            writer.WriteNumber("neurons", cluster.NeuronCount);
            writer.WriteTexts(
                "differences",
                [
                    .. cluster.DistinctiveFeatures.Select(feature => feature.Text),
                    .. cluster
                        .PassiveFeatures.Where(feature => feature.IsDistinctive)
                        .Select(feature => $"{feature.Text} (not trained on)"),
                ]
            );
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        if (meetings is not null)
            WriteAgreement(writer, shown);
        if (chosen.Candidates.Count > 0)
        {
            writer.WriteWhole("counts", chosen.Candidates.Select(candidate => candidate.Count));
            writer.WriteNumbers("daviesBouldin", chosen.Candidates.Select(candidate => candidate.DaviesBouldin));
            writer.WriteNumbers("silhouette", chosen.Candidates.Select(candidate => candidate.Silhouette));
        }
        if (chosen.Merges.Count > 0)
        {
            // The page draws the upper end of the tree; of many neurons it needs no more.
            writer.WriteWhole("merges", chosen.Merges.SelectMany(merge => new[] { merge.A, merge.B }));
            writer.WriteNumbers("heights", chosen.Merges.Select(merge => merge.Height));
        }
        writer.WriteStartArray("choices");
        foreach (int count in Choices(chosen, shown, live))
        {
            var other = Other(chosen, count);
            writer.WriteStartObject();
            writer.WriteNumber("count", count);
            writer.WriteWhole("labels", other.Labels);
            if (meetings is not null)
                WriteAgreement(writer, other);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteAgreement(Utf8JsonWriter writer, MapClusters clusters)
    {
        var agreement = meetings!.With(clusters.Labels);
        writer.WriteNumbers("agreement", [agreement.AdjustedRandIndex, agreement.NormalizedMutualInformation]);
    }

    /// <summary>The numbers of clusters that the page offers: from 2 on, as many as it can hold, and the one shown.</summary>
    private IEnumerable<int> Choices(MapClusters chosen, MapClusters shown, int live)
    {
        int last = Math.Max(MostChoices, Math.Max(chosen.Count, shown.Count));
        int room = Math.Max(1, MostValues / facts.Map.Neurons.Count);
        // What was not tried when the number was chosen takes its time on large maps.
        int tried = chosen.Candidates.Count > 0 && chosen.Merges.Count == 0 ? Math.Max(12, chosen.Candidates[^1].Count) : last;
        return Enumerable
            .Range(2, Math.Max(0, Math.Min(Math.Min(last, tried), live) - 1))
            .Take(room)
            .Append(chosen.Count)
            .Append(shown.Count)
            .Distinct()
            .Order();
    }
}
