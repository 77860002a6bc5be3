using Dbgsom.Naming;
using Dbgsom.Rows;

namespace Dbgsom.Files;

/// <summary>The labels of a text file, and whether its first line is one of them.</summary>
internal static class LabelLines
{
    public static LabelColumn Read(string path, int rows, LabelFileOptions options, CancellationToken cancellationToken)
    {
        var (lines, given, empty) = Lines(path, rows, options, cancellationToken);
        bool isWhole = given == lines.Count;
        bool isHeader =
            options.Header == HeaderMode.Yes || (options.Header == HeaderMode.Auto && isWhole && IsHeader(path, lines, rows));
        long labels = isHeader ? given - 1 : given;
        if (labels != rows)
        {
            string header =
                isHeader ? $" below the header '{lines[0]}'"
                : options.Header == HeaderMode.Auto && given == rows + 1L
                    ? $"; if line 1 ('{lines[0]}') is a header, give --label-header yes"
                : "";
            string ending =
                empty > 0 && labels < rows ? "; empty lines at the end are no labels: NA stands for a missing one" : "";
            throw DataPart.Bad(path, $"the file has {labels} labels for {rows} samples{header}{ending}");
        }
        string[] notes =
            isHeader && options.Header == HeaderMode.Auto
                ? [$"{path}: line 1 was read as a header, not as a label: '{lines[0]}'; --label-header no reads it as a label"]
                : [];
        return new LabelColumn(isHeader ? lines[1..] : lines) { Notes = notes };
    }

    /// <summary>All lines, or as many as can matter, empty where a label is missing; and their number; and that of empty lines at the end, which are left out.</summary>
    private static (List<string> Lines, long Given, long Empty) Lines(
        string path,
        int rows,
        LabelFileOptions options,
        CancellationToken cancellationToken
    )
    {
        var lines = new List<string>();
        var missing = MissingTexts.OfLabels(options.MissingTexts);
        long given = 0;
        long empty = 0;
        using var stream = TextFile.Open(path, options.Encoding);
        // An empty line that is passed over would move all labels below it to other samples.
        using var reader = new TextRecords(stream, path, null, options.Encoding, skipEmptyLines: false);
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (reader.FieldCount != 1)
                throw DataPart.Bad(path, $"line {reader.LineNumber} has {reader.FieldCount} cells; labels need one column");
            string label = reader.Cells()[0];
            given++;
            empty = label.Length == 0 ? empty + 1 : 0;
            if (given <= rows + 1L)
                lines.Add(missing.Contains(label) ? "" : label);
        }
        // Empty lines that a file ends with are no labels.
        given -= empty;
        return (lines.Count > given ? lines[..(int)given] : lines, given, empty);
    }

    /// <summary>True if the first line cannot be a label.</summary>
    private static bool IsHeader(string path, List<string> lines, int rows)
    {
        if (lines.Count < 2)
            return false;
        string first = lines[0];
        if (first.Length == 0)
            return false;
        var others = new LabelColumn(lines[1..]);
        if (others.Kind != ClassKind.Text && new LabelColumn(lines).Kind == ClassKind.Text)
            return true;
        if (others.Texts.Contains(first))
            return false;
        if (lines.Count == rows + 1L && others.MissingCount > 0)
            throw DataPart.Bad(
                path,
                $"the file has {lines.Count} lines for {rows} samples, and no label in line {lines.IndexOf("") + 1}: if line 1 ('{first}') is a header, give --label-header yes; if it is a label, remove the empty line"
            );
        if (lines.Count == rows + 1L)
            return others.Kind == ClassKind.Text;
        // A text that no other line has, where each of the others has its like: a header, and a label is missing; or a class of one sample.
        if (
            lines.Count == rows
            && others.Kind == ClassKind.Text
            && others.MissingCount < others.Texts.Count
            && others.Texts.Where(text => text.Length > 0).CountBy(text => text).All(pair => pair.Value > 1)
        )
            throw DataPart.Bad(
                path,
                $"line 1 ('{first}') occurs nowhere else: if it is a header, the file has {rows - 1} labels for {rows} samples; if it is a label, give --label-header no"
            );
        return false;
    }
}
