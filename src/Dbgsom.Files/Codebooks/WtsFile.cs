using System.Globalization;
using System.Text;
using Dbgsom.Grid;
using Dbgsom.Naming;

namespace Dbgsom.Files.Codebooks;

/// <summary>
/// Weights of Somoclu and the Databionics ESOM tools: lines of comments that begin with #, then <c>% rows columns</c>, perhaps with the boundary, <c>% features</c>, perhaps
/// <c>% names</c>, and a line for each neuron, the grid row by row. Between values are blanks or tabs.
/// </summary>
internal sealed class WtsFile
{
    private static readonly string[] Toroidal = ["toroid", "toroidal", "true", "1"];
    private static readonly string[] Planar = ["planar", "false", "0"];
    private static readonly char[] Blanks = [' ', '\t'];

    private readonly string file;
    private readonly BoundedLines lines;
    private GridSize? grid;
    private GridBoundary? boundary;
    private int features;
    private string[]? names;

    private WtsFile(string file, BoundedLines lines) => (this.file, this.lines) = (file, lines);

    public static CodebookContent Read(string path)
    {
        using var stream = TextFile.Open(path, TextEncoding.Utf8);
        using var lines = new BoundedLines(stream, path);
        return new WtsFile(path, lines).Read();
    }

    private CodebookContent Read()
    {
        var rows = new CodebookRows(file);
        while (lines.Next() is { } text)
        {
            string line = text.Trim();
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (line[0] == '%' && rows.Count == 0)
                Header(line[1..].Trim());
            else
                Neuron(line, rows);
        }
        if (grid is null || features == 0)
            throw DataPart.Bad(file, $"the file ends before the header does; {Form}");
        if (rows.Count != grid.Count)
            throw DataPart.Bad(
                file,
                Naming.Text.Of(
                    $"the file ends after {rows.Count} of the {grid.Count} neurons that its header declares, {grid.Rows} rows of {grid.Columns}; it is truncated, or the header is wrong"
                )
            );
        return new CodebookContent(rows.ToMatrix(names), grid) { Boundary = boundary };
    }

    private const string Form =
        "valid is a line such as '% 20 30' for 20 rows of 30 columns, then one such as '% 4' for 4 features, then one line per neuron";

    private void Header(string line)
    {
        string[] words = line.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
        if (grid is null)
        {
            if (words.Length is < 2 or > 3)
                throw BadLine(line, $"is not the number of rows and columns; {Form}");
            var (down, across) = (Whole(line, words[0], "rows"), Whole(line, words[1], "columns"));
            try
            {
                grid = new GridSize(across, down);
            }
            catch (ArgumentOutOfRangeException e)
            {
                throw BadLine(line, $"is not a size of a map: {Refusal.MessageOf(e)}");
            }
            boundary = words.Length == 3 ? BoundaryOf(line, words[2]) : null;
        }
        else if (features == 0)
        {
            if (words.Length is < 1 or > 2)
                throw BadLine(line, $"is not the number of features; {Form}");
            features = Whole(line, words[0], "features");
            if (words.Length == 2)
                boundary = BoundaryOf(line, words[1]);
        }
        else if (names is null)
            names = Names(line, words);
        else
            throw BadLine(line, "is a fourth line of the header, which has at most three: size, features and names");
    }

    /// <summary>The names of the features; null for what other files hold in their place, such as a 1 for each.</summary>
    private string[]? Names(string line, string[] words)
    {
        // Where tabs are between names, blanks are in them.
        if (line.Contains('\t', StringComparison.Ordinal))
            words = line.Split('\t', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        else if (features == 1)
            words = [line];
        if (Array.TrueForAll(words, word => double.TryParse(word, CultureInfo.InvariantCulture, out _)))
            return null;
        if (words.Length != features)
            throw BadLine(
                line,
                Naming.Text.Of(
                    $"names {words.Length} features; the header declares {features}; remove the line, or name each feature"
                )
            );
        return words.GroupBy(word => word, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw BadLine(line, $"names '{twice.Key}' {twice.Count()} times; names must be different")
            : words;
    }

    private void Neuron(string line, CodebookRows rows)
    {
        if (grid is null || features == 0)
            throw BadLine(line, $"stands in the place of the header; {Form}");
        if (rows.Count == grid.Count)
            throw BadLine(
                line,
                Naming.Text.Of(
                    $"is one neuron more than the {grid.Count} that the header declares, {grid.Rows} rows of {grid.Columns}"
                )
            );
        string[] words = line.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != features)
            throw BadLine(line, Naming.Text.Of($"has {words.Length} values; the header declares {features} features"));
        for (int i = 0; i < words.Length; i++)
            rows.Add(lines.Number, Naming.Text.Of($"value {i + 1}"), Encoding.UTF8.GetBytes(words[i]));
        rows.End(lines.Number);
    }

    private int Whole(string line, string word, string what) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value > 0
            ? value
            : throw BadLine(line, $"has '{BadText.Shown(Encoding.UTF8.GetBytes(word))}' for the number of {what}; {Form}");

    private GridBoundary BoundaryOf(string line, string word) =>
        Toroidal.Contains(word, StringComparer.OrdinalIgnoreCase) ? GridBoundary.Toroidal
        : Planar.Contains(word, StringComparer.OrdinalIgnoreCase) ? GridBoundary.Planar
        : throw BadLine(
            line,
            $"has '{BadText.Shown(Encoding.UTF8.GetBytes(word))}' for the boundary; valid is 1 or toroid, 0 or planar, or nothing"
        );

    private InvalidDataException BadLine(string line, string what) =>
        DataPart.Bad(file, Naming.Text.Of($"line {lines.Number} ('{BadText.Shown(Encoding.UTF8.GetBytes(line))}') {what}"));
}
