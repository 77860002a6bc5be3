using System.Text.Json.Nodes;
using Dbgsom.Measures;

namespace Dbgsom.Cli;

/// <summary>The measures of a map on samples, as measure and cluster measure print them.</summary>
internal sealed class MeasureReport
{
    private readonly SomMap map;
    private readonly MapMeasures measures;
    private readonly double? product;

    /// <param name="map">The map.</param>
    /// <param name="measures">Its measures on the samples.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public MeasureReport(SomMap map, MapMeasures measures, CancellationToken cancellationToken)
    {
        (this.map, this.measures) = (map, measures);
        product = MapReport.Product(map, cancellationToken);
        Samples = measures.Hits.Sum();
    }

    /// <summary>The number of samples that were compared with neurons, or the sum of their weights.</summary>
    public double Samples { get; }

    /// <summary>For machines.</summary>
    public JsonObject Json()
    {
        var node = new JsonObject
        {
            ["quantization_error"] = Numbers.Json(measures.QuantizationError),
            ["topographic_error"] = Numbers.Json(measures.TopographicError.EightNeighbor),
            ["topographic_error_4"] = Numbers.Json(measures.TopographicError.FourNeighbor),
            ["mean_tied_rank"] = Numbers.Json(measures.MeanTiedRank),
            ["topographic_product"] = product is { } known ? Numbers.Json(known) : null,
            ["explained_variance"] = Numbers.Json(measures.ExplainedVariance),
            ["combined_error"] = Numbers.Json(measures.CombinedError),
            ["distortion"] = Numbers.Json(measures.Distortion),
        };
        node["neurons"] = map.Neurons.Count;
        node["edges"] = map.Edges.Count;
        node["samples"] = Numbers.Json(Samples);
        node["features"] = map.FeatureCount;
        node["dead_neurons"] = map.Neurons.Count(neuron => neuron.IsDead);
        return node;
    }

    /// <summary>For people: names and values.</summary>
    public IEnumerable<(string Name, string Value)> Rows() =>
        [
            ("samples", $"{Numbers.Count(Samples)} of {MapReport.Counted(map.FeatureCount, "feature")}"),
            ("neurons", $"{map.Neurons.Count}, {map.Edges.Count} edges"),
            ("quantization error", Numbers.Show(measures.QuantizationError)),
            ("topographic error", MapReport.Topographic(map, measures.TopographicError)),
            ("mean tied rank", MapReport.TiedRank(map, measures.MeanTiedRank)),
            MapReport.ProductRow(product),
            ("explained variance", MapReport.Explained(measures.ExplainedVariance)),
            ("combined error", Numbers.Show(measures.CombinedError)),
            ("distortion", Numbers.Show(measures.Distortion)),
        ];
}
