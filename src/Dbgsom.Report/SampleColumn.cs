namespace Dbgsom.Report;

/// <summary>Texts that stand beside the samples of a report, such as a column of the table that the map was not trained on.</summary>
/// <param name="Name">What the texts are called.</param>
/// <param name="Texts">The text of each sample.</param>
public sealed record SampleColumn(string Name, IReadOnlyList<string> Texts);
