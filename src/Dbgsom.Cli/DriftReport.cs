using System.Text.Json.Nodes;
using Dbgsom.Change;
using Spectre.Console;
using Text = Spectre.Console.Text;

namespace Dbgsom.Cli;

/// <summary>How new rows lie on a map, for people and for machines.</summary>
internal sealed class DriftReport(SomMap map, MapDrift drift)
{
    private const double Level = 0.05;
    private const int MostFeatures = 6;

    public IEnumerable<(string Name, string Value)> Rows()
    {
        yield return ("new rows", Numbers.Count(drift.RowCount));
        yield return (
            "mean distance",
            Numbers.Show(drift.MeanDistance)
                + (double.IsNaN(drift.TrainingDistance) ? "" : $" (training rows {Numbers.Show(drift.TrainingDistance)})")
        );
        if (!double.IsNaN(drift.OddShare))
            yield return ("odd rows", Numbers.Percent(drift.OddShare));
        yield return ("neurons with training rows but no new ones", Numbers.Count(drift.UnreachedNeurons.Count));
        if (drift.Test is not { } test)
            yield break;
        yield return (
            "drift",
            $"p = {Numbers.Rounded(test.PValue)}: {(test.PValue <= Level ? "new rows differ from those before" : "no more than chance")}"
        );
        yield return (
            "distances",
            $"p = {Numbers.Rounded(test.DistancePValue)}; mean {Numbers.Rounded(test.Distance)}, before {Numbers.Rounded(test.ReferenceDistance)}; {Numbers.Percent(test.FarShare)} are farther than 95 % before"
        );
        yield return ("clusters", $"p = {Numbers.Rounded(test.PlacePValue)}");
        var moved = test
            .Features.Where(one => one.AdjustedPValue <= Level)
            .OrderByDescending(one => Math.Abs(one.Deviations))
            .ToList();
        yield return (
            "features",
            $"p = {Numbers.Rounded(test.FeaturePValue)}"
                + (moved.Count == 0 ? "" : ": ")
                + string.Join(
                    "; ",
                    moved
                        .Take(MostFeatures)
                        .Select(one =>
                            $"{Shown.Name(map.FeatureNames?[one.Feature] ?? $"feature {one.Feature}")} {Numbers.Rounded(one.Mean)}, before {Numbers.Rounded(one.ReferenceMean)}"
                        )
                )
                + (moved.Count > MostFeatures ? $"; and {moved.Count - MostFeatures} more" : "")
        );
    }

    /// <summary>The shares by cluster.</summary>
    public void PrintClusters()
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn(new TableColumn("cluster").NoWrap());
        table.AddColumn(new TableColumn("training rows") { Alignment = Justify.Right });
        table.AddColumn(new TableColumn("new rows") { Alignment = Justify.Right });
        for (int cluster = 0; cluster < drift.Clusters.Count; cluster++)
            table.AddRow(new Text(Numbers.Count(cluster)), Right(drift.TrainingShares[cluster]), Right(drift.Shares[cluster]));
        Screen.Write(table);
    }

    public void AddTo(JsonObject node)
    {
        node["rows"] = drift.RowCount;
        node["mean_distance"] = Numbers.Json(drift.MeanDistance);
        node["training_distance"] = Numbers.Json(drift.TrainingDistance);
        node["odd_share"] = Numbers.Json(drift.OddShare);
        node["unreached_neurons"] = new JsonArray([.. drift.UnreachedNeurons.Select(neuron => (JsonNode)neuron)]);
        node["training_shares"] = new JsonArray([.. drift.TrainingShares.Select(share => Numbers.Json(share))]);
        node["shares"] = new JsonArray([.. drift.Shares.Select(share => Numbers.Json(share))]);
        if (drift.Test is not { } test)
            return;
        node["p"] = Numbers.Json(test.PValue);
        node["p_distances"] = Numbers.Json(test.DistancePValue);
        node["p_clusters"] = Numbers.Json(test.PlacePValue);
        node["p_features"] = Numbers.Json(test.FeaturePValue);
        node["features"] = new JsonArray([
            .. test.Features.Select(one =>
                (JsonNode)
                    new JsonObject
                    {
                        ["feature"] = map.FeatureNames?[one.Feature] ?? $"feature {one.Feature}",
                        ["mean_before"] = Numbers.Json(one.ReferenceMean),
                        ["mean"] = Numbers.Json(one.Mean),
                        ["deviations"] = Numbers.Json(one.Deviations),
                        ["p_adjusted"] = Numbers.Json(one.AdjustedPValue),
                    }
            ),
        ]);
        node["test_distance"] = Numbers.Json(test.Distance);
        node["test_distance_before"] = Numbers.Json(test.ReferenceDistance);
        node["far_share"] = Numbers.Json(test.FarShare);
    }

    private static Text Right(double share) =>
        new(double.IsNaN(share) ? "" : Numbers.Percent(share)) { Justification = Justify.Right };
}
