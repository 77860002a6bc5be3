using System.Globalization;
using Dbgsom.Space;

namespace Dbgsom.Plots;

/// <summary>The units and counts in figures.</summary>
internal static class Units
{
    /// <summary>The unit of distances in the space trained in, or null where it is that of the data or there is none.</summary>
    public static string? OfDistance(SomMap map) =>
        map.Scaler switch
        {
            _ when map.EffectiveOptions.Metric.ScalesToLengthOne => null,
            StandardScaler => $"in {Weighted(map)}standard deviations",
            RobustScaler => $"in {Weighted(map)}robust standard deviations",
            MinMaxScaler => $"in {Weighted(map)}ranges",
            _ => null,
        };

    private static string Weighted(SomMap map) =>
        map.EffectiveOptions.FeatureWeights?.Values.Values.All(weight => weight == 1) == false ? "weighted " : "";

    /// <summary>A caption with the unit of distances: within its closing parenthesis, or after a comma.</summary>
    public static string With(SomMap map, string caption) =>
        OfDistance(map) is not { } unit ? caption
        : caption.EndsWith(')') ? $"{caption[..^1]}, {unit})"
        : $"{caption}, {unit}";

    /// <summary>A number of things with separators for thousands.</summary>
    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
