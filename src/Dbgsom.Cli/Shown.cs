using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Dbgsom.Naming;

namespace Dbgsom.Cli;

/// <summary>
/// Text from files, made safe to show on a terminal: control characters, invisible formatting and line separators are escaped, and the middle
/// of a long text is left out.
/// </summary>
internal static partial class Shown
{
    /// <summary>The longest name shown whole: a line of a screen.</summary>
    private const int LongestName = 80;

    /// <summary>The longest message or value shown whole.</summary>
    private const int LongestText = 1000;

    /// <summary>A name, such as that of a feature.</summary>
    public static string Name(string name) => Cut(name, LongestName);

    /// <summary>A message or a value: names in quotes are cut by themselves, so that what follows them stays.</summary>
    public static string Text(string text) =>
        Cut(LongQuote().Replace(text, quote => $"'{Name(quote.ValueSpan[1..^1].ToString())}'"), LongestText);

    /// <summary>A table: lines stay lines, and none is cut.</summary>
    public static string Lines(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => rune.Value == '\n' ? "\n" : Escape(rune)));

    private static string Cut(string text, int longest)
    {
        int most = 2 * longest;
        if (text.Length > 2 * most)
            return string.Concat(Head(Escape(text[..most]), longest), "…", Tail(Escape(text[^most..]), longest));
        string[] pieces = [.. Escape(text)];
        return pieces.Sum(piece => piece.Length) <= longest
            ? string.Concat(pieces)
            : string.Concat(Head(pieces, longest), "…", Tail(pieces, longest));
    }

    /// <summary>As many pieces from the start as fill two thirds of the room.</summary>
    private static string Head(IEnumerable<string> pieces, int longest)
    {
        int room = longest * 2 / 3;
        return string.Concat(pieces.TakeWhile(piece => (room -= piece.Length) >= 0));
    }

    /// <summary>As many pieces from the end as fill the rest, but for the ellipsis.</summary>
    private static string Tail(IEnumerable<string> pieces, int longest)
    {
        int room = longest - (longest * 2 / 3) - 1;
        return string.Concat(pieces.Reverse().TakeWhile(piece => (room -= piece.Length) >= 0).Reverse());
    }

    private static IEnumerable<string> Escape(string text) => text.EnumerateRunes().Select(Escape);

    private static string Escape(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
            ? string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}")
            : rune.ToString();

    [GeneratedRegex("'[^']{81,}'")]
    private static partial Regex LongQuote();
}
