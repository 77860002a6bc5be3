using System.CommandLine;
using Dbgsom.Files;
using Dbgsom.Report;

namespace Dbgsom.Cli;

/// <summary>What a page about a map says of the data beside it.</summary>
internal static class PageOptions
{
    /// <summary>Names of files, rows and labels, and how the data was read.</summary>
    /// <param name="data">How DATA was given.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="map">The map.</param>
    /// <param name="model">Its file.</param>
    /// <param name="loaded">The samples; null where the page shows the map alone.</param>
    /// <param name="labels">Their labels, if they have any.</param>
    public static ReportOptions Of(
        DataArguments data,
        ParseResult parsed,
        SomMap map,
        string model,
        LoadedData? loaded,
        LabelColumn? labels
    )
    {
        var options = new ReportOptions
        {
            DataNames =
            [
                .. data.Paths(parsed)
                    .Select(path => path == "-" ? path : Path.GetFileName(Path.TrimEndingDirectorySeparator(path))),
            ],
            DataWords = loaded is null ? [] : data.Words(parsed, map),
            ModelName = Path.GetFileName(model),
            Labels = labels?.Texts,
            Ids = loaded?.Ids,
        };
        if (TablePlan.FromMap(map)?.NameOf(ColumnUse.Id) is { } id)
            options = options with { IdName = id };
        return data.LabelName(parsed) is { } name ? options with { LabelName = name } : options;
    }
}
