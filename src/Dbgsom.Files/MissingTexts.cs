using System.Globalization;
using System.Text;

namespace Dbgsom.Files;

/// <summary>
/// Recognizes the texts that stand for a missing value, in any case. One that is a number, such as -999, stands for that number, however it is
/// written and of whatever type the column is.
/// </summary>
internal sealed class MissingTexts
{
    private readonly string[] texts;
    private readonly int longest;
    private readonly bool[] starts = new bool[256];
    private readonly double[] numbers;

    /// <param name="texts">The texts; null for the usual ones; with a plus sign before one, as in +n.d., it joins them. An empty cell is always missing.</param>
    public MissingTexts(IReadOnlyList<string>? texts)
    {
        // With a plus sign before it a text joins the usual ones.
        bool adds = texts?.Any(text => text is ['+', _, ..]) == true;
        this.texts = adds
            ? [.. Usual, .. texts!.Select(text => text.Length > 1 ? text.TrimStart('+') : text)]
            : [.. texts ?? Usual];
        numbers =
        [
            .. this
                .texts.Select(text =>
                    double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN
                )
                .Where(double.IsFinite),
        ];
        foreach (string text in this.texts.Where(text => text.Length > 0))
        {
            longest = Math.Max(longest, Encoding.UTF8.GetMaxByteCount(text.Length));
            starts[Encoding.UTF8.GetBytes(text.ToUpperInvariant())[0]] = true;
            starts[Encoding.UTF8.GetBytes(text.ToLowerInvariant())[0]] = true;
        }
    }

    /// <summary>Recognizes missing labels: a hyphen and a point are classes as often as none, and stand for none only where they are named.</summary>
    /// <param name="texts">The texts that were named; null for none.</param>
    public static MissingTexts OfLabels(IReadOnlyList<string>? texts)
    {
        var named = (texts ?? []).Select(text => text is ['+', _, ..] ? text[1..] : text);
        bool adds = texts is null || texts.Any(text => text is ['+', _, ..]);
        return new MissingTexts([.. adds ? Usual.Where(text => text is not ("-" or ".")) : [], .. named]);
    }

    /// <summary>True if some of the texts are numbers.</summary>
    public bool HaveNumbers => numbers.Length > 0;

    /// <summary>The usual texts: what R, SQL, spreadsheets, SAS and the UCI repository write. None is a category as often as a gap.</summary>
    public static IReadOnlyList<string> Usual { get; } = ["NA", "N/A", "#N/A", "NaN", "null", "?", "-", "."];

    /// <summary>True if a cell, as UTF-8, holds no value.</summary>
    public bool Contains(ReadOnlySpan<byte> cell) =>
        cell.IsEmpty || (cell.Length <= longest && starts[cell[0]] && Contains(Encoding.UTF8.GetString(cell)));

    /// <summary>True if a cell holds no value; null is a cell without one.</summary>
    public bool Contains(string? cell) => string.IsNullOrEmpty(cell) || texts.Contains(cell, StringComparer.OrdinalIgnoreCase);

    /// <summary>True if a number stands for a missing value, or is none (NaN).</summary>
    public bool Contains(double number) => double.IsNaN(number) || (numbers.Length > 0 && Array.IndexOf(numbers, number) >= 0);
}
