using System.Text.Json.Nodes;
using Dbgsom.Rows;
using Dbgsom.Training;

namespace Dbgsom.Map;

/// <summary>How far training samples lie from their winners, in a model file from format 1.2 on.</summary>
internal static class SpreadEntries
{
    private const string MedianFile = "distance_median.npy";
    private const string DeviationFile = "distance_deviation.npy";

    public static void Write(ArchiveWriter archive, DistanceSpread? spread)
    {
        if (spread is null)
            return;
        archive.Vector(MedianFile, spread.Medians);
        archive.Vector(DeviationFile, spread.Deviations);
    }

    public static JsonNode? Describe(DistanceSpread? spread) =>
        spread is null
            ? null
            : new JsonObject
            {
                ["median"] = spread.Median,
                ["median_deviation"] = spread.Deviation,
                ["mean_deviation"] = spread.MeanDeviation,
            };

    /// <summary>Reads the entries; null if the file has none.</summary>
    public static DistanceSpread? Read(ArchiveReader archive, JsonFields json, int neurons)
    {
        if (!json.Has("distances"))
            return null;
        var distances = json.Object("distances");
        return new DistanceSpread
        {
            Medians = archive.Quantities(MedianFile, neurons),
            Deviations = archive.Quantities(DeviationFile, neurons),
            Median = distances.Quantity("median"),
            Deviation = distances.Quantity("median_deviation"),
            MeanDeviation = distances.Quantity("mean_deviation"),
        };
    }
}
