using System.Text.Json;
using Dbgsom.Clustering;
using Dbgsom.Measures;
using Dbgsom.Naming;

namespace Dbgsom.Report.Sections;

/// <summary>Regions of the map by every method, each with what sets it apart.</summary>
internal sealed class RegionSection(MapFacts facts) : ReportSection
{
    private const int TopFeatures = 6;

    public override void Write(Utf8JsonWriter writer)
    {
        if (facts.Map.Neurons.Count(neuron => !neuron.IsDead) < 2)
            return;
        writer.WriteStartArray("regions");
        foreach (var method in ClusterMethod.All)
            Write(writer, facts.Map.Cluster(method, null, facts.CancellationToken));
        writer.WriteEndArray();
    }

    private void Write(Utf8JsonWriter writer, MapClusters clusters)
    {
        writer.WriteStartObject();
        writer.WriteString("method", clusters.Method.Name);
        writer.WriteWhole("labels", clusters.Labels);
        writer.WriteStartArray("clusters");
        foreach (var cluster in clusters.Describe(TopFeatures))
        {
            writer.WriteStartObject();
            writer.WriteNumber("neurons", cluster.NeuronCount);
            writer.WriteTexts(
                "differences",
                [
                    .. cluster.Features.Select(feature => feature.Text),
                    .. cluster.PassiveFeatures.Select(feature => $"{feature.Text} (not trained on)"),
                ]
            );
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        if (facts.LabelCodes is { } codes)
        {
            int[] regions = [.. facts.Matches.Select(match => clusters.Labels[match.Neuron])];
            var agreement = LabelAgreement.Of(regions, codes, facts.Data!.SampleWeights);
            writer.WriteNumbers("agreement", [agreement.AdjustedRandIndex, agreement.NormalizedMutualInformation]);
        }
        if (clusters.Candidates.Count > 0)
        {
            writer.WriteWhole("counts", clusters.Candidates.Select(candidate => candidate.Count));
            writer.WriteNumbers("daviesBouldin", clusters.Candidates.Select(candidate => candidate.DaviesBouldin));
            writer.WriteNumbers("silhouette", clusters.Candidates.Select(candidate => candidate.Silhouette));
        }
        if (clusters.Merges.Count > 0)
        {
            writer.WriteWhole("merges", clusters.Merges.SelectMany(merge => new[] { merge.A, merge.B }));
            writer.WriteNumbers("heights", clusters.Merges.Select(merge => merge.Height));
        }
        writer.WriteEndObject();
    }
}
