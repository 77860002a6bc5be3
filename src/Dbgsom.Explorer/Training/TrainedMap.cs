using Dbgsom.Report;

namespace Dbgsom.Explorer.Training;

/// <summary>A map to show, with what is said of it.</summary>
/// <param name="Map">The map.</param>
/// <param name="Data">Its samples; null for a map that was opened.</param>
/// <param name="Options">What the report says beside the map.</param>
/// <param name="ReportJson">What the page shows.</param>
internal sealed record TrainedMap(SomMap Map, DataMatrix? Data, ReportOptions Options, byte[] ReportJson)
{
    /// <summary>A map with its report.</summary>
    public static TrainedMap Of(SomMap map, DataMatrix? data, ReportOptions options, CancellationToken cancellationToken)
    {
        using var json = new MemoryStream();
        ReportContent.Of(map, data, options, cancellationToken).WriteJson(json);
        return new TrainedMap(map, data, options, json.ToArray());
    }
}
