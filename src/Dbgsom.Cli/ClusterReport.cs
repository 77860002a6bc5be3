using System.Text.Json.Nodes;
using Dbgsom.Clustering;
using Dbgsom.Files;
using Dbgsom.Measures;

namespace Dbgsom.Cli;

/// <summary>How good the clusters of a map are for samples, for people and for machines.</summary>
internal sealed class ClusterReport
{
    private readonly MapClusters clusters;
    private readonly ClusterQuality? quality;
    private readonly LabelAgreement? agreement;
    private readonly bool areNames;

    private ClusterReport(MapClusters clusters, ClusterQuality? quality, LabelAgreement? agreement, bool areNames) =>
        (this.clusters, this.quality, this.agreement, this.areNames) = (clusters, quality, agreement, areNames);

    public static ClusterReport Of(
        MapClusters clusters,
        DataMatrix samples,
        LabelColumn? labels,
        CancellationToken cancellationToken
    )
    {
        var texts = labels is null ? null : LabelColumn.ForMeasures(labels.Texts);
        bool areNames = texts is not null && LabelAgreement.AreNearlyUnique(texts);
        return new(
            clusters,
            clusters.Measure(samples, cancellationToken),
            texts is null || areNames ? null : clusters.Compare(samples, texts, cancellationToken),
            areNames
        );
    }

    public IEnumerable<(string Name, string Value)> Rows()
    {
        yield return (
            "clusters",
            $"{clusters.Count} by {clusters.Method}{(quality is { } some && some.Count < clusters.Count ? $", {some.Count} with samples" : "")}"
        );
        yield return ("silhouette of clusters", quality is { } known ? Numbers.Show(known.Silhouette) : Single);
        yield return ("Davies-Bouldin of clusters", quality is { } also ? Numbers.Show(also.DaviesBouldin) : Single);
        if (agreement is null)
            yield break;
        yield return ("purity of clusters", Numbers.Show(agreement.Purity));
        yield return ("mutual information of clusters", $"{Numbers.Show(agreement.NormalizedMutualInformation)} (normalized)");
        yield return ("adjusted Rand index of clusters", Numbers.Show(agreement.AdjustedRandIndex));
    }

    private const string Single = "not defined: all samples are in one cluster";

    public void AddTo(JsonObject node)
    {
        var json = new JsonObject
        {
            ["method"] = clusters.Method.Name,
            ["count"] = clusters.Count,
            ["silhouette"] = quality is { } known ? Numbers.Json(known.Silhouette) : null,
            ["davies_bouldin"] = quality is { } also ? Numbers.Json(also.DaviesBouldin) : null,
        };
        if (agreement is not null || areNames)
        {
            json["purity"] = agreement is null ? null : Numbers.Json(agreement.Purity);
            json["nmi"] = agreement is null ? null : Numbers.Json(agreement.NormalizedMutualInformation);
            json["homogeneity"] = agreement is null ? null : Numbers.Json(agreement.Homogeneity);
            json["completeness"] = agreement is null ? null : Numbers.Json(agreement.Completeness);
            json["ari"] = agreement is null ? null : Numbers.Json(agreement.AdjustedRandIndex);
        }
        node["clusters"] = json;
    }
}
