namespace Dbgsom.Files;

/// <summary>How a text file of labels is read.</summary>
public sealed record LabelFileOptions
{
    /// <summary>How the file writes characters, see <see cref="DataFileOptions.Encoding"/>.</summary>
    public TextEncoding Encoding { get; init; } = TextEncoding.Utf8;

    /// <summary>
    /// Whether the first line is a header. <see cref="HeaderMode.Auto"/> takes it for one only if it cannot be a label: where all lines below are numbers
    /// or all are true and false and it is not, or where there is one line more than there are samples and it holds a text that no other line has.
    /// <see cref="LabelColumn.Notes"/> says so then.
    /// </summary>
    public HeaderMode Header { get; init; } = HeaderMode.Auto;

    /// <summary>The texts that stand for a missing label, see <see cref="DataFileOptions.MissingTexts"/>; an empty line always does.</summary>
    public IReadOnlyList<string>? MissingTexts { get; init; }
}
