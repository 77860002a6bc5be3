using Dbgsom.Report;

namespace Dbgsom.Explorer.Training;

/// <summary>A map to show, with what is said of it.</summary>
/// <param name="Map">The map.</param>
/// <param name="Data">The samples; null for an opened map.</param>
/// <param name="Options">The options of the report.</param>
/// <param name="ReportJson">The content of the page.</param>
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
