namespace Dbgsom.Report;

/// <summary>A text for each sample of a report, such as a table column that the map was not trained on.</summary>
/// <param name="Name">The name of the column.</param>
/// <param name="Texts">The text of each sample.</param>
public sealed record SampleColumn(string Name, IReadOnlyList<string> Texts);
