using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Dbgsom.Report.Sections;

namespace Dbgsom.Report;

/// <summary>The content of a page, section by section. A page omits missing sections, so that it can also show a growing map.</summary>
internal sealed class ReportContent
{
    // Escapes <, >, &, ' and " but leaves letters of all languages.
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private readonly IReadOnlyList<ReportSection> sections;

    private ReportContent(string title, IReadOnlyList<ReportSection> sections)
    {
        Title = title;
        this.sections = sections;
    }

    public string Title { get; }

    /// <summary>Everything there is to say of a trained map, and of samples where there are any.</summary>
    /// <exception cref="ArgumentException">The features are not those of the map, or the labels or names are not one for each sample.</exception>
    public static ReportContent Of(
        SomMap map,
        DataMatrix? data = null,
        ReportOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        options ??= new ReportOptions();
        var facts = MapFacts.Of(map, data, options, cancellationToken);
        return new ReportContent(
            options.Title ?? TitleOf(options),
            [
                new SummarySection(facts),
                new MapSection(facts),
                new FeatureSection(facts),
                new ClassSection(facts),
                new RegionSection(facts),
                new GroupSection(facts),
                new SampleSection(facts),
                new QualitySection(facts),
                new TrainingSection(map.Training.History),
                new ColumnSection(map),
                new SettingSection(facts),
            ]
        );
    }

    /// <summary>A map in the making: its grid, its weights and how training went so far.</summary>
    public static ReportContent Of(TrainingRun run, ReportOptions? options = null)
    {
        options ??= new ReportOptions();
        return new ReportContent(options.Title ?? TitleOf(options), [new GrowingSection(run), new TrainingSection(run.History)]);
    }

    /// <summary>Writes all sections as one object.</summary>
    public void WriteJson(Stream output)
    {
        using var writer = new Utf8JsonWriter(output, Json);
        writer.WriteStartObject();
        writer.WriteString("title", Title);
        foreach (var section in sections)
            section.Write(writer);
        writer.WriteEndObject();
    }

    private static string TitleOf(ReportOptions options) =>
        options.DataNames.Count == 0 ? "A self-organizing map" : "A map of " + string.Join(", ", options.DataNames);
}
