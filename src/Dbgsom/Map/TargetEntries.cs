using System.Text.Json.Nodes;
using Dbgsom.Rows;

namespace Dbgsom.Map;

/// <summary>A target in a model file; a file without one has none of these entries.</summary>
internal static class TargetEntries
{
    private const string Key = "target";
    private const string FeatureFile = "target_features.npy";
    private const string CenterFile = "target_centers.npy";
    private const string SlopeFile = "target_slopes.npy";
    private const string LevelFile = "target_levels.npy";
    private const string SpreadFile = "target_spreads.npy";
    private const string ScoreFile = "target_scores.npy";

    public static void Write(ArchiveWriter archive, TargetModel? target)
    {
        if (target is null)
            return;
        archive.Vector(FeatureFile, target.Features);
        archive.Vector(CenterFile, target.Centers);
        archive.Matrix(SlopeFile, target.Slopes, target.Features.Length);
        archive.Vector(LevelFile, target.Levels);
        archive.Vector(SpreadFile, target.Spreads);
        archive.Vector(ScoreFile, target.Scores);
    }

    public static void Describe(TargetModel? target, JsonObject json)
    {
        if (target is not null)
            json[Key] = new JsonObject
            {
                ["name"] = target.Name,
                ["features"] = target.Features.Length,
                ["scores"] = target.Scores.Length,
                ["origin"] = target.Origin,
                ["reach"] = target.Reach,
                ["span"] = target.Span,
                ["held_out_rows"] = target.HeldOutRows,
                ["error"] = target.Error,
                ["deviation"] = target.Deviation,
            };
    }

    /// <summary>Reads the entries; null if the file has none.</summary>
    public static TargetModel? Read(ArchiveReader archive, JsonFields json, int neurons, int columns)
    {
        if (!json.Has(Key))
            return null;
        var target = json.Object(Key);
        int count = archive.Claimed(target, "features", FeatureFile, 1);
        int[] features = Array.ConvertAll(archive.Counts(FeatureFile, count, columns - 1), feature => (int)feature);
        for (int i = 1; i < count; i++)
            if (features[i] <= features[i - 1])
                throw archive.Bad($"'{FeatureFile}' holds {features[i]} behind {features[i - 1]}; features ascend");
        double[] scores = archive.Quantities(ScoreFile, archive.Claimed(target, "scores", ScoreFile, 1));
        for (int i = 1; i < scores.Length; i++)
            if (scores[i] < scores[i - 1])
                throw archive.Bad($"'{ScoreFile}' does not ascend at {i}");
        int rows = target.Count("held_out_rows");
        return rows < scores.Length
            ? throw target.Bad("held_out_rows", $"is {rows}; valid is at least {scores.Length}, the number of scores")
            : new TargetModel
            {
                Name = target.Has("name") ? target.String("name") : null,
                Features = features,
                Centers = archive.Vector(CenterFile, count),
                Slopes = archive.Matrix(SlopeFile, neurons, count).Values,
                Levels = archive.Vector(LevelFile, neurons),
                Spreads = archive.Quantities(SpreadFile, neurons),
                Scores = scores,
                Origin = target.Number("origin"),
                Reach = target.Quantity("reach"),
                Span = target.Quantity("span", 1),
                HeldOutRows = rows,
                Error = target.Quantity("error"),
                Deviation = target.Quantity("deviation"),
            };
    }
}
