using System.CommandLine;
using Dbgsom.Files;

namespace Dbgsom.Cli;

/// <content>The labels of samples.</content>
internal sealed partial class DataArguments
{
    /// <summary>The file of labels, or null.</summary>
    public string? LabelFile(ParseResult parsed) =>
        labeled && parsed.GetValue(labels) is { } given && IsFile(given) ? given : null;

    /// <summary>The column of labels, or null.</summary>
    public string? LabelColumnName(ParseResult parsed) =>
        parsed.GetValue(label) ?? (labeled && parsed.GetValue(labels) is { } given && !IsFile(given) ? given : null);

    /// <summary>Returns the name of the labels: their column or the name of their file.</summary>
    public string? LabelName(ParseResult parsed) =>
        LabelColumnName(parsed) ?? Path.GetFileNameWithoutExtension(LabelFile(parsed));

    /// <summary>True if labels are named, in a column or a file.</summary>
    public bool NamesLabels(ParseResult parsed) => LabelName(parsed) is not null;

    // A name with an extension that files of labels have is a file, whether it is there or not: the error then names the file.
    private static bool IsFile(string given) =>
        File.Exists(given) || Files.LabelFile.Extensions.Contains(Path.GetExtension(given), StringComparer.OrdinalIgnoreCase);

    /// <summary>The labels of samples that were read, from a column of theirs or a file of their own; null where none were named.</summary>
    public LabelColumn? Labels(ParseResult parsed, LoadedData loaded, CancellationToken cancellationToken)
    {
        var screen = new Screen(parsed);
        var column =
            LabelFile(parsed) is { } file ? Read(parsed, loaded, file, cancellationToken)
            : loaded.Labels is null ? null
            : new LabelColumn(loaded.Labels);
        foreach (string note in column?.Notes ?? [])
            screen.Note(note);
        if (column is not null)
            NoteMissing(screen, column.MissingCount, column.Texts.Count);
        return column;
    }

    /// <summary>Notes how many rows have no label.</summary>
    public static void NoteMissing(Screen screen, long missing, long rows)
    {
        if (missing > 0 && missing < rows)
            screen.Note(
                $"{Numbers.Count(missing)} of {Numbers.Count(rows)} rows {(missing == 1 ? "has no label; it is" : "have no label; they are")} ignored where labels count. --missing-text sets the texts for missing labels"
            );
    }

    private LabelColumn Read(ParseResult parsed, LoadedData loaded, string file, CancellationToken cancellationToken)
    {
        var options = new LabelFileOptions
        {
            Encoding = Encoding(parsed),
            Header = parsed.GetValue(labelHeader) ?? HeaderMode.Auto,
            MissingTexts = missing.Texts(parsed),
        };
        return Files.LabelFile.Load(file, loaded.Data.RowCount, options, cancellationToken);
    }

    private void CheckLabels(ParseResult parsed)
    {
        if (labeled && parsed.GetValue(labels) is not null && parsed.GetValue(label) is not null)
            throw new UsageException("--labels and --label-column both name labels; give one of the two");
    }
}
