namespace Dbgsom.Docs;

/// <summary>Text that stays what it is in Markdown.</summary>
public static class Markdown
{
    /// <summary>Plain text: nothing in it is markup.</summary>
    public static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("<", "\\<", StringComparison.Ordinal)
            .Replace("*", "\\*", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal)
            .Replace("[", "\\[", StringComparison.Ordinal);

    /// <summary>Plain text in a cell of a table.</summary>
    public static string Cell(string text) => Escape(text).Replace("|", "\\|", StringComparison.Ordinal);

    /// <summary>Code in a cell of a table.</summary>
    public static string CellCode(string code) => $"`{code.Replace("|", "\\|", StringComparison.Ordinal)}`";
}
