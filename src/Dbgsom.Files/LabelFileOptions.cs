namespace Dbgsom.Files;

/// <summary>Options for reading a text file of labels.</summary>
public sealed record LabelFileOptions
{
    /// <summary>The encoding of the file, see <see cref="DataFileOptions.Encoding"/>.</summary>
    public TextEncoding Encoding { get; init; } = TextEncoding.Utf8;

    /// <summary>
    /// Whether the first line is a header. <see cref="HeaderMode.Auto"/> treats it as one only if it cannot be a label: all following
    /// lines are numbers, or all are true and false, and it is not; or the file has one line more than samples and the first line has a
    /// unique text. <see cref="LabelColumn.Notes"/> then reports it.
    /// </summary>
    public HeaderMode Header { get; init; } = HeaderMode.Auto;

    /// <summary>The texts that mean a missing label, see <see cref="DataFileOptions.MissingTexts"/>; an empty line always does.</summary>
    public IReadOnlyList<string>? MissingTexts { get; init; }
}
