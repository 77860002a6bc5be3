using Dbgsom.Rows;

namespace Dbgsom.Report;

/// <summary>A map as one HTML page.</summary>
public static class SomMapReports
{
    /// <summary>
    /// Writes a page that shows a map: its clusters and what makes them differ, component planes, odd samples, quality and how it was trained.
    /// One file, with no connection to anywhere; parts that need samples are left out where there are none.
    /// </summary>
    /// <param name="map">The map.</param>
    /// <param name="path">The file. It is written beside it first and then takes its place, so nothing half-written is ever there.</param>
    /// <param name="data">Samples with the features of the map, in the user's units, usually those it was trained on; or null.</param>
    /// <param name="options">Names, labels and size; null for the usual ones.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="ArgumentException">The features are not those of the map, or the labels or names are not one for each sample.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SaveReport(
        this SomMap map,
        string path,
        DataMatrix? data = null,
        ReportOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var content = ReportContent.Of(map, data, options, cancellationToken);
        WholeFile.Write(path, stream => ReportPage.Write(stream, content));
    }

    /// <summary>The same page to a stream, as UTF-8.</summary>
    /// <param name="map">The map.</param>
    /// <param name="output">Where the page goes.</param>
    /// <param name="data">Samples with the features of the map, in the user's units, usually those it was trained on; or null.</param>
    /// <param name="options">Names, labels and size; null for the usual ones.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    public static void WriteReport(
        this SomMap map,
        Stream output,
        DataMatrix? data = null,
        ReportOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(output);
        ReportPage.Write(output, ReportContent.Of(map, data, options, cancellationToken));
    }
}
