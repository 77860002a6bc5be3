namespace Dbgsom.Files;

/// <summary>A column with a list, as options take it: <c>cut=Fair,Good</c>. The name of a column with an equals sign or a comma stands in quotes.</summary>
internal static class ColumnList
{
    /// <summary>The column, null where there is none before the list, and the list.</summary>
    /// <exception cref="ArgumentException">A quote is not closed, or text follows one.</exception>
    public static (string? Column, IReadOnlyList<string> Items) Parse(string text)
    {
        string trimmed = text.TrimStart();
        int sign = trimmed.StartsWith('"') ? BehindQuote(trimmed) : trimmed.IndexOf('=', StringComparison.Ordinal);
        if (sign < 0)
            return (null, NameList.Parse(text));
        return NameList.Parse(trimmed[..sign]) is [var column]
            ? (column, NameList.Parse(trimmed[(sign + 1)..]))
            : throw new ArgumentException($"'{trimmed[..sign]}' before the = must be one column");
    }

    /// <summary>Writes what <see cref="Parse"/> reads.</summary>
    public static string Join(string? column, IEnumerable<string> items) =>
        column is null ? NameList.Join(items) : $"{Written(column)}={NameList.Join(items)}";

    private static string Written(string column) =>
        column.Contains('=', StringComparison.Ordinal)
            ? $"\"{column.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : NameList.Join([column]);

    /// <summary>The equals sign behind a name in quotes; −1 where none follows.</summary>
    private static int BehindQuote(string text)
    {
        int at = 1;
        while (at < text.Length && (text[at] != '"' || (at + 1 < text.Length && text[at + 1] == '"')))
            at += text[at] == '"' ? 2 : 1;
        at++;
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at < text.Length && text[at] == '=' ? at : -1;
    }
}
