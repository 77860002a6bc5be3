using Dbgsom.Naming;

namespace Dbgsom.Files.Codebooks;

/// <summary>
/// The codes of R's kohonen as a table: a row for each neuron, columns of the grid fastest, from the bottom left. A header holds the names of the features; a first
/// column without a name, such as R writes for the names of rows, is left out.
/// </summary>
internal static class CodesTable
{
    private static readonly NumberForm Form = new(false, null);

    // What the table of neurons begins with that export writes.
    private static readonly string[] Exported = ["neuron", "x", "y", "label"];

    /// <param name="path">The file.</param>
    /// <param name="separator">The character between cells; null to find it out.</param>
    public static CodebookContent Read(string path, char? separator)
    {
        using var stream = TextFile.Open(path, TextEncoding.Utf8);
        using var records = new TextRecords(stream, path, separator, TextEncoding.Utf8);
        if (!records.Read())
            throw DataPart.Bad(path, "it contains no data; valid is one row per neuron, below a header of names");
        string[] first = records.Cells();
        if (Exported.All(name => first.Contains(name, StringComparer.Ordinal)))
            throw DataPart.Bad(
                path,
                "this is the table of neurons written by dbgsom export; import a file of dbgsom export --format codes, or use the model itself"
            );
        bool isHeader = !Array.TrueForAll(first, Form.IsNumber);
        int text = Array.FindIndex(first, cell => cell.Length > 0 && !Form.IsNumber(cell));
        if (text >= 0 && Array.Exists(first, Form.IsNumber))
            throw DataPart.Bad(
                path,
                Naming.Text.Of(
                    $"line 1 contains numbers, and '{first[text]}' in column {text + 1}, which is not a number: a header contains only names, a row of weights only numbers with a decimal point"
                )
            );
        var rows = new CodebookRows(path);
        int skipped = 0;
        if (isHeader)
            skipped = first[0].Length == 0 ? 1 : 0;
        else
            Add(first, 0);
        while (records.Read())
        {
            // R leaves the header of the names of rows out.
            if (rows.Count == 0 && isHeader && records.FieldCount == first.Length + 1 && skipped == 0)
                (first, skipped) = (["", .. first], 1);
            if (records.FieldCount != first.Length)
                throw DataPart.Bad(
                    path,
                    Naming.Text.Of($"line {records.LineNumber} has {records.FieldCount} cells, and line 1 has {first.Length}")
                );
            Add(records.Cells(), skipped);
        }
        if (rows.Count == 0 || rows.Columns == 0)
            throw DataPart.Bad(path, "it contains no weights; valid is one row per neuron, below a header of names");
        string[]? names = isHeader ? first[skipped..] : null;
        if (names is not null)
            Check(path, names);
        // The first row of kohonen's hexagons lies half a cell to the right.
        return new CodebookContent(rows.ToMatrix(names), null) { BeginsRight = _ => true };

        void Add(string[] cells, int from)
        {
            for (int i = from; i < cells.Length; i++)
                rows.Add(
                    records.LineNumber,
                    $"column {ColumnPlan.Describe(i, isHeader ? first : null)}",
                    System.Text.Encoding.UTF8.GetBytes(cells[i])
                );
            rows.End(records.LineNumber);
        }
    }

    private static void Check(string path, string[] names)
    {
        int empty = Array.FindIndex(names, string.IsNullOrWhiteSpace);
        if (empty >= 0)
            throw DataPart.Bad(
                path,
                Naming.Text.Of($"line 1: the name of feature {empty + 1} is empty; a header must name each feature")
            );
        if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw DataPart.Bad(path, $"line 1: the name '{twice.Key}' occurs {twice.Count()} times; names must be different");
    }
}
