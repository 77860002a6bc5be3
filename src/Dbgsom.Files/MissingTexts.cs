using System.Text;

namespace Dbgsom.Files;

/// <summary>Recognizes the texts that stand for a missing value, in any case.</summary>
internal sealed class MissingTexts
{
    private readonly string[] texts;
    private readonly int longest;
    private readonly bool[] starts = new bool[256];

    /// <param name="texts">The texts; null for the usual ones. An empty cell is always missing.</param>
    public MissingTexts(IReadOnlyList<string>? texts)
    {
        this.texts = [.. texts ?? Usual];
        foreach (string text in this.texts.Where(text => text.Length > 0))
        {
            longest = Math.Max(longest, Encoding.UTF8.GetMaxByteCount(text.Length));
            starts[Encoding.UTF8.GetBytes(text.ToUpperInvariant())[0]] = true;
            starts[Encoding.UTF8.GetBytes(text.ToLowerInvariant())[0]] = true;
        }
    }

    /// <summary>The usual texts: what R, pandas, SQL, spreadsheets, SAS and the UCI repository write.</summary>
    public static IReadOnlyList<string> Usual { get; } = ["NA", "N/A", "#N/A", "NaN", "null", "None", "?", "-", "."];

    /// <summary>Whether a cell, as UTF-8, holds no value.</summary>
    public bool Contains(ReadOnlySpan<byte> cell) =>
        cell.IsEmpty || (cell.Length <= longest && starts[cell[0]] && Contains(Encoding.UTF8.GetString(cell)));

    /// <summary>Whether a cell holds no value; null is a cell without one.</summary>
    public bool Contains(string? cell) => string.IsNullOrEmpty(cell) || texts.Contains(cell, StringComparer.OrdinalIgnoreCase);
}
