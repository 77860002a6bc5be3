using Dbgsom.Compare.Sections;

namespace Dbgsom.Compare;

/// <summary>A part of the report: what it measures, and the tables.</summary>
/// <param name="name">The word that asks for the section on the command line.</param>
/// <param name="title">Its heading.</param>
internal abstract class Section(string name, string title)
{
    /// <summary>All sections, in the order of the report.</summary>
    public static IReadOnlyList<Section> All { get; } =
    [
        new PeakSection(),
        new SearchSection(),
        new PredictSection(),
        new EpochSection(),
        new PruningSection(),
        new FitSection(),
        new ThreadSection(),
        new RowSection(),
        new KMeansSection(),
    ];

    public string Name { get; } = name;

    /// <summary>Measures and writes.</summary>
    /// <returns>What was to be reached, and was or was not.</returns>
    public IReadOnlyList<Goal> Write(Harness harness, Report report)
    {
        report.Heading(2, title);
        var goals = new List<Goal>();
        Run(harness, report, goals);
        var speeds = harness.TakeSpeeds();
        var (worst, best) = (speeds.Aggregate((a, b) => a.Worst(b)), speeds.Aggregate((a, b) => a.Best(b)));
        report.Paragraph(
            $"The machine meanwhile, least and most of {speeds.Count} readings: {Report.Giga(worst.Single)}–{Report.Giga(best.Single)} GFLOP/s in float and "
                + $"{Report.Giga(worst.Double)}–{Report.Giga(best.Double)} in double on all cores, {Report.Giga(worst.Read)}–{Report.Giga(best.Read)} GB/s read."
        );
        return goals;
    }

    protected abstract void Run(Harness harness, Report report, List<Goal> goals);
}
