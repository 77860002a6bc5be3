using System.Text;

namespace Dbgsom.Files;

/// <summary>Advice about text that does not look like a table.</summary>
internal static class CsvAdvice
{
    /// <summary>Advice about a missing cell.</summary>
    public const string Gap = "fill the cell or remove the row; --missing drop skips such rows";

    private const int LongestShown = 40;

    private static readonly MissingTexts Usual = new(null);

    // In the order in which they are more likely to stand between cells than in one.
    private static readonly char[] Delimiters = ['\t', ';', '|', ':', '^', '~', '#', '&', '/', '!', ',', ' '];

    /// <summary>The options that may have skipped all of a text.</summary>
    public static string Nothing(DataFileOptions options) =>
        options.SkipLines > 0 ? $" below the {options.SkipLines} lines that are skipped"
        : options.Comment is { } sign ? $" but lines that begin with '{sign}'"
        : "";

    /// <summary>A row with another number of cells than the first.</summary>
    public static string Width(CsvOrigin origin, long line, int cells, CsvRows.Cell cell, int rows)
    {
        string what = $"line {line} has {Text.Counted(cells, "cell")} where the first line has {origin.First.Length}";
        if (cells == origin.First.Length + 1 && cell(cells - 1).IsEmpty)
            return $"{what}; it ends with a delimiter: remove it at the end of every such line";
        if (StartsComment(cell(0)))
            return $"{what}; it begins with '{(char)cell(0)[0]}': {Comments((char)cell(0)[0])}";
        // A title, or a comment of any kind, stands above the table once.
        if (rows == 0 && cells > origin.First.Length)
            return $"{what} ('{Short(origin.First[0])}'); if line {origin.FirstLine} is a title or a comment, --skip {origin.FirstLine} skips it";
        return cells < origin.First.Length
            ? $"{what}; correct the line: a row needs a cell for each column; leave unknown ones empty"
            : $"{what}; correct the line: a cell that contains the delimiter must be quoted";
    }

    /// <summary>Advice about a cell that does not hold a number; null if there is none to give.</summary>
    public static string? Cell(CsvOrigin origin, long line, int column, string text, NumberForm form, bool isMissing)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (!origin.IsJson && origin.First.Length == 1 && Delimiter(text, form) is { } delimiter)
            return form.Advice(bytes) is { } other ? $"{delimiter}; {other}" : delimiter;
        if (form.Advice(bytes) is { } advice)
            return advice;
        if (!origin.IsJson && column == 0 && StartsComment(bytes))
            return $"line {line} begins with '{text[0]}': {Comments(text[0])}";
        if (text.Length > 0 && Usual.Contains(text))
            return isMissing
                ? $"it stands for a missing value: {Gap}"
                : $"the given --missing-text does not include {Short(text)}; add it, or put + before the others";
        if (text.Length > 0)
            return null;
        return column > 0 && column == origin.First.Length - 1 && origin.First[column].Length == 0
            ? $"the lines end with a delimiter: remove it, or name the feature columns without column {column} in --columns"
            : Gap;
    }

    /// <summary>Returns advice about a single non-numeric cell among numbers.</summary>
    /// <param name="text">The cell.</param>
    /// <param name="column">The name of the column.</param>
    /// <param name="isForMap">True if a map says what the columns are, which cannot be changed then.</param>
    public static string Slip(string text, string column, bool isForMap) =>
        isForMap
            ? $"--missing-text +{Short(text)} treats it as missing"
            : $"--missing-text +{Short(text)} treats it as missing, --as {column}=category makes categories of the column, --drop {NameList.Join([column])} leaves it out";

    /// <summary>The delimiter that makes numbers of a line that has one cell.</summary>
    private static string? Delimiter(string text, NumberForm form)
    {
        foreach (char sign in Delimiters.Where(sign => sign != (form.DecimalComma ? ',' : '\0')))
        {
            string[] cells = text.Split(sign, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (cells.Length < 2 || !cells.Any(form.IsNumber))
                continue;
            return $"the line has one cell: if {(sign == ' ' ? "a space" : $"'{sign}'")} stands between cells, add --delimiter {(sign == '\t' ? "tab" : $"'{sign}'")}";
        }
        return null;
    }

    private static string Comments(char sign) => $"if such lines are comments, --comment '{sign}' skips them";

    private static bool StartsComment(ReadOnlySpan<byte> cell) =>
        cell is [(byte)'#' or (byte)'%', ..] or [(byte)'/', (byte)'/', ..];

    private static string Short(string text) => text.Length <= LongestShown ? text : text[..LongestShown] + "…";
}
