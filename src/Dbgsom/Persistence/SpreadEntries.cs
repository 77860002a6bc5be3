using System.Text.Json.Nodes;
using Dbgsom.Training;

namespace Dbgsom.Persistence;

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

    /// <summary>Null for a file that has none.</summary>
    public static DistanceSpread? Read(ArchiveReader archive, JsonFields json, int neurons)
    {
        if (!json.Has("distances"))
            return null;
        var distances = json.Object("distances");
        double Checked(string name) =>
            distances.Number(name) is >= 0 and < double.PositiveInfinity and double value
                ? value
                : throw distances.Bad(name, "is no number of at least 0");
        double[] Vector(string name)
        {
            double[] values = archive.Vector(name, neurons);
            return Array.TrueForAll(values, value => value >= 0) ? values : throw archive.Bad($"'{name}' holds a number below 0");
        }
        return new DistanceSpread
        {
            Medians = Vector(MedianFile),
            Deviations = Vector(DeviationFile),
            Median = Checked("median"),
            Deviation = Checked("median_deviation"),
            MeanDeviation = Checked("mean_deviation"),
        };
    }
}
