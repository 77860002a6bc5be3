using System.Text.Json.Nodes;
using Dbgsom.Naming;

namespace Dbgsom.Cli;

/// <summary>A summary of the structure of a map, as text and as JSON: its clusters, and the features by which its neurons differ.</summary>
internal static class RegionReport
{
    private const int MostShown = 6;

    public static IEnumerable<(string Name, string Value)> Rows(SomMap map)
    {
        var clusters = map.Cluster();
        var sizes = clusters.Describe(1).Take(MostShown).Select(cluster => Numbers.Percent(cluster.Share));
        yield return (
            "clusters",
            $"{clusters.Count} by {clusters.Method}, of {string.Join(", ", sizes)}{(clusters.Count > MostShown ? ", …" : "")} of the {(map.HasTrainingSamples ? "samples" : "neurons")}"
        );
        var importance = clusters.FeatureImportance;
        var features = Enumerable
            .Range(0, map.FeatureCount)
            .OrderByDescending(feature => importance[feature])
            .Take(MostShown)
            .Select(feature => $"{Shown.Name(NameOf(map, feature))} {Numbers.Percent(importance[feature])}");
        yield return (
            "feature importance",
            $"{string.Join(", ", features)}{(map.FeatureCount > MostShown ? ", …" : "")} of the variance lies between clusters"
        );
    }

    private static JsonObject Cluster(Clustering.ClusterDescription cluster)
    {
        var node = new JsonObject
        {
            ["neurons"] = cluster.NeuronCount,
            ["samples"] = Numbers.Json(cluster.HitMass),
            ["share"] = Numbers.Json(cluster.Share),
            ["differs"] = new JsonArray([.. cluster.DistinctiveFeatures.Select(feature => (JsonNode)feature.Text)]),
        };
        if (cluster.PassiveFeatures.Count > 0)
            node["differs_passive"] = new JsonArray([
                .. cluster.PassiveFeatures.Where(feature => feature.IsDistinctive).Select(feature => (JsonNode)feature.Text),
            ]);
        return node;
    }

    public static void AddTo(JsonObject node, SomMap map)
    {
        var clusters = map.Cluster();
        node["clusters"] = new JsonArray([.. clusters.Describe().Select(cluster => (JsonNode)Cluster(cluster))]);
        node["cluster_of_neuron"] = new JsonArray([.. clusters.Labels.Select(label => (JsonNode)label)]);
        node["feature_importance_of_clusters"] = new JsonArray([
            .. clusters.FeatureImportance.Select(share => Numbers.Json(share)),
        ]);
        node["feature_importance"] = new JsonArray([.. map.FeatureImportance.Select(share => Numbers.Json(share))]);
    }

    private static string NameOf(SomMap map, int feature) => map.FeatureNames?[feature] ?? $"feature {feature}";
}
