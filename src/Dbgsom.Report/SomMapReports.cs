using Dbgsom.Rows;

namespace Dbgsom.Report;

/// <summary>Writes a map as an interactive HTML page.</summary>
public static class SomMapReports
{
    /// <summary>
    /// Saves an interactive page of a map: its clusters and their differences, component planes, outliers, quality and training. The
    /// page is a single file without network access. Parts that need samples are omitted if none are given.
    /// </summary>
    /// <param name="map">The map.</param>
    /// <param name="path">The file. It is written under a temporary name and then renamed, so that it is never incomplete.</param>
    /// <param name="data">Samples with the features of the map, in the user's units, usually the training samples; or null.</param>
    /// <param name="options">Options of the report; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">
    /// The features differ from those of the map, or the number of labels or names differs from the number of samples.
    /// </exception>
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

    /// <summary>Writes the page of <see cref="SaveReport"/> to a stream, as UTF-8.</summary>
    /// <param name="map">The map.</param>
    /// <param name="output">The stream to write to.</param>
    /// <param name="data">Samples with the features of the map, in the user's units, usually the training samples; or null.</param>
    /// <param name="options">Options of the report; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
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
